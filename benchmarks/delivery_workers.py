"""The bot's workers at work on an order: delivering what the store holds, answering what people say."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram import Update

from benchmarks import delivery_house as house
from benchmarks.delivery_stand import RELATIVES_FROM, Order
from bot.application import open_application, open_door
from bot.clock import SystemClock
from bot.messenger import open_messenger
from bot.polling import Polling
from bot.runtime import open_house
from domain.delivery import Failed, Outcome, Sent
from domain.message import PLAIN, Manner, Message
from domain.ports import Correspondent
from storage.store import Store
from texts.phrasebook import Phrasebook
from workers.delivery import DeliveryWorker
from workers.indexing import IndexWorker, settle_memory
from workers.pacer import Pacer

UNPACED = 100_000.0
"""The pace, in messages a second, where no limit is enforced."""


class Watched:
    """The messenger, and what is waited for: `begun`, somebody was told; `done`, all relatives, or else chats."""

    def __init__(self, messenger: Correspondent, order: Order) -> None:
        self._messenger = messenger
        self._awaited = order.relatives or order.chats
        self._told: set[int] = set()
        self.begun, self.done = asyncio.Event(), asyncio.Event()
        self.relatives_at: list[float] = []
        self.errors = 0

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        """Send as the messenger does."""
        outcome = await self._messenger.send(chat_id, thread_id, message, manner)
        self.errors += isinstance(outcome, Failed)
        if isinstance(outcome, Sent):
            self._note(chat_id)
        return outcome

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Rewrite as the messenger does."""
        return await self._messenger.rewrite(chat_id, message_id, message)

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Take back as the messenger does."""
        return await self._messenger.take_back(chat_id, message_id)

    def _note(self, chat_id: int) -> None:
        self.begun.set()
        if chat_id >= RELATIVES_FROM:
            self.relatives_at.append(time.monotonic())
        if chat_id in self._awaited:
            self._told.add(chat_id)
        if len(self._told) == len(self._awaited):
            self.done.set()


@asynccontextmanager
async def delivering(order: Order, store: Store) -> AsyncIterator[Watched]:
    """Deliver at the order's rate until the block ends."""
    clock = SystemClock()
    pacer = Pacer(order.rate, clock)
    async with open_messenger(order.token, order.api, pacer) as messenger:
        watched = Watched(messenger, order)
        worker = DeliveryWorker(store, Phrasebook.load(), watched, clock, pacer)
        running = asyncio.create_task(worker.run())
        try:
            yield watched
        finally:
            running.cancel()
            await asyncio.wait({running})


@asynccontextmanager
async def answering(order: Order, count: int) -> AsyncIterator[asyncio.Event]:
    """Poll and answer until the block ends; the event says that so many updates were."""
    clock, settings = SystemClock(), house.settings(order)
    pacer = Pacer(order.rate or UNPACED, clock)
    async with (
        open_house(settings, clock, pacer) as ours,
        open_application(settings.bot_token, settings.telegram_api, pacer) as application,
    ):
        open_door(application, ours)
        await application.initialize()
        await IndexWorker(ours.store, ours.names, clock, ours.register_bell).load()
        handle, done = _counted(application.process_update, count)
        settle_memory()
        worker = Polling(application.bot, handle, clock, held=pacer.held, speaking=ours.speaking)
        polling = asyncio.create_task(worker.run())
        try:
            yield done
        finally:
            polling.cancel()
            await asyncio.wait({polling})


def _counted(
    handle: Callable[[object], Awaitable[None]], count: int
) -> tuple[Callable[[Update], Awaitable[None]], asyncio.Event]:
    """Return a handler, and an event that tells when it has handled so many updates."""
    handled: set[int] = set()
    done = asyncio.Event()

    async def counted(update: Update) -> None:
        await handle(update)
        handled.add(update.update_id)
        if len(handled) == count:
            done.set()

    return counted, done
