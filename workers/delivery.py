"""Leg 3: lease what is due, wait for a slot, choose who is most urgent then, send, settle.

What is leased ahead is little; what is in flight is all that a crash can repeat.
"""

import asyncio
import logging
from collections.abc import Collection, Coroutine
from datetime import timedelta
from typing import Any

from domain.audience import AT_ONCE, Lane
from domain.delivery import Delivery, Failed, Gone, Outcome, RetryLater
from domain.ports import Clock, Correspondent
from domain.subscription import Subscriber
from storage.store import Store
from storage.unbroken import unbroken
from texts.phrasebook import Phrasebook
from workers.alerts import Alerts
from workers.books import LEASING, Books
from workers.correcting import Corrector
from workers.freshness import FreshNews, Told
from workers.pacer import Pacer
from workers.reach import Reach
from workers.shelf import Shelf
from workers.wording import Wording

log = logging.getLogger("zvestka.delivery")

LEAST_IN_FLIGHT = 32
LONGEST_ANSWER_SECONDS = 0.2
"""Enough are in flight for the whole rate although an answer and its settling take so long."""

AHEAD_SECONDS = 0.15
LEAST_AHEAD = 8
"""So much is leased before its slot comes."""

IDLE_SECONDS = 0.25
LOOK_SECONDS = 0.1
"""How often to look what is due: where nothing was, and at the latest while something is."""

LEASING_AGAIN_SECONDS = 1.0


def in_flight(rate: float) -> int:
    """Return how many may be on their way at once, at ``rate`` sends a second: what a crash may repeat, at most."""
    return max(LEAST_IN_FLIGHT, int(rate * LONGEST_ANSWER_SECONDS))


