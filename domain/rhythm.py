"""When news comes and how loudly: how often, at which hour, in whose hours of quiet.

The clock is the reader's, given by them as minutes from UTC and never guessed; until they give it, it is Minsk's.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple, TypeVar

from domain import dates

Read = TypeVar("Read")

MINSK = dates.MINSK.utcoffset(None) // timedelta(minutes=1)
"""Minutes from UTC of a clock in Minsk, all year round since 2011."""

EARLIEST, LATEST = -12 * 60, 14 * 60
"""Minutes from UTC of the westernmost and the easternmost clock."""

_QUARTER = 15
"""Minutes: every clock on Earth differs from UTC by whole quarters of an hour."""

OFF = "off"

_HOUR = r"(\d{1,2})(?:[:.]00)?"
_ZONE = r"(?:(?:utc|gmt)\s*)?[+−–-]\d{1,2}(?::\d\d)?|utc|gmt|0"
_QUIET = re.compile(rf"{_HOUR}\s*[−–—-]\s*{_HOUR}(?:\s+({_ZONE}))?", re.ASCII | re.IGNORECASE)
_AT = re.compile(rf"{_HOUR}(?:\s+({_ZONE}))?", re.ASCII | re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?:([+−–-])(\d{1,2})(?::(\d\d))?|0)?", re.ASCII | re.IGNORECASE)


class Frequency(StrEnum):
    """How often a kind of news comes, the most urgent first; the values are the words of ``/subscribe``."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which messages come without a sound: from the hour ``begins`` (0-23) until ``ends``, over midnight too.

    Both hours the same would be never or always: that raises ValueError, as an hour that no clock has.
    """

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.begins < 24 and 0 <= self.ends < 24) or self.begins == self.ends:
            raise ValueError("not hours of quiet")

    def __str__(self) -> str:
        """Return the hours as ``read_quiet`` reads them."""
        return f"{self.begins}-{self.ends}"

    def covers(self, hour: int) -> bool:
        """Return whether the whole hour ``hour`` (0-23) is one of them."""
        if self.begins < self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends


def on_clock(offset: int | None, now: datetime) -> datetime:
    """Return ``now`` (aware) as a clock ``offset`` minutes from UTC shows it; in Minsk where None."""
    return now.astimezone(timezone(timedelta(minutes=MINSK if offset is None else offset)))


def is_quiet(quiet: Quiet | None, offset: int | None, now: datetime) -> bool:
    """Return whether a message at ``now`` (aware) comes without a sound; quiet hours never hold it back."""
    return quiet is not None and quiet.covers(on_clock(offset, now).hour)


def next_digest(frequency: Frequency, hour: int, offset: int | None, now: datetime) -> datetime:
    """Return the first moment after ``now`` (aware; never ``now`` itself), in UTC, at which a digest is due.

    Daily: at ``hour`` (0-23) of the reader's clock; weekly: at that hour of a Monday. What comes at once has no
    digest: ValueError.
    """
    if frequency is Frequency.NOW:
        raise ValueError("what comes at once has no digest")
    local = on_clock(offset, now)
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    step = timedelta(days=1)
    if frequency is Frequency.WEEKLY:
        due, step = due - timedelta(days=due.weekday()), timedelta(weeks=1)
    return (due if due > local else due + step).astimezone(UTC)


class Timetable(NamedTuple):
    """When a chat's digests come: ``frequency`` (not NOW), ``hour`` (0-23) of a clock ``offset`` minutes from UTC."""

    frequency: Frequency
    hour: int
    offset: int | None

    def after(self, now: datetime) -> datetime:
        """Return the first digest after ``now`` (aware), in UTC."""
        return next_digest(self.frequency, self.hour, self.offset, now)


def read_quiet(text: str) -> tuple[Quiet, int | None] | None:
    """Read ``23-7``, ``23:00-7:00`` or ``23-7 +3``: the hours, and the offset in minutes if given; None for else."""
    found = _QUIET.fullmatch(text.strip())
    begins, ends = (_hour(found[1]), _hour(found[2])) if found else (None, None)
    if found is None or begins is None or ends is None or begins == ends:
        return None
    return _with_zone(Quiet(begins, ends), found[3])


def read_hour(text: str) -> tuple[int, int | None] | None:
    """Read ``9``, ``9:00`` or ``9 +3``: the hour (0-23), and the offset in minutes if given; None for anything else."""
    found = _AT.fullmatch(text.strip())
    hour = _hour(found[1]) if found else None
    return None if found is None or hour is None else _with_zone(hour, found[2])


def read_offset(text: str) -> int | None:
    """Read ``+3``, ``UTC+5:30`` or ``UTC`` as minutes from UTC; None for no clock on Earth. A sign is never guessed."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None or not text.strip():
        return None
    minutes = int(found[2] or 0) * 60 + int(found[3] or 0)
    minutes = minutes if found[1] in {None, "+"} else -minutes
    known = EARLIEST <= minutes <= LATEST and int(found[3] or 0) < 60 and minutes % _QUARTER == 0
    return minutes if known else None


def spell_offset(offset: int) -> str:
    """Return minutes from UTC as ``read_offset`` reads them: ``+3``, ``-3:30``, ``+0``."""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def _hour(digits: str) -> int | None:
    """Return the hour (0-23); 24 is midnight."""
    hour = int(digits)
    return hour % 24 if hour <= 24 else None


def _with_zone(read: Read, zone: str | None) -> tuple[Read, int | None] | None:
    """Return what was read with its offset; None where a zone was given that is none."""
    offset = read_offset(zone) if zone else None
    return None if zone and offset is None else (read, offset)
