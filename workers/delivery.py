"""Leg 3: lease a delivery at its sending slot, render it in the chat's language, send it, settle it.

A delivery is leased only when its slot has come, so that what is in flight is all that a crash can repeat.
"""

import asyncio
import logging

from domain.delivery import Delivery, Failed, Gone, Outcome, RetryLater
from domain.message import Message
from domain.ports import Clock, Messenger
from domain.subscription import Subscriber
from storage.store import Store
from storage.unbroken import unbroken
from texts.alert import discreet_alert, full_alert
from texts.phrasebook import Phrasebook
from workers.freshness import FreshNews, Told
from workers.pacer import Pacer

log = logging.getLogger("zvestka.delivery")

IN_FLIGHT = 32
IDLE_SECONDS = 0.25
SETTLING_TRIES = 5


class DeliveryWorker:
    """Sends what is due, at most ``IN_FLIGHT`` at a time, until cancelled; sends under way are finished first."""

    def __init__(self, store: Store, phrasebook: Phrasebook, messenger: Messenger, clock: Clock, pacer: Pacer) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer
        self._news = FreshNews(store, clock)
        self._under_way: set[asyncio.Task[None]] = set()
        self._reported: set[tuple[int, str]] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                if not await self._start_one():
                    await self._clock.sleep(IDLE_SECONDS)
        finally:
            await unbroken(self._finish())

    async def _start_one(self) -> bool:
        if len(self._under_way) >= IN_FLIGHT:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        await self._pacer.turn()
        # unbroken: what is leased is also sent, or it would wait for the end of its lease
        return await unbroken(self._lease())

    async def _lease(self) -> bool:
        leased = await self._store.deliveries.lease(self._clock.now(), 1)
        for delivery in leased:
            task = asyncio.create_task(self._deliver(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return bool(leased)

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _deliver(self, delivery: Delivery) -> None:
        """Send one; what nobody foresaw is tried again, ever more rarely."""
        try:
            outcome = await self._send(delivery)
        except Exception as error:  # noqa: BLE001 - the last door of a delivery
            self._report(delivery, type(error).__name__, error)
            outcome = RetryLater()
        if isinstance(outcome, Failed):
            self._report(delivery, outcome.why)
        await self._settle(delivery, outcome)

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        for _ in range(SETTLING_TRIES):
            try:
                await self._store.deliveries.settle(delivery, outcome, self._clock.now())
            except Exception:
                log.exception("an outcome could not be written down, trying again")
                await self._clock.sleep(1)
            else:
                return
        log.error("an outcome was not written down: that chat is told again when the lease ends")

    async def _send(self, delivery: Delivery) -> Outcome:
        told = await self._news.of(delivery)
        if told is None:
            return Failed("not confirmed")
        # read last, so that whoever has just said /forget is not told
        subscriber = await self._store.subscribers.by_key(delivery.chat)
        if subscriber is None:
            return Gone()
        message = self._message(delivery.event_number, told, subscriber)
        return await self._messenger.send(subscriber.chat_id, subscriber.thread_id, message)

    def _message(self, number: int, told: Told, subscriber: Subscriber) -> Message:
        voice = self._phrasebook.voice(subscriber.language)
        if subscriber.discreet:
            return discreet_alert(number, voice)
        mine = frozenset(listed.person.id for listed in told.named if listed.code in subscriber.follows)
        return full_alert(number, told.event, [listed.person for listed in told.named], mine, voice)

    def _report(self, delivery: Delivery, why: str, error: Exception | None = None) -> None:
        """Tell the operator once an event, however many chats it meets."""
        if (delivery.event_number, why) not in self._reported:
            self._reported.add((delivery.event_number, why))
            log.error("event %d cannot be told to some chats: %s", delivery.event_number, why, exc_info=error)
