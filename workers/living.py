"""Proof of life: one quiet line a month; whoever has not answered for half a year is asked, then forgotten."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.audience import ChatKey, Lane
from domain.delivery import Failed, Gone, Sent
from domain.living import Sign, due_sign, month_of
from domain.message import Manner, Message
from domain.ports import Clock, Messenger
from domain.subscription import Subscriber
from storage.store import Store
from storage.unbroken import unbroken
from texts.living import proof_of_life, stay_or_go
from texts.phrasebook import Phrasebook
from workers.clock_watch import ClockWatch
from workers.pacer import Pacer

log = logging.getLogger("zvestka.living")

ROUND_SECONDS = 600.0
PAUSE_SECONDS = 0.02
"""Rest after every part of the chats (some milliseconds of the event loop), and after every chat that got something."""

_QUIETLY = Manner(silent=True)


class LivingWorker:
    """Goes through all private chats every ten minutes, one message at a time, and only by a clock that is steady."""

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
        self._reported: set[str] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self.look()
            await self._clock.sleep(ROUND_SECONDS)

    async def look(self) -> None:
        """Give every chat the sign that is due; no slot is asked for where the date cannot be trusted."""
        if not await self._watch.steady(self._clock.now()):
            return
        for part in self._store.subscribers.circle.everybody():
            for key in self._due(part):
                await self._give(key)
                await self._clock.sleep(PAUSE_SECONDS)
            await self._clock.sleep(PAUSE_SECONDS)

    def _due(self, part: Sequence[ChatKey]) -> Sequence[ChatKey]:
        now = self._clock.now()
        return [key for key in part if self._sign(key, now)]

    def _sign(self, key: ChatKey, now: datetime) -> Sign | None:
        subscriber = self._store.subscribers.circle.get(key)
        return due_sign(key, subscriber, now) if subscriber else None

    async def _give(self, key: ChatKey) -> None:
        """Wait for a slot where something is to be said; then look again whether it still is."""
        subscriber = self._store.subscribers.circle.get(key)
        if subscriber and self._sign(key, self._clock.now()) in {Sign.PROOF, Sign.QUESTION}:
            await self._pacer.unasked(Lane.DIGESTS, subscriber.chat_id)
        now = self._clock.now()
        if not await self._watch.steady(now):
            return
        subscriber = self._store.subscribers.circle.get(key)
        sign = self._sign(key, now)
        if subscriber and sign:
            await unbroken(self._carry_out(sign, subscriber, now))

    async def _carry_out(self, sign: Sign, subscriber: Subscriber, now: datetime) -> None:
        subscribers, chat, month = self._store.subscribers, subscriber.chat_id, month_of(subscriber, now)
        if sign is Sign.BEGINNING:
            await subscribers.change(chat, lambda kept: replace(kept, lived=month))
        elif sign is Sign.ERASURE:
            await subscribers.erase(chat)
        elif await self._said(sign, subscriber):
            await subscribers.change(chat, lambda kept: replace(kept, lived=month, unanswered=kept.unanswered + 1))

    async def _said(self, sign: Sign, subscriber: Subscriber) -> bool:
        """Return whether Telegram took it; what it did not take comes with the next round."""
        message = await self._message(sign, subscriber)
        outcome = await self._messenger.send(subscriber.chat_id, subscriber.thread_id, message, _QUIETLY)
        if isinstance(outcome, Gone):
            await self._store.subscribers.erase(subscriber.chat_id)
        elif isinstance(outcome, Failed) and outcome.why not in self._reported:
            self._reported.add(outcome.why)
            log.error("some proofs of life cannot be sent: %s", outcome.why)
        return isinstance(outcome, Sent)

    async def _message(self, sign: Sign, subscriber: Subscriber) -> Message:
        voice = self._phrasebook.voice(subscriber.language)
        if sign is Sign.QUESTION:
            return stay_or_go(voice)
        return proof_of_life(len(subscriber.follows), await self._checked(), voice)

    async def _checked(self) -> datetime | None:
        """Return when a source last answered."""
        answered = [state.succeeded for state in (await self._store.sources.states()).values() if state.succeeded]
        return max(answered, default=None)
