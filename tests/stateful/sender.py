"""The real sender, a step at a time: what it leases, begins and settles, its end by a signal or by a kill."""

import asyncio
from collections.abc import Sequence

from domain.audience import OUTBOX_LANES
from storage.store import Store
from tests.clock import FakeClock
from tests.stateful.ledger import Ledger
from tests.stateful.line import REFUSED, Fate, Line
from texts.phrasebook import Phrasebook
from workers.delivery import DeliveryWorker
from workers.pacer import Pacer

_PATIENCE = 200
"""Rounds after which everything must have arrived: what fails is tried again at most ten minutes later."""


class Sender:
    """Holds a ``DeliveryWorker`` whose two loops the test goes round in their place."""

    def __init__(self, store: Store, phrasebook: Phrasebook, line: Line, clock: FakeClock, ledger: Ledger) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._line = line
        self._clock = clock
        self._ledger = ledger
        self._worker = self._born()

    async def push(self, count: int, fates: Sequence[Fate] = ()) -> None:
        """Lease and begin up to ``count`` deliveries a lane; return once each is settled, or slow."""
        self._line.fates.extend(fates)
        await self.lease(count)
        for _ in range(count * len(OUTBOX_LANES)):
            self._worker._start_one()
        await self._quiet()
        self._line.fates.clear()

    async def settle_slow(self, fate: Fate, fates: Sequence[Fate] = ()) -> None:
        """Let the slow calls end."""
        self._line.fates.extend(fates)
        for _, place in self._line.slow:
            place.set_result(fate)
        await asyncio.sleep(0)
        await self._quiet()
        self._line.fates.clear()

    async def kill(self, arrives: bool) -> None:
        """Let the process die and another one begin; what was slow has arrived, or never will."""
        for message, _ in tuple(self._line.slow):
            if arrives and message and message.chat_id not in self._ledger.moved:
                self._ledger.arrived(message)
        under_way = tuple(self._worker._under_way)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._store.deliveries.reclaim(self._clock.now())
        self._worker = self._born()

    async def restart(self) -> None:
        """Let the process end as after a signal, and another one begin."""
        await self.settle_slow(Fate.ARRIVES)
        if left := self._worker._shelf.clear():
            await self._store.deliveries.release(left)
        await self._store.deliveries.reclaim(self._clock.now())
        self._worker = self._born()

    async def drain(self) -> None:
        """Go on, with nothing in the way, until nothing waits any more."""
        await self.settle_slow(Fate.ARRIVES)
        for _ in range(_PATIENCE):
            now = self._clock.now()
            due = await self._store.deliveries.next_due(now)
            if due is None:
                return
            self._clock.advance(max(1.5, (due - now).total_seconds()))
            await self.push(8)
        self._ledger.broken.append("something waits for ever")

    async def lease(self, count: int) -> None:
        """Take up to ``count`` deliveries a lane, ahead of their slots."""
        due = (await self._store.deliveries.outlook(self._clock.now())).due
        for lane in (lane for lane in OUTBOX_LANES if lane in due):
            if room := min(count, self._worker._shelf.room(lane)):
                await self._worker._lease(lane, room)
        keys = {self._store.sealer.chat_key(chat_id): reader for chat_id, reader in self._ledger.readers.items()}
        for delivery in (each for lane in self._worker._shelf._lanes.values() for each in lane):
            if reader := keys.get(delivery.chat):
                reader.leased.add((delivery.event_number, delivery.revision))

    async def _quiet(self) -> None:
        """Wait until nothing is under way but what is slow."""
        while len(self._worker._under_way) > len(self._line.slow):
            self._line.stirred.clear()
            for task in self._worker._under_way:
                task.add_done_callback(self._stirred)
            await self._line.stirred.wait()
        self._ledger.broken += [why for _, why in self._worker._reported if why != REFUSED]

    def _stirred(self, _: object) -> None:
        self._line.stirred.set()

    def _born(self) -> DeliveryWorker:
        pacer = Pacer(1_000.0, self._clock)
        return DeliveryWorker(self._store, self._phrasebook, self._line, self._clock, pacer)
