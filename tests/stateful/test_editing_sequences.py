"""Never a send with fewer approvals than configured, never an old revision after a newer one, nobody forgotten."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful.machine import STEPS, over
from tests.stateful.stand import Stand, opened_stand

SEQUENCES = 100


@pytest.fixture
def stand() -> Iterator[Stand]:
    with opened_stand() as stand:
        yield stand


def test_whatever_editors_readers_and_telegram_do_the_rules_hold(stand: Stand) -> None:
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),  # explaining would trace every line of ours
        suppress_health_check=list(HealthCheck),
    )
    always_the_same = seed(3)(over(stand))  # benchmarks/editing.py looks further
    run_state_machine_as_test(always_the_same, settings=chosen)
    assert stand.tally["sequences"] >= SEQUENCES
    assert stand.tally["messages"] > SEQUENCES
    assert stand.tally["confirmed update"] > SEQUENCES // 10
    assert stand.tally["confirmed cancel"] > SEQUENCES // 20
    assert stand.tally["refused"] > SEQUENCES // 10
