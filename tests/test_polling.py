"""When a source is asked next, and which of its writings are still news."""

from datetime import timedelta

import pytest

from domain.polling import (
    Failure,
    Poll,
    SourceState,
    after_failure,
    after_no_change,
    after_success,
    is_news,
    never_polled,
)
from tests.clock import START

HOUR = timedelta(hours=1)
NEW = never_polled("news", START)
KNOWN = after_success(NEW, Poll(20, 2, "https://a.example/", '"1"', "yesterday"), HOUR, START)


def test_a_source_never_polled_is_due_at_once() -> None:
    assert NEW.is_due(START)


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=3_652)])
def test_a_source_polled_by_a_clock_that_ran_ahead_is_due_once_the_clock_is_right(ahead: timedelta) -> None:
    wrong = after_success(NEW, Poll(20, 2), HOUR, START + ahead)
    assert wrong.is_due(START)
    put_off = after_failure(wrong, Failure("waiting", "a.example", START + 5 * HOUR), HOUR, START)
    assert not put_off.is_due(START)
    assert not after_no_change(wrong, HOUR, START).is_due(START - timedelta(seconds=1)), "a clock set back by a little"
    assert not KNOWN.is_due(START + HOUR - timedelta(seconds=1))
    assert KNOWN.is_due(START + HOUR)


def test_a_success_counts_its_reports_and_keeps_what_to_ask_with() -> None:
    later = after_success(KNOWN, Poll(21, 3, "https://a.example/", '"2"', ""), HOUR, START + HOUR)
    assert (later.reports, later.items, later.etag, later.last_modified) == (5, 21, '"2"', "")
    assert later.due == START + 2 * HOUR


def test_a_failure_forgets_nothing_and_a_success_ends_it() -> None:
    failed = after_failure(KNOWN, Failure("rejected", "HTTP 403"), HOUR, START + HOUR)
    failed = after_failure(failed, Failure("deadline"), HOUR, START + 2 * HOUR)
    assert (failed.failures, failed.reason, failed.etag, failed.succeeded) == (2, "deadline", '"1"', START)
    assert after_no_change(failed, HOUR, START + 3 * HOUR).failures == 0


def test_a_host_that_wants_more_patience_gets_it_and_never_less_than_usual() -> None:
    asked = after_failure(KNOWN, Failure("too_many", "", START + 9 * HOUR), HOUR, START)
    hasty = after_failure(KNOWN, Failure("too_many", "", START + timedelta(seconds=5)), HOUR, START)
    assert (asked.due, hasty.due) == (START + 9 * HOUR, START + HOUR)


def test_a_poll_that_asked_nothing_is_put_off_and_blames_nobody() -> None:
    put_off = after_failure(KNOWN, Failure("waiting", "a.example", START + 5 * HOUR), HOUR, START + HOUR)
    assert (put_off.due, put_off.failures, put_off.polled) == (START + 5 * HOUR, 0, START)


def test_a_source_is_ill_while_it_fails_and_when_it_was_not_asked_for_long() -> None:
    assert KNOWN.is_well(HOUR, START + HOUR)
    assert not KNOWN.is_well(HOUR, START + 4 * HOUR)
    assert not after_failure(KNOWN, Failure("broken"), HOUR, START + HOUR).is_well(HOUR, START + HOUR)
    assert not NEW.is_well(HOUR, START)


@pytest.mark.parametrize(
    ("state", "age", "news"),
    [
        (NEW, timedelta(days=6), True),
        (NEW, timedelta(days=8), False),
        (KNOWN, timedelta(days=8), False),
        (KNOWN, None, True),
        (NEW, None, False),
        (NEW, timedelta(days=-3), True),
    ],
    ids=["this week", "old at first sight", "old all the same", "undated", "undated at first sight", "dated ahead"],
)
def test_what_is_news(state: SourceState, age: timedelta | None, news: bool) -> None:
    assert is_news(None if age is None else START - age, state, START) is news
