"""Our own side of the stand: the bot's real parts, from the outbox in the store to the wire.

Nothing is left out that the bot does for a message: chats are sealed, events approved and confirmed, deliveries leased,
rendered, paced, sent, and their sealed outcomes written down before the time is stopped. It runs on asyncio's own loop,
as the bot does: uvloop saved nothing that could be measured.
"""

import asyncio
import contextlib

from benchmarks import delivery_alone
from benchmarks import delivery_house as house
from benchmarks.delivery_stand import RELATIVES_AFTER, Order, Report, Stopwatch
from benchmarks.delivery_workers import answering, delivering
from domain.event import EventKind
from domain.subscription import Topic
from storage.store import Store
from workers.indexing import settle_memory

_LOOK_SECONDS = 0.01


def send_at_limit(order: Order) -> Report:
    """Deliver one event to every chat."""
    return asyncio.run(_told(order))


def tell_relatives(order: Order) -> Report:
    """Deliver an event to every chat, and another one to the followers of a person while that is under way."""
    return asyncio.run(_told(order))


def answer_updates(order: Order) -> Report:
    """Poll and answer; what an update asks for is in the store before it is acknowledged."""
    return asyncio.run(_answered(order))


def tell_a_million(order: Order) -> Report:
    """Confirm an event for every chat while others read and write."""
    return asyncio.run(delivery_alone.tell_a_million(order))


def find_names(order: Order) -> Report:
    """Look names up among many people as they come."""
    return asyncio.run(delivery_alone.find_names(order))


async def _told(order: Order) -> Report:
    store = await house.open_store(order)
    (code,) = (await store.people.codes_of([house.PERSON.id])).values()
    readers = (house.reader(chat, Topic.PARDONS) for chat in order.chats)
    followers = (house.reader(chat, follows=[code]) for chat in order.relatives)
    await house.seed(store, (*readers, *followers))
    news = await house.approved(store, "wave", EventKind.PARDON)
    theirs = await house.approved(store, "theirs", EventKind.RELEASE, house.PERSON.id)
    number = (await house.confirmed(store, news)).number
    async with delivering(order, store) as watched:
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


async def _settled(store: Store, number: int) -> None:
    """Wait until every outcome is written down."""
    while (await store.deliveries.progress(number)).waiting:  # noqa: ASYNC110 - rows, which tell nobody
        await asyncio.sleep(_LOOK_SECONDS)


async def _answered(order: Order) -> Report:
    store = await house.open_store(order)
    await house.seed(store, map(house.reader, order.asking))
    await store.close()
    async with answering(order, len(order.asking)) as done:
        watch = Stopwatch()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), order.seconds)
        return watch.report()
