"""Digests: all that waits for a chat's hour goes out as one message, and nothing where nothing is left to tell."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.audience import Lane
from domain.delivery import Delivery, Failed, Gone, Outcome, Passed, RetryLater
from domain.language import Language
from domain.message import Manner, Message
from domain.ports import Clock, Messenger
from domain.rhythm import Frequency, is_quiet
from domain.subscription import Subscriber, frequency_of, topics_of
from storage.digesting import Digesting
from storage.store import Store
from storage.unbroken import unbroken
from texts.digest import digest, discreet_digest
from texts.phrasebook import Phrasebook
from workers.clock_watch import ClockWatch
from workers.delivery import in_flight
from workers.freshness import FreshNews, Told
from workers.pacer import Pacer
from workers.settling import settle_patiently

log = logging.getLogger("zvestka.digests")

LOOK_SECONDS = 15.0
"""How late a digest may come by our own doing."""

_Rendering = tuple[Language, Frequency, tuple[tuple[str, int], ...]]
"""What makes two digests the same: a language, a title, and the events by id and revision."""


@dataclass(frozen=True, slots=True)
class _News:
    """What one chat is to be told now: ``told`` of the deliveries ``of``, each by itself still true and still asked."""

    subscriber: Subscriber
    of: Sequence[Delivery]
    told: Sequence[Told]

    @property
    def frequency(self) -> Frequency:
        """Weekly as soon as something in it is; a chat that hears at once since was promised a day."""
        reader = self.subscriber
        frequencies = {frequency_of(reader, topics_of(each.event.kind)) for each in self.told}
        return Frequency.WEEKLY if Frequency.WEEKLY in frequencies else Frequency.DAILY


class DigestWorker:
    """Sends what is due in the lane of digests, chat by chat, until cancelled; sends under way are finished first.

    Everything it must know stands in the outbox: after a restart it goes on where it was.
    """

    def __init__(
        self,
        store: Store,
        phrasebook: Phrasebook,
        messenger: Messenger,
        clock: Clock,
        pacer: Pacer,
        watch: ClockWatch,
    ) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer
        self._watch = watch
        self._digesting = Digesting(store.database)
        self._news = FreshNews(store, clock)
        self._together = in_flight(pacer.rate)
        self._rendered: dict[_Rendering, Message] = {}
        self._reported: set[str] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self.look()
            await self._clock.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Send every digest that is due."""
        now = self._clock.now()
        if await self._watch.steady(now):
            await self._digesting.bring_back(now)
        if not await self._digesting.are_due(now):
            return
        await self._digesting.unpack(now)
        while leased := await self._digesting.lease(self._clock.now(), self._together):
            self._rendered.clear()
            async with asyncio.TaskGroup() as chats:
                for waiting in leased:
                    chats.create_task(self._serve(waiting))

    async def _serve(self, waiting: Sequence[Delivery]) -> None:
        """Tell one chat when its turn has come; what is left when we are stopped is given back."""
        try:
            await self._turn(waiting)
        except asyncio.CancelledError:
            await unbroken(self._store.deliveries.release(waiting))
            raise
        await unbroken(self._deliver(waiting))

    async def _turn(self, waiting: Sequence[Delivery]) -> None:
        """Wait for the chat's rest and for a slot; where nothing is to be said, for neither."""
        news = await self._news_of(waiting)
        if news is not None and news.told:
            await self._pacer.unasked(Lane.DIGESTS, news.subscriber.chat_id)

    async def _deliver(self, waiting: Sequence[Delivery]) -> None:
        """Tell one chat, and settle all; what nobody foresaw is tried again, ever more rarely."""
        told = waiting
        try:
            # read anew: meanwhile news may have been taken back, and whoever has just said /forget is not told
            news = await self._news_of(waiting)
            told = news.of if news else waiting
            outcome = await self._send(news) if news else Gone()
        except Exception as error:  # noqa: BLE001 - the last door of a digest
            self._report(type(error).__name__, error)
            outcome = RetryLater()
        if isinstance(outcome, Failed):
            self._report(outcome.why)
        await self._settle(waiting, told, outcome)

    async def _settle(self, waiting: Sequence[Delivery], told: Sequence[Delivery], outcome: Outcome) -> None:
        """Settle what was told alike, so that what is tried again comes in one message again; the rest is passed."""
        tried = max(delivery.attempts for delivery in waiting)
        rows = waiting[:1] if isinstance(outcome, Gone) else waiting  # the chat takes the others along
        outcomes = [(replace(row, attempts=tried), outcome if row in told else Passed()) for row in rows]
        await asyncio.gather(*(settle_patiently(self._store.deliveries, *each, self._clock) for each in outcomes))

    async def _news_of(self, waiting: Sequence[Delivery]) -> _News | None:
        """Return what is left to tell, None where nobody is there any more."""
        found = [(delivery, await self._news.of(delivery)) for delivery in waiting]
        subscriber = await self._store.subscribers.present(waiting[0].chat)
        if subscriber is None:
            return None
        asked = subscriber.topics
        left = [(each, told) for each, told in found if isinstance(told, Told) and topics_of(told.event.kind) & asked]
        return _News(subscriber, [each for each, _ in left], [told for _, told in left])

    async def _send(self, news: _News) -> Outcome:
        if not news.told:
            return Passed()
        reader = news.subscriber
        manner = Manner(silent=is_quiet(reader.quiet, reader.offset, self._clock.now()))
        return await self._messenger.send(reader.chat_id, reader.thread_id, self._message(news), manner)

    def _message(self, news: _News) -> Message:
        language, events = news.subscriber.language, tuple((each.event.id, each.event.revision) for each in news.told)
        if news.subscriber.discreet:
            return discreet_digest(len(events), self._phrasebook.voice(language))
        rendering = (language, news.frequency, events)
        if rendering not in self._rendered:
            entries = [(told.event, [listed.person for listed in told.named]) for told in news.told]
            self._rendered[rendering] = digest(entries, news.frequency, self._phrasebook.voice(language))
        return self._rendered[rendering]

    def _report(self, why: str, error: Exception | None = None) -> None:
        """Tell the operator once a reason, however many chats it meets."""
        if why not in self._reported:
            self._reported.add(why)
            log.error("some digests cannot be sent: %s", why, exc_info=error)
