"""How long a sending takes, who waits too long, which sources are ill, and who sees it."""

from datetime import timedelta

import pytest

from domain.boards import Boards
from domain.message import Message
from domain.polling import SourceState
from domain.status import LATE, IllSource, Waiting, ill_sources, is_late, longest, minutes_left
from tests.clock import START

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("waiting", "pace", "minutes"),
    [(100, 0.0, None), (0, 25.0, 0), (700, 25.0, 0), (1_500, 25.0, 1), (100_000, 25.0, 67), (10, 1 / 60, 10)],
)
def test_what_is_left_goes_by_the_pace(waiting: int, pace: float, minutes: int | None) -> None:
    assert minutes_left(waiting, pace) == minutes


@pytest.mark.parametrize(("chats", "rate"), [(0, 25), (100_000, 25), (1_000_000, 1_000)])
def test_nobody_is_late_while_their_event_is_being_told(chats: int, rate: float) -> None:
    needed = timedelta(seconds=chats / rate)
    assert not is_late(LATE + needed, chats, rate)
    assert is_late(LATE + needed + SECOND, chats, rate)


def test_the_longest_wait_is_of_what_nobody_stopped() -> None:
    stopped = Waiting(1, 5, START - 3 * HOUR, stopped=True)
    old, new = Waiting(2, 5, START - 2 * HOUR), Waiting(3, 5, START - HOUR)
    assert longest([stopped, new, old]) == old
    assert old.wait(START) == 2 * HOUR
    assert old.wait(START - 9 * HOUR) == timedelta(0)
    assert longest([stopped]) is None


def test_sources_are_ill_that_were_polled_are_read_and_give_nothing() -> None:
    def state(name: str, succeeded: timedelta | None, failures: int) -> SourceState:
        when = None if succeeded is None else START - succeeded
        return SourceState(name, START, START, succeeded=when, failures=failures)

    states = {
        "well": state("well", HOUR, 0),
        "ill": state("ill", 5 * HOUR, 3),
        "never": state("never", None, 1),
        "left": state("left", None, 9),
    }
    every = dict.fromkeys(("well", "ill", "never", "new"), HOUR)
    assert list(ill_sources(states, every, START)) == [IllSource("ill", 5 * HOUR), IllSource("never")]


def test_a_board_that_was_taken_away_is_not_a_board_that_never_was() -> None:
    boards = Boards()
    assert boards.of(1, 7) is None
    boards.put(1, 7, 41)
    boards.offer(1, 7, 42)
    assert boards.of(1, 7) == {41: None}
    boards.note(1, 7, 41, Message("said"))
    boards.remove(1, 7, 41)
    boards.remove(1, 7, 41)
    assert boards.of(1, 7) == {}
    boards.leave_out(1, 8)
    assert boards.of(1, 8) == {}
    boards.ask(2)
    assert boards.numbers() == (1,)
    assert boards.take_asked() == {2}
    assert not boards.take_asked()
    boards.close(1)
    boards.close(1)
    assert boards.of(1, 7) is None
