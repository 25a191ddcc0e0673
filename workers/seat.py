"""The one sender's seat, across hosts: taken at the start, kept by beats, left at a clean stop (domain/tenure.py)."""

import logging
import secrets
from datetime import timedelta
from typing import Self

from domain.outage import Outage
from domain.ports import Clock
from domain.tenure import BEAT, FIRST_BEATS, WATCH, Mark, Tenure
from storage.errors import AnotherSender, StorageError
from storage.sender import SenderRow

log = logging.getLogger("zvestka.sender")


class Seat:
    """A row that this process holds. Nothing may be sent while ``is_sure`` is false."""

    def __init__(self, row: SenderRow, tenure: Tenure, clock: Clock) -> None:
        self._row = row
        self._tenure = tenure
        self._clock = clock
        self._outage = Outage(timedelta(0))

    @classmethod
    async def take(cls, row: SenderRow, holder: str, clock: Clock) -> Self:
        """Take the row: at once where nobody or ``holder`` itself has it, else once it stood still for the watch.

        Raise AnotherSender as soon as it is seen to move; StorageError where the database does not answer.
        """
        standing = await row.seen()
        if standing is not None and standing.holder != holder:
            standing = await _watched(row, standing, clock)
        first, begun, now = Mark(holder, secrets.randbelow(FIRST_BEATS)), clock.monotonic(), clock.now()
        if not await row.replace(standing, first):
            raise AnotherSender
        return cls(row, Tenure(first, begun, now), clock)

    def is_sure(self) -> bool:
        """Return whether nobody else can be sending at this moment."""
        return self._tenure.is_sure(self._clock.monotonic(), self._clock.now())

    async def keep(self) -> None:
        """Beat until cancelled, through any outage of the database; raise AnotherSender once another has the row."""
        while await self.beat():
            await self._clock.sleep(BEAT.total_seconds())
        raise AnotherSender(
            "Another `zvestka run` has taken over this database, which this one could not reach for a while: stopped"
        )

    async def beat(self) -> bool:
        """Move the row; return False once it is another's. A database that does not answer changes nothing yet."""
        try:
            kept = await self._moved()
        except StorageError as error:
            self._tell_outage(error)
            return True
        if lasted := self._outage.works(self._clock.now()):
            log.warning("the database takes writes again, %.0f s later", lasted.total_seconds())
        if not kept:
            self._tenure.end()
        return kept

    async def leave(self) -> None:
        """Give the row back; where the database does not answer, others must watch it before they take it."""
        self._tenure.end()
        try:
            await self._row.give_back(self._tenure.last)
        except StorageError as error:
            log.warning("the sender's row was not given back: %s", type(error).__name__)

    async def _moved(self) -> bool:
        begun, now = self._clock.monotonic(), self._clock.now()
        seen = await self._row.seen()
        if self._tenure.is_own(seen):
            beat = self._tenure.after(seen)
            if await self._row.replace(seen, beat):
                self._tenure.confirm(beat, begun, now)
                return True
        return self._tenure.is_own(await self._row.seen())

    def _tell_outage(self, error: StorageError) -> None:
        if not self.is_sure() and self._outage.fails(self._clock.now()):
            log.error("the database takes no writes, so nothing is sent: %s", error)


async def _watched(row: SenderRow, standing: Mark, clock: Clock) -> Mark | None:
    """Return the row as it stands after a whole watch without a beat, None where it was given back meanwhile."""
    log.warning(
        "another sender has held this database: watching for %.0f s whether it still does", WATCH.total_seconds()
    )
    until = clock.monotonic() + WATCH.total_seconds()
    while clock.monotonic() < until:
        await clock.sleep(BEAT.total_seconds())
        seen = await row.seen()
        if seen is None:
            return None
        if seen != standing:
            raise AnotherSender
    return standing
