"""When news comes: hours of quiet, the next digest, and what people type for an hour or a clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rhythm import (
    EARLIEST,
    LATEST,
    MINSK,
    Frequency,
    Quiet,
    is_quiet,
    next_digest,
    read_hour,
    read_offset,
    read_quiet,
    spell_offset,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday; 15:00 in Minsk
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

hours = st.integers(0, 23)
clocks = st.integers(EARLIEST // 15, LATEST // 15).map(lambda quarters: quarters * 15)
offsets = st.none() | clocks
decade = timedelta(days=3653)
moments = st.datetimes(
    (NOW - decade).replace(tzinfo=None), (NOW + decade).replace(tzinfo=None), timezones=st.just(UTC)
) | st.integers(-3653 * 24, 3653 * 24).map(lambda whole: NOW + timedelta(hours=whole))
quiets = st.tuples(hours, hours).filter(lambda both: both[0] != both[1]).map(lambda both: Quiet(*both))


def local(moment: datetime, offset: int | None) -> datetime:
    return moment.astimezone(timezone(timedelta(minutes=180 if offset is None else offset)))


@given(hour=hours, offset=offsets, now=moments)
def test_a_daily_digest_comes_within_a_day_at_that_hour(hour: int, offset: int | None, now: datetime) -> None:
    due = next_digest(Frequency.DAILY, hour, offset, now)
    assert due.tzinfo is UTC
    assert now < due <= now + DAY
    there = local(due, offset)
    assert (there.hour, there.minute, there.second, there.microsecond) == (hour, 0, 0, 0)


@given(hour=hours, offset=offsets, now=moments)
def test_a_weekly_digest_comes_within_a_week_on_a_monday(hour: int, offset: int | None, now: datetime) -> None:
    due = next_digest(Frequency.WEEKLY, hour, offset, now)
    assert now < due <= now + WEEK
    there = local(due, offset)
    assert (there.weekday(), there.hour, there.minute, there.microsecond) == (0, hour, 0, 0)
    assert next_digest(Frequency.WEEKLY, hour, offset, due) == due + WEEK


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.WEEKLY])
def test_every_hour_of_every_clock_has_its_digest(frequency: Frequency) -> None:
    for offset in range(EARLIEST, LATEST + 1, 15):
        for hour in range(24):
            due = next_digest(frequency, hour, offset, NOW)
            assert due > NOW
            assert local(due, offset).hour == hour


def test_the_moment_itself_is_told_and_over() -> None:
    assert next_digest(Frequency.DAILY, 15, None, NOW) == NOW + DAY
    assert next_digest(Frequency.WEEKLY, 15, None, NOW) == NOW + WEEK
    assert next_digest(Frequency.DAILY, 16, None, NOW) == NOW + timedelta(hours=1)


def test_what_comes_at_once_has_no_digest() -> None:
    with pytest.raises(ValueError, match="no digest"):
        next_digest(Frequency.NOW, 9, None, NOW)


@given(quiet=quiets, offset=offsets, now=moments)
def test_quiet_is_from_the_first_hour_until_the_last(quiet: Quiet, offset: int | None, now: datetime) -> None:
    elapsed = (local(now, offset).hour - quiet.begins) % 24
    assert is_quiet(quiet, offset, now) is (elapsed < (quiet.ends - quiet.begins) % 24)


@given(offset=offsets, now=moments)
def test_who_set_no_hours_has_no_quiet(offset: int | None, now: datetime) -> None:
    assert not is_quiet(None, offset, now)


def test_over_midnight() -> None:
    night = Quiet(23, 7)
    heard = [hour for hour in range(24) if not is_quiet(night, 0, NOW.replace(hour=hour))]
    assert heard == list(range(7, 23))
    assert is_quiet(night, 0, NOW.replace(hour=6, minute=59, second=59))


def test_until_they_say_the_clock_is_minsks() -> None:
    assert MINSK == 180
    for hour in range(24):
        now = NOW.replace(hour=hour)
        assert is_quiet(Quiet(22, 6), None, now) is is_quiet(Quiet(22, 6), 180, now)


@pytest.mark.parametrize(("begins", "ends"), [(7, 7), (-1, 7), (24, 7), (7, 24)])
def test_hours_that_are_none_are_refused(begins: int, ends: int) -> None:
    with pytest.raises(ValueError, match="quiet"):
        Quiet(begins, ends)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23-7", (Quiet(23, 7), None)),
        ("23:00-7:00", (Quiet(23, 7), None)),
        ("23.00 – 07.00", (Quiet(23, 7), None)),
        (" 23 — 7 ", (Quiet(23, 7), None)),
        ("22-24", (Quiet(22, 0), None)),
        ("23-7 +3", (Quiet(23, 7), 180)),
        ("23:00-7:00 UTC+5:30", (Quiet(23, 7), 330)),
        ("23-7 -5", (Quiet(23, 7), -300)),
        ("23-7 gmt −3:30", (Quiet(23, 7), -210)),
        ("23-7 0", (Quiet(23, 7), 0)),
    ],
)
def test_hours_of_quiet_as_people_type_them(typed: str, read: tuple[Quiet, int | None]) -> None:
    assert read_quiet(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "off", "23", "23-23", "0-24", "23-25", "23:30-7", "23-7 3", "23-7 +15", "23-7 +3:10", "23-7-5", "ноч", "²³-7"],
)
def test_what_is_no_hours_of_quiet(typed: str) -> None:
    assert read_quiet(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", (9, None)),
        ("09:00", (9, None)),
        ("24", (0, None)),
        ("0", (0, None)),
        ("9 +3", (9, 180)),
        ("21 utc", (21, 0)),
    ],
)
def test_an_hour_as_people_type_it(typed: str, read: tuple[int, int | None]) -> None:
    assert read_hour(typed) == read


@pytest.mark.parametrize("typed", ["", "25", "9:30", "nine", "9 3", "9 +99", "-1", "1000"])
def test_what_is_no_hour(typed: str) -> None:
    assert read_hour(typed) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("+3", 180),
        ("UTC+3:00", 180),
        ("utc +5:45", 345),
        ("GMT-8", -480),
        ("–3:30", -210),
        ("UTC", 0),
        ("0", 0),
        ("+0", 0),
        ("-0", 0),
        ("+14", 840),
        ("-12", -720),
    ],
)
def test_a_clock_as_people_type_it(typed: str, minutes: int) -> None:
    assert read_offset(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", " ", "3", "+", "+14:15", "-12:15", "+3:60", "+3:7", "+3:20", "Minsk", "+٣", "180"]
)
def test_what_is_no_clock(typed: str) -> None:
    assert read_offset(typed) is None


@given(offset=clocks, quiet=quiets)
def test_what_buttons_carry_is_read_back(offset: int, quiet: Quiet) -> None:
    assert read_offset(spell_offset(offset)) == offset
    assert read_quiet(str(quiet)) == (quiet, None)
    assert read_quiet(f"{quiet} {spell_offset(offset)}") == (quiet, offset)


@given(text=st.text(max_size=40) | st.from_regex(r"[0-9:+\-–− utcgm.]{1,20}"))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (read_quiet, read_hour, read_offset):
        read(text)
