"""Who is the one sender: a row that its holder keeps moving, and what a holder may believe of it (pure).

No clock of another host has to be right. Who waits for the row counts its own seconds in which the row stood still; the
holder counts its own since it began the last beat that the database confirmed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.delivery import LEASE

BEAT = timedelta(seconds=5)
"""How often the holder moves the row."""

WATCH = timedelta(seconds=60)
"""How long the row must have stood still before another may take it: a dozen beats."""

SURE = WATCH - LEASE
"""How long a holder goes on without a beat: what it sends last must have ended before another may begin."""

FIRST_BEATS = 2**30
"""Each life of a sender begins at a random number below this, so that two copies of one data directory are told apart;
a signed 32-bit column then holds 170 years of beats."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The row as it stands: ``holder`` is an installation's id, ``number`` moves while it lives."""

    holder: str
    number: int


class Tenure:
    """One life of the sender, from the beat that took the row. Moments are of this host's own two clocks."""

    def __init__(self, first: Mark, monotonic: float, now: datetime) -> None:
        self._first = first
        self.last = first
        self._ended = False
        self._confirmed = (monotonic, now)

    def is_own(self, seen: Mark | None) -> bool:
        """Return whether the row as ``seen`` leaves this life the holder.

        A beat whose commit was not heard of is ours, and so is an older one: the database was put back. So is no row
        at all: whoever took it has given it back.
        """
        if seen is None:
            return True
        return seen.holder == self._first.holder and self._first.number <= seen.number <= self.last.number + 1

    def after(self, seen: Mark | None) -> Mark:
        """Return the beat to put in the place of ``seen``: a number that stood there at no time before."""
        return Mark(self._first.holder, max(self.last.number, seen.number if seen else 0) + 1)

    def confirm(self, beat: Mark, monotonic: float, now: datetime) -> None:
        """Note a beat that the database has confirmed, with the moment at which it was begun."""
        self.last = beat
        self._confirmed = (monotonic, now)

    def end(self) -> None:
        """Note that the row is another's: nothing makes this life sure again."""
        self._ended = True

    def is_sure(self, monotonic: float, now: datetime) -> bool:
        """Return whether nobody else can be sending. The wall clock is asked too: it goes on while a host sleeps."""
        since, wall = self._confirmed
        passed = max(timedelta(seconds=monotonic - since), now - wall)
        return not self._ended and passed < SURE
