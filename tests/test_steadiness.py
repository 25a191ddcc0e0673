"""A wrong date expires nothing; a clock that is set right by seconds is no wrong date."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.steadiness import LONGEST_REST, SLACK, STEADY, Steadiness, at_start, looked_again
from tests.clock import START

DAY, TEN_YEARS = timedelta(days=1), timedelta(days=3_652)
TRUSTED = Steadiness(START, START - 2 * STEADY)
PASSED = st.timedeltas(timedelta(0), timedelta(hours=2))
SLIGHT = st.timedeltas(-SLACK, SLACK)
JUMPS = st.sampled_from([DAY, -DAY, TEN_YEARS, -TEN_YEARS]) | st.timedeltas(SLACK * 3, TEN_YEARS).map(
    lambda by: by if by.microseconds % 2 else -by
)


def run(kept: Steadiness, looks: list[timedelta], now: datetime) -> tuple[Steadiness, datetime]:
    """Look again after each of ``looks``, by a clock that goes right."""
    for passed in looks:
        now += passed
        kept = looked_again(kept, passed, now)
    return kept, now


@given(st.lists(st.tuples(PASSED, SLIGHT), max_size=20))
def test_a_clock_that_is_off_by_little_stays_steady(looks: list[tuple[timedelta, timedelta]]) -> None:
    kept, right = TRUSTED, START
    for passed, off in looks:
        right += passed
        kept = looked_again(kept, right + off / 2 - kept.beat, right + off)
        assert kept.steady == TRUSTED.steady


@given(JUMPS, PASSED, st.lists(PASSED, max_size=30))
def test_after_a_jump_nothing_expires_for_a_day(by: timedelta, passed: timedelta, looks: list[timedelta]) -> None:
    now = START + passed + by
    kept = looked_again(TRUSTED, passed, now)
    assert not kept.is_steady(now)
    later, now = run(kept, looks, now)
    assert later.is_steady(now) == (sum(looks, timedelta(0)) >= STEADY)


@given(st.sampled_from([DAY, -DAY, TEN_YEARS, -TEN_YEARS]), st.timedeltas(timedelta(0), STEADY - timedelta(hours=1)))
def test_a_date_that_is_set_right_within_the_day_has_expired_nothing(by: timedelta, wrong_for: timedelta) -> None:
    kept = looked_again(TRUSTED, timedelta(minutes=1), START + by)
    kept, now = run(kept, [wrong_for], START + by)
    assert not kept.is_steady(now)
    right = looked_again(kept, timedelta(minutes=1), now + timedelta(minutes=1) - by)
    assert not right.is_steady(right.beat), "the day begins anew"


@pytest.mark.parametrize(
    ("rest", "steady"),
    [
        (timedelta(0), True),
        (-SLACK, True),
        (DAY, True),  # switched off meanwhile
        (LONGEST_REST, True),
        (LONGEST_REST + timedelta(seconds=1), False),
        (-SLACK - timedelta(seconds=1), False),
        (-DAY, False),
        (TEN_YEARS, False),
        (-TEN_YEARS, False),
    ],
)
def test_at_a_start_the_bot_may_have_been_off_but_not_for_years_nor_backwards(rest: timedelta, steady: bool) -> None:
    now = START + rest
    assert at_start(TRUSTED, now).is_steady(now) is steady


def test_a_clock_nobody_looked_at_yet_is_steady_after_a_day() -> None:
    first = at_start(None, START)
    assert not first.is_steady(START)
    later, now = run(first, [timedelta(hours=1)] * 24, START)
    assert later.is_steady(now)
