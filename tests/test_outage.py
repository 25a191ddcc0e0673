"""An outage is told once when it has lasted, and once when it is over."""

from datetime import timedelta

from domain.outage import Outage
from tests.clock import START

MINUTE = timedelta(minutes=1)


def test_a_long_outage_is_told_once_with_its_beginning_and_its_end() -> None:
    outage = Outage(2 * MINUTE)
    assert [outage.fails(START + minute * MINUTE) for minute in range(5)] == [None, None, START, None, None]
    assert outage.works(START + 5 * MINUTE) == 5 * MINUTE
    assert outage.works(START + 6 * MINUTE) is None
    assert [outage.fails(START + minute * MINUTE) for minute in (7, 8, 9)] == [None, None, START + 7 * MINUTE]


def test_a_short_one_is_nobodys_news() -> None:
    outage = Outage(2 * MINUTE)
    for minute in range(10):
        assert outage.fails(START + minute * MINUTE) is None
        assert outage.works(START + minute * MINUTE + MINUTE / 2) is None


def test_without_patience_the_first_failure_is_told() -> None:
    assert Outage(timedelta(0)).fails(START) == START