class DeliveryWorker:
    """Sends what is due until cancelled; sends under way are finished first.

    ``alerts`` is for whoever else tells of events.
    """

    def __init__(
        self, store: Store, phrasebook: Phrasebook, messenger: Correspondent, clock: Clock, pacer: Pacer
    ) -> None:
        self._store = store
        self._clock = clock
        self._pacer = pacer
        wording = Wording(phrasebook)
        self.alerts = Alerts(store.insisting, FreshNews(store, clock), wording, messenger, clock)
        self._corrector = Corrector(store, self.alerts, wording, messenger, clock, pacer)
        self._books = Books(store.deliveries, clock)
        self._reach = Reach(clock)
        self._most = in_flight(pacer.rate)
        self._shelf = Shelf(max(LEAST_AHEAD, int(pacer.rate * AHEAD_SECONDS)))
        self._mine: set[int] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._hungry = store.database.outbox_bell
        self._filled, self._landed = asyncio.Event(), asyncio.Event()
        self._reported: set[tuple[int, str]] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        both = [asyncio.create_task(self._fill()), asyncio.create_task(self._serve())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await unbroken(self._finish(both))
        for each in both:
            if not each.cancelled():
                each.result()

    async def _finish(self, both: list[asyncio.Task[None]]) -> None:
        """End what is under way, and give back what was leased for nothing."""
        for each in both:
            each.cancel()
        with self._books.closing():
            await asyncio.wait(both)
            if self._under_way:
                await asyncio.wait(self._under_way)
        if left := self._shelf.clear():
            self._mine.clear()
            await self._books.took(LEASING, self._store.deliveries.release(left))

    async def _fill(self) -> None:
        """Keep the shelf filled; while the database does not work, look again from time to time."""
        while True:
            if not await self._books.took(LEASING, self._fill_lanes()):
                await self._clock.sleep(LEASING_AGAIN_SECONDS)

    async def _fill_lanes(self) -> None:
        """Put on the shelf what is most urgent in every lane, and wait until it may have room again."""
        self._hungry.clear()
        outlook = await self._store.deliveries.outlook(self._clock.now())
        await unbroken(self._give_back(outlook.stopped))
        for lane in AT_ONCE:
            if lane in outlook.due and (room := self._shelf.room(lane)):
                # unbroken: what is leased stands on the shelf, or it would wait for the end of its lease
                await unbroken(self._lease(lane, room))
        await self._pause(LOOK_SECONDS if outlook.due else IDLE_SECONDS)

    async def _give_back(self, stopped: Collection[tuple[int, int]]) -> None:
        """Take off the shelf what an editor has stopped: nobody is told it, nor taken for told."""
        if stopped and (left := self._shelf.sweep(lambda each: (each.event_number, each.revision) in stopped)):
            await self._store.deliveries.release(left)
            self._mine.difference_update(delivery.id for delivery in left)

    async def _lease(self, lane: Lane, room: int) -> None:
        with self._books.watched():
            leased = await self._store.deliveries.lease(lane, self._clock.now(), room)
        new = [delivery for delivery in leased if delivery.id not in self._mine]
        self._mine.update(delivery.id for delivery in new)
        self._shelf.put(lane, new)
        if new:
            self._filled.set()

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._hungry.wait()
        except TimeoutError:
            return

    async def _serve(self) -> None:
        """Take a slot whenever something waits, and give it to who is most urgent by then."""
        while True:
            while len(self._under_way) >= self._reach.most(self._most):
                self._landed.clear()
                await self._landed.wait()
            await self._reach.turn()
            first = self._shelf.first()
            if first is None:
                self._filled.clear()
                await self._filled.wait()
                continue
            await self.alerts.news.ready(first)
            await self._pacer.turn(first.lane)
            self._start_one()

    def _start_one(self) -> None:
        """Begin the most urgent delivery; those whose chat must rest are put off and cost no slot."""
        while (delivery := self._shelf.take()) is not None:
            subscriber = self._store.subscribers.circle.get(delivery.chat)
            rest = self._rest(delivery, subscriber)
            if rest <= 0:
                self._begin(delivery, subscriber)
                break
            self._track(self._settle(delivery, RetryLater(timedelta(seconds=rest), everyone=True)))
        first = self._shelf.first()
        if first is None or self._shelf.room(first.lane):
            self._hungry.set()

    def _rest(self, delivery: Delivery, subscriber: Subscriber | None) -> float:
        if delivery.chat in self.alerts.busy:
            return 1.0
        if subscriber is None:
            return 0.0
        return self._pacer.chats.rest(subscriber.chat_id, self._clock.monotonic())

    def _begin(self, delivery: Delivery, subscriber: Subscriber | None) -> None:
        self.alerts.busy.add(delivery.chat)
        if subscriber is not None:
            self._pacer.chats.note(subscriber.chat_id, self._clock.monotonic())
        self._track(self._deliver(delivery))

    def _track(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._has_landed)

    def _has_landed(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._landed.set()

    async def _deliver(self, delivery: Delivery) -> None:
        """Send one; what nobody foresaw is tried again, ever more rarely."""
        try:
            outcome = self._reach.after(await self._send(delivery))
        except Exception as error:  # noqa: BLE001 - the last door of a delivery
            self._report(delivery, type(error).__name__, error)
            outcome = RetryLater()
        if isinstance(outcome, Failed):
            self._report(delivery, outcome.why)
        await self._settle(delivery, outcome)
        self.alerts.busy.discard(delivery.chat)

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        await self._books.settle(delivery, outcome)
        self._mine.discard(delivery.id)

    async def _send(self, delivery: Delivery) -> Outcome:
        told = await self.alerts.news.of(delivery)
        if not isinstance(told, Told):
            return told
        # looked up last, so that whoever has just said /forget is not told
        subscriber = await self._store.subscribers.present(delivery.chat)
        if subscriber is None:
            return Gone()
        if delivery.lane is Lane.CORRECTIONS:
            return await self._corrector.tell(delivery, told, subscriber)
        return await self.alerts.tell(delivery, told, subscriber)

    def _report(self, delivery: Delivery, why: str, error: Exception | None = None) -> None:
        """Tell the operator once an event, however many chats it meets."""
        if (delivery.event_number, why) not in self._reported:
            self._reported.add((delivery.event_number, why))
            log.error("event %d cannot be told to some chats: %s", delivery.event_number, why, exc_info=error)
