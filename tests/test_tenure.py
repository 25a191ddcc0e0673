"""What the holder of the sender's row may believe of it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery import LEASE
from domain.tenure import BEAT, SURE, WATCH, Mark, Tenure
from tests.clock import START

MINE, OTHER = "a" * 32, "b" * 32
SPANS = st.floats(0, 10 * WATCH.total_seconds())


def tenure(beats: int = 3) -> Tenure:
    """Return a life that began at 100 and has beaten so often."""
    held = Tenure(Mark(MINE, 100), 0, START)
    for _ in range(beats):
        held.confirm(held.after(held.last), 0, START)
    return held


@pytest.mark.parametrize(
    ("seen", "own"),
    [
        (Mark(MINE, 103), True),
        (Mark(MINE, 104), True),  # a commit that was not heard of
        (Mark(MINE, 101), True),  # the database was put back
        (None, True),  # so it was to before the start; or whoever took the row is gone
        (Mark(MINE, 99), False),  # another life under a copy of our id
        (Mark(MINE, 105), False),
        (Mark(OTHER, 103), False),
    ],
)
def test_whose_row_it_is(seen: Mark | None, own: bool) -> None:
    assert tenure().is_own(seen) is own


@pytest.mark.parametrize("seen", [Mark(MINE, 103), Mark(MINE, 104), Mark(MINE, 101), None])
def test_a_beat_always_moves_the_row_and_stays_ours(seen: Mark | None) -> None:
    held = tenure()
    after = held.after(seen)
    assert after not in {seen, held.last}
    held.confirm(after, 0, START)
    assert held.is_own(after)


@given(outage=SPANS, watch_begun=st.floats(0, 1))
def test_what_is_sent_last_has_ended_before_another_may_begin(outage: float, watch_begun: float) -> None:
    """The watch begins once the last beat is seen, and so after that beat was begun."""
    sends = tenure().is_sure(outage, START)
    over_at_the_latest = timedelta(seconds=outage) + LEASE
    assert not sends or over_at_the_latest < timedelta(seconds=watch_begun) + WATCH


def test_some_missed_beats_stop_nobody() -> None:
    assert tenure().is_sure((3 * BEAT).total_seconds(), START + 3 * BEAT)
    assert not tenure().is_sure(SURE.total_seconds(), START)


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=3_652)])
def test_a_wall_clock_that_leaps_casts_doubt_until_the_next_beat_and_one_set_back_does_not(ahead: timedelta) -> None:
    held = tenure()
    assert not held.is_sure(1, START + ahead)
    held.confirm(held.after(held.last), 1, START + ahead)
    assert held.is_sure(2, START + ahead)
    assert held.is_sure(2, START - ahead)


def test_nothing_makes_a_life_sure_again_that_has_ended() -> None:
    held = tenure()
    held.end()
    held.confirm(held.after(held.last), 1, START)
    assert not held.is_sure(1, START)
