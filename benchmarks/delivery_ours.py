"""Our own side of the stand: the bot's real parts, from the outbox in the store to the wire.

Nothing is left out that the bot does for a message: chats are sealed, events approved and confirmed, deliveries leased,
rendered, paced, sent, and their sealed outcomes written down before the time is stopped.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update

from benchmarks import delivery_house as house
from benchmarks.delivery_stand import RELATIVES_AFTER, RELATIVES_FROM, Order, Report, Stopwatch
from bot.application import open_application, open_door
from bot.clock import SystemClock
from bot.messenger import open_messenger
from bot.polling import Polling
from bot.runtime import open_house
from domain.delivery import Failed, Outcome, Sent
from domain.event import EventKind
from domain.message import PLAIN, Manner, Message
from domain.ports import Messenger
from domain.subscription import Topic
from storage.store import Store
from texts.phrasebook import Phrasebook
from workers.delivery import DeliveryWorker
from workers.indexing import settle_memory
from workers.pacer import Pacer

UNPACED = 100_000.0
"""The pace, in messages a second, where no limit is enforced."""
_LOOK_SECONDS = 0.01


def send_at_limit(order: Order) -> Report:
    """Deliver one event to every chat."""
    return _run(_told(order))


def tell_relatives(order: Order) -> Report:
    """Deliver an event to every chat, and another one to the followers of a person while that is under way."""
    return _run(_told(order))


def answer_updates(order: Order) -> Report:
    """Poll and answer; what an update asks for is in the store before it is acknowledged."""
    return _run(_answered(order))


def _run(work: Coroutine[Any, Any, Report]) -> Report:
    return asyncio.run(work)  # as main.py does: uvloop saves us nothing that can be measured


class _Watched:
    """The messenger, and what is waited for: so many chats told, or once there are relatives, all of those."""

    def __init__(self, messenger: Messenger, order: Order) -> None:
        self._messenger = messenger
        self._awaited = order.relatives or order.chats
        self._told: set[int] = set()
        self.done = asyncio.Event()
        self.relatives_at: list[float] = []
        self.errors = 0

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        """Send as the messenger does."""
        outcome = await self._messenger.send(chat_id, thread_id, message, manner)
        self.errors += isinstance(outcome, Failed)
        if isinstance(outcome, Sent):
            self._note(chat_id)
        return outcome

    def _note(self, chat_id: int) -> None:
        if chat_id >= RELATIVES_FROM:
            self.relatives_at.append(time.monotonic())
        if chat_id in self._awaited:
            self._told.add(chat_id)
        if len(self._told) == len(self._awaited):
            self.done.set()


async def _told(order: Order) -> Report:
    store = await house.open_store(order)
    (code,) = (await store.people.codes_of([house.PERSON.id])).values()
    readers = (house.reader(chat, Topic.PARDONS) for chat in order.chats)
    followers = (house.reader(chat, follows=[code]) for chat in order.relatives)
    await house.seed(store, (*readers, *followers))
    news = await house.approved(store, "wave", EventKind.PARDON)
    theirs = await house.approved(store, "theirs", EventKind.RELEASE, house.PERSON.id)
    number = (await house.confirmed(store, news)).number
    async with _delivering(order, store) as watched:
        settle_memory()
        watch = Stopwatch()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(order.seconds):
                if order.relatives:
                    await asyncio.sleep(RELATIVES_AFTER)
                    number = (await house.confirmed(store, theirs)).number
                await watched.done.wait()
                await _settled(store, number)
        report = watch.report(watched.relatives_at, watched.errors)
    await store.close()
    return report


@asynccontextmanager
async def _delivering(order: Order, store: Store) -> AsyncIterator[_Watched]:
    clock = SystemClock()
    pacer = Pacer(order.rate, clock)
    async with open_messenger(order.token, order.api, pacer) as messenger:
        watched = _Watched(messenger, order)
        worker = DeliveryWorker(store, Phrasebook.load(), watched, clock, pacer)
        running = asyncio.create_task(worker.run())
        try:
            yield watched
        finally:
            running.cancel()
            await asyncio.wait({running})


async def _settled(store: Store, number: int) -> None:
    """Wait until every outcome is written down."""
    while (await store.deliveries.progress(number)).waiting:  # noqa: ASYNC110 - rows, which tell nobody
        await asyncio.sleep(_LOOK_SECONDS)


async def _answered(order: Order) -> Report:
    clock, settings = SystemClock(), house.settings(order)
    pacer = Pacer(order.rate or UNPACED, clock)
    async with (
        open_house(settings, clock) as ours,
        open_application(settings.bot_token, settings.telegram_api, pacer) as application,
    ):
        await house.seed(ours.store, map(house.reader, order.asking))
        open_door(application, ours)
        await application.initialize()
        handle, done = _counted(application.process_update, len(order.asking))
        settle_memory()
        watch = Stopwatch()
        polling = asyncio.create_task(Polling(application.bot, handle, clock, held=pacer.held).run())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), order.seconds)
        report = watch.report()
        polling.cancel()
        await asyncio.wait({polling})
    return report


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
