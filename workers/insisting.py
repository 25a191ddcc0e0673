"""Tells followers again what they asked to be told until they have seen it."""

import asyncio
import logging
from datetime import timedelta

from domain.audience import Lane
from domain.delivery import Delivery, Failed, Outcome, RetryLater, Sent, next_try
from domain.ports import Clock, Correspondent
from storage.store import Store
from storage.unbroken import unbroken
from workers.alerts import Alerts
from workers.freshness import Told
from workers.lasting import reported
from workers.pacer import Pacer
from workers.settling import settle_patiently
from workers.wording import insists_on

log = logging.getLogger("zvestka.insisting")

LOOK_SECONDS = 5.0
TOGETHER = 16
"""So many are on their way at once: a crash costs each of them one repeat of 48."""

_BUSY = RetryLater(timedelta(seconds=1), everyone=True)
"""What becomes of a repeat for a chat that is just being told something else."""


class InsistingWorker:
    """Repeats what is due until cancelled; sends under way are finished first.

    A repeat of which nobody knows whether it arrived counts as one: the next comes in half an hour anyway.
    """

    def __init__(self, store: Store, alerts: Alerts, messenger: Correspondent, clock: Clock, pacer: Pacer) -> None:
        self._store = store
        self._alerts = alerts
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            if not await self.look():
                await self._clock.sleep(LOOK_SECONDS)

    async def look(self) -> bool:
        """Repeat some of what is due; return whether there was any."""
        if not await self._store.insisting.is_due(self._clock.now()):
            return False
        taken = await self._store.insisting.take(self._clock.now(), TOGETHER)
        await asyncio.gather(*(reported("a repeat", self._repeat(each)) for each in taken))
        return bool(taken)

    async def _repeat(self, delivery: Delivery) -> None:
        """Tell one chat again when its turn has come, then take away the repeat before."""
        subscriber = await self._store.subscribers.present(delivery.chat)
        if subscriber is None:
            return
        await self._pacer.unasked(Lane.FOLLOWERS, subscriber.chat_id)
        outcome = await unbroken(self._deliver(delivery))
        if isinstance(outcome, Sent):
            await self._take_back_earlier(delivery, subscriber.chat_id)

    async def _deliver(self, delivery: Delivery) -> Outcome | None:
        """Tell one chat and write down what came of it; return None where there was nothing to tell it any more."""
        if delivery.chat in self._alerts.busy:
            outcome: Outcome | None = _BUSY
        else:
            self._alerts.busy.add(delivery.chat)
            try:
                outcome = await self._send(delivery)
                if outcome is not None:
                    await settle_patiently(self._store.deliveries, delivery, outcome, self._clock)
            finally:
                self._alerts.busy.discard(delivery.chat)
        await self._go_on_after(delivery, outcome)
        return outcome

    async def _send(self, delivery: Delivery) -> Outcome | None:
        told = await self._alerts.news.of(delivery)
        goes_on = await self._store.insisting.goes_on(delivery)
        # looked up last, so that whoever has just said /forget is not told
        subscriber = await self._store.subscribers.present(delivery.chat)
        if subscriber is None or not goes_on:
            return None
        if not isinstance(told, Told) or not insists_on(told, subscriber):
            await self._store.insisting.end(delivery.chat, delivery.event_number)
            return None
        return await self._alerts.tell_again(delivery, told, subscriber)

    async def _go_on_after(self, delivery: Delivery, outcome: Outcome | None) -> None:
        match outcome:
            case RetryLater(after, True):
                await self._store.insisting.put_off(delivery, next_try(self._clock.now(), 0, after))
            case Failed(why):
                log.error("event %d cannot be repeated to a chat: %s", delivery.event_number, why)
                await self._store.insisting.end(delivery.chat, delivery.event_number)

    async def _take_back_earlier(self, delivery: Delivery, chat_id: int) -> None:
        """Delete the repeats before the last one, so that the chat shows the news and one repeat of it."""
        for number, message_id in (await self._store.deliveries.copies(delivery))[:-1]:
            await self._pacer.turn(Lane.DIGESTS)
            if not isinstance(await self._messenger.take_back(chat_id, message_id), RetryLater):
                await self._store.deliveries.forget_copy(number)
