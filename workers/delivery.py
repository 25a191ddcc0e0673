"""Leg 3: lease a delivery at its sending slot, render it in the chat's language, send it, settle it.

A delivery is leased only when its slot has come, so that what is in flight is all that a crash can repeat.
"""

import asyncio
import logging
from collections.abc import Sequence

from domain.delivery import Delivery, Gone, Outcome, RetryLater
from domain.event import Event
from domain.message import Message
from domain.person import Listed
from domain.ports import Clock, Messenger
from domain.subscription import Subscriber
from storage.store import Store
from texts.alert import discreet_alert, full_alert
from texts.phrasebook import Phrasebook
from workers.pacer import Pacer

log = logging.getLogger("zvestka.delivery")

IN_FLIGHT = 32
IDLE_SECONDS = 0.25


class DeliveryWorker:
    """Sends what is due, at most ``IN_FLIGHT`` at a time, until cancelled; sends under way are finished first."""

    def __init__(self, store: Store, phrasebook: Phrasebook, messenger: Messenger, clock: Clock, rate: float) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._pacer = Pacer(rate, clock)
        self._under_way: set[asyncio.Task[None]] = set()
        self._news: dict[tuple[int, int], tuple[Event, Sequence[Listed]]] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                if not await self._start_one():
                    self._news.clear()
                    await self._clock.sleep(IDLE_SECONDS)
        finally:
            await asyncio.shield(self._finish())

    async def _start_one(self) -> bool:
        if len(self._under_way) >= IN_FLIGHT:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        await self._pacer.turn()
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
        """Send one; the lease brings it back where anything unforeseen happens."""
        try:
            outcome = await self._send(delivery)
            await asyncio.shield(self._settle(delivery, outcome))
        except Exception:
            log.exception("a delivery failed, its lease will bring it back")

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        if isinstance(outcome, RetryLater) and outcome.everyone and outcome.after is not None:
            self._pacer.hold(outcome.after.total_seconds())
        await self._store.deliveries.settle(delivery, outcome, self._clock.now())

    async def _send(self, delivery: Delivery) -> Outcome:
        subscriber = await self._store.subscribers.by_key(delivery.chat)
        if subscriber is None:
            return Gone()
        event, named = await self._event(delivery)
        message = self._message(delivery.event_number, event, named, subscriber)
        return await self._messenger.send(subscriber.chat_id, subscriber.thread_id, message)

    async def _event(self, delivery: Delivery) -> tuple[Event, Sequence[Listed]]:
        wanted = (delivery.event_number, delivery.revision)
        if wanted not in self._news:
            filed = await self._store.events.by_number(delivery.event_number)
            if filed is None:
                raise LookupError("a delivery of an event that is not in the store")
            self._news[wanted] = (filed.event, await self._store.named(filed.event))
        return self._news[wanted]

    def _message(self, number: int, event: Event, named: Sequence[Listed], subscriber: Subscriber) -> Message:
        voice = self._phrasebook.voice(subscriber.language)
        if subscriber.discreet:
            return discreet_alert(number, voice)
        mine = frozenset(listed.person.id for listed in named if listed.code in subscriber.follows)
        return full_alert(number, event, [listed.person for listed in named], mine, voice)
