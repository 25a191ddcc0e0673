"""In which moment of a month a chat gets a sign of life, and which."""

import collections
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.language import ENGLISH
from domain.living import QUESTION_AFTER, Sign, due_sign, month_of
from domain.rhythm import EARLIEST, LATEST, Quiet, is_quiet, on_clock
from domain.subscription import ChatKind, Subscriber

NOVEMBER = 2026 * 12 + 11
FIRST = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # in Minsk; every chat's moment is over
HOUR, DAY, YEARS = timedelta(hours=1), timedelta(days=1), timedelta(days=3_652)
KEY = b"k" * 16
READER = Subscriber(1, ChatKind.PRIVATE, ENGLISH, discreet=True, lived=NOVEMBER - 1)

keys = st.binary(min_size=16, max_size=16)
offsets = st.none() | st.integers(EARLIEST // 15, LATEST // 15).map(lambda quarters: quarters * 15)
hours = st.integers(0, 23)
quiets = st.none() | st.tuples(hours, hours).filter(lambda both: both[0] != both[1]).map(lambda both: Quiet(*both))


@settings(max_examples=40)
@given(key=keys, offset=offsets, quiet=quiets)
def test_a_month_has_its_moment_on_days_1_to_28_and_never_in_quiet_hours(
    key: bytes, offset: int | None, quiet: Quiet | None
) -> None:
    chat = replace(READER, offset=offset, quiet=quiet)
    month = [moment for step in range(-24, 32 * 24) if month_of(chat, moment := FIRST + step * HOUR) == NOVEMBER]
    due = [moment for moment in month if due_sign(key, chat, moment)]
    assert on_clock(offset, due[0]).day <= 29, "a look an hour later may be another day's"
    assert not any(is_quiet(quiet, offset, moment) for moment in due)
    daytime = [hour for hour in range(10, 20) if quiet is None or not quiet.covers(hour)]
    assert not daytime or {on_clock(offset, moment).hour for moment in due} <= set(daytime)


@given(key=keys, offset=offsets, quiet=quiets, hours_on=st.integers(0, 30 * 24))
def test_who_got_one_gets_no_other_this_month(
    key: bytes, offset: int | None, quiet: Quiet | None, hours_on: int
) -> None:
    now = FIRST + hours_on * HOUR
    chat = replace(READER, offset=offset, quiet=quiet)
    assert due_sign(key, replace(chat, lived=month_of(chat, now)), now) is None


def test_the_chats_are_spread_over_days_and_hours() -> None:
    days, times = collections.Counter[int](), collections.Counter[int]()
    for number in range(600):
        key = (number * 0x9E3779B97F4A7C15 % 2**64).to_bytes(8, "big") + bytes(8)
        first = next(FIRST + step * HOUR for step in range(31 * 24) if due_sign(key, READER, FIRST + step * HOUR))
        days[on_clock(None, first).day] += 1
        times[on_clock(None, first).hour] += 1
    assert len(days) >= 28
    assert max(days.values()) <= 3 * 600 / 28
    assert len(times) == 10


@pytest.mark.parametrize(
    ("unanswered", "sign"),
    [(0, Sign.PROOF), (QUESTION_AFTER - 1, Sign.PROOF), (6, Sign.QUESTION), (7, Sign.ERASURE), (99, Sign.ERASURE)],
)
def test_after_half_a_year_the_reader_is_asked_and_then_forgotten(unanswered: int, sign: Sign) -> None:
    assert due_sign(KEY, replace(READER, unanswered=unanswered), NOON) is sign


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.CHANNEL])
def test_only_private_chats(kind: ChatKind) -> None:
    for lived in (0, NOVEMBER - 1):
        assert due_sign(KEY, replace(READER, kind=kind, lived=lived, unanswered=7), NOON) is None


def test_the_first_month_has_none() -> None:
    assert due_sign(KEY, replace(READER, lived=0), FIRST) is Sign.BEGINNING


@given(key=keys, unanswered=st.integers(0, 9), passed=st.integers(-200, 200))
def test_a_date_that_nobody_can_believe_asks_and_erases_nobody(key: bytes, unanswered: int, passed: int) -> None:
    sign = due_sign(key, replace(READER, lived=NOVEMBER - passed, unanswered=unanswered), NOON)
    if passed in {1, 2}:
        assert sign in {Sign.PROOF, Sign.QUESTION, Sign.ERASURE}, "a month may be missed while the bot is off"
    elif -2 <= passed <= 0:
        assert sign is None
    else:
        assert sign is Sign.BEGINNING
