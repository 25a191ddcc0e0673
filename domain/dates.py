"""Dates as sources give them: a day, a month, or only a year."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Self

MINSK = timezone(timedelta(hours=3))
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date in Minsk with the precision its source has; ``month`` and ``day`` are 0 where unknown."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            raise ValueError("a day without its month")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024``, ``2024-09`` or ``2024-09-16``; raise ValueError for anything else."""
        found = _ISO.match(text.strip())
        if not found:
            raise ValueError(f"not a date: {text[:40]!r}")
        return cls(*(int(part or 0) for part in found.groups()))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def in_minsk(cls, moment: datetime) -> Self:
        """Return the full date on which an aware ``moment`` fell in Minsk."""
        return cls.of(moment.astimezone(MINSK).date())

    @property
    def full(self) -> date | None:
        """The calendar day, or None where the source gives only a month or a year."""
        return date(self.year, self.month, self.day) if self.day else None

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)
