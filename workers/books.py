"""The outbox's books as the sender keeps them: what is not written down is told again, so it waits until it is."""

import asyncio
import logging
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from domain.delivery import Delivery, Outcome
from domain.outage import Outage
from domain.ports import Clock
from storage.deliveries import Deliveries
from storage.errors import BusyError, StorageError

log = logging.getLogger("zvestka.delivery")

LEASING = "leasing"
"""What is in trouble where it is no delivery's outcome."""

SLOW_SECONDS = 5.0
"""How long a lease may wait for another writer before the operator hears of it, in real seconds as SQLite counts."""

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 4.0
_WINDOWS = 17
"""Outcomes are tried again at so many different moments: one that the database never takes spoils few other batches."""


class Books:
    """Writes outcomes down however long it takes; the operator hears once of each time the database does not work."""

    def __init__(self, deliveries: Deliveries, clock: Clock) -> None:
        self._deliveries = deliveries
        self._clock = clock
        self._outage = Outage(timedelta(0))
        self._troubled: set[object] = set()
        self._is_closing = False

    async def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down what came of a delivery, again until it is written, or has failed once more while ``closing``.

        Whoever waits here holds a place in flight, so that no more are sent than a crash may repeat.
        """
        pause = FIRST_PAUSE_SECONDS
        while not await self._is_written(delivery, outcome):
            if self._is_closing:
                log.error("an outcome was not written down: that chat may be told again after the next start")
                return
            await self._clock.sleep(pause * (1 + delivery.id % _WINDOWS / _WINDOWS))
            pause = min(LONGEST_PAUSE_SECONDS, 2 * pause)

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Give up meanwhile, after one more try, what cannot be written: the sender stops."""
        self._is_closing = True
        try:
            yield
        finally:
            self._is_closing = False

    async def took(self, what: object, work: Awaitable[None]) -> bool:
        """Return whether the database took ``work``; ``what`` tells it from other work that may be in trouble."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - a bug too must not make the sender say everything twice
            self._fails(what, error)
            return False
        self._works(what)
        return True

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Tell the operator where leasing waits for long."""
        alarm = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._fails, LEASING, BusyError())
        try:
            yield
        finally:
            alarm.cancel()

    async def _is_written(self, delivery: Delivery, outcome: Outcome) -> bool:
        return await self.took(delivery.id, self._deliveries.settle(delivery, outcome, self._clock.now()))

    def _fails(self, what: object, error: Exception) -> None:
        self._troubled.add(what)
        if self._outage.fails(self._clock.now()):
            words = error if isinstance(error, StorageError) else type(error).__name__
            log.error("the outbox cannot be written, so nothing more is sent until it can: %s", words, exc_info=error)

    def _works(self, what: object) -> None:
        self._troubled.discard(what)
        if not self._troubled and (lasted := self._outage.works(self._clock.now())) is not None:
            log.warning("the outbox can be written again, after %.0f s", lasted.total_seconds())
