"""Somebody was listed who may be a person readers await: asks them; following is theirs to say."""

import asyncio
import logging

from domain.audience import Lane
from domain.delivery import Gone, Migrated, Outcome, Sent
from domain.message import Message
from domain.names import NameIndex
from domain.person import Listed
from domain.ports import Clock, Messenger
from domain.subscription import Awaited, Subscriber
from storage.store import Store
from texts.awaiting import discreet_offer, offer
from texts.phrasebook import Phrasebook
from workers.pacer import Pacer

log = logging.getLogger("zvestka.awaited")

CANDIDATES = 5
PAUSE_SECONDS = 0.005
"""Rest after every name looked up, as long as the look-up: readers' own look-ups come first."""

AGAIN_SECONDS = 300.0
"""When to try again where Telegram did not take a question."""


class AwaitedWorker:
    """Looks through the awaited names whenever ``bell`` rings: somebody was listed, or a reader said no."""

    def __init__(
        self,
        store: Store,
        names: NameIndex,
        phrasebook: Phrasebook,
        messenger: Messenger,
        clock: Clock,
        pacer: Pacer,
        bell: asyncio.Event,
    ) -> None:
        self._store = store
        self._names = names
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer
        self._bell = bell

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._bell.clear()
            if not await self.look():
                await self._clock.sleep(AGAIN_SECONDS)
            else:
                await self._bell.wait()

    async def look(self) -> bool:
        """Ask every reader at most one question a name; return whether Telegram took them all."""
        taken = True
        for subscriber in self._store.subscribers.circle.awaiting():
            for name in subscriber.awaited:
                taken &= await self._ask(subscriber, name)
                await self._clock.sleep(PAUSE_SECONDS)
        return taken

    async def _ask(self, subscriber: Subscriber, name: Awaited) -> bool:
        listed = await self._likely(subscriber, name)
        if listed is None:
            return True
        message = self._message(subscriber, name, listed)
        await self._pacer.turn(Lane.CHATS)
        outcome = await self._messenger.send(subscriber.chat_id, subscriber.thread_id, message)
        return await self._settle(subscriber, name, listed, outcome)

    async def _settle(self, subscriber: Subscriber, name: Awaited, listed: Listed, outcome: Outcome) -> bool:
        if isinstance(outcome, Sent):
            await self._store.subscribers.change(
                subscriber.chat_id, lambda chat: chat.asked_about(name.number, listed.code)
            )
        elif isinstance(outcome, Gone):
            await self._store.subscribers.erase(subscriber.chat_id)
        elif isinstance(outcome, Migrated):
            await self._store.subscribers.migrate(subscriber.chat_id, outcome.chat_id)
        else:
            log.warning("a question about an awaited name was not taken: %s", type(outcome).__name__)
        return isinstance(outcome, Sent | Gone)

    async def _likely(self, subscriber: Subscriber, name: Awaited) -> Listed | None:
        """Return the best match the reader was not asked about and does not follow."""
        known = name.offered | subscriber.follows
        codes = [match.code for match in self._names.find(name.name, CANDIDATES).matches]
        new = next((code for code in codes if code not in known), None)
        return None if new is None else await self._store.people.by_code(new)

    def _message(self, subscriber: Subscriber, name: Awaited, listed: Listed) -> Message:
        voice = self._phrasebook.voice(subscriber.language)
        if subscriber.discreet:
            return discreet_offer(name, listed.code, voice)
        return offer(name, listed, voice)
