"""Who will be told of an event: pages of deliveries, inert until the event is confirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey, Lane
from domain.event import Filed
from storage.columns import Moment
from storage.database import Database
from storage.errors import Overtaken
from storage.tables import deliveries, events, pages, subscribers

PAGE = 1_000
"""Chats a page: a transaction of some milliseconds, so that nobody waits for it."""

_COLUMNS = ("page_id", "event_number", "revision", "chat", "lane", "attempts", "due")


async def discard_inert(db: Database, filed: Filed) -> None:
    """Delete what an earlier attempt at confirming, cut off or overtaken, has written."""
    inert = select(pages.c.id).where(pages.c.event_number == filed.number, pages.c.inert_since.is_not(None))
    async with db.reading() as connection:
        left = (await connection.execute(inert)).scalars().all()
    for page in left:
        async with db.writing() as connection:
            await connection.execute(delete(pages).where(pages.c.id == page, pages.c.inert_since.is_not(None)))


async def write_inert(db: Database, filed: Filed, claim: int, lanes: Mapping[ChatKey, Lane], now: datetime) -> None:
    """Write pages for ``lanes``; raise Overtaken as soon as another attempt holds the event's claim."""
    chats = iter(lanes.items())
    while part := tuple(islice(chats, PAGE)):
        async with db.writing() as connection:
            held = select(events.c.claim).where(events.c.number == filed.number).with_for_update(read=True)
            if (await connection.execute(held)).scalar_one() != claim:
                raise Overtaken
            await add_page(connection, filed, part, now)


async def add_page(
    connection: AsyncConnection, filed: Filed, chats: Sequence[tuple[ChatKey, Lane]], now: datetime
) -> None:
    """Write one inert page; chats erased meanwhile are left out."""
    row = {"event_number": filed.number, "revision": filed.event.revision, "inert_since": now}
    page = (await connection.execute(insert(pages).values(row).returning(pages.c.id))).scalar_one()
    for lane in Lane:
        keys = [key for key, its_lane in chats if its_lane is lane]
        if keys:
            await _add_chats(connection, filed, page, lane, keys, now)


async def _add_chats(
    connection: AsyncConnection, filed: Filed, page: int, lane: Lane, keys: Sequence[ChatKey], now: datetime
) -> None:
    present = select(
        literal(page),
        literal(filed.number),
        literal(filed.event.revision),
        subscribers.c.key,
        literal(int(lane)),
        literal(0),
        literal(now, Moment),
    ).where(subscribers.c.key.in_(keys))
    locked = present.with_for_update(read=True, key_share=True)  # PostgreSQL: an erasure waits, then takes these along
    await connection.execute(insert(deliveries).from_select(_COLUMNS, locked))


async def remove_chats(connection: AsyncConnection, filed: Filed, keys: Sequence[ChatKey]) -> None:
    """Take chats off the inert pages."""
    listed = deliveries.c.chat.in_(keys)
    this = (deliveries.c.event_number == filed.number) & (deliveries.c.revision == filed.event.revision)
    await connection.execute(delete(deliveries).where(listed, this))


async def make_live(connection: AsyncConnection, filed: Filed) -> int:
    """Let the pages of the event be delivered; return how many chats they hold."""
    this = (pages.c.event_number == filed.number) & (pages.c.revision == filed.event.revision)
    await connection.execute(update(pages).where(this).values(inert_since=None))
    held = select(func.count()).select_from(deliveries.join(pages)).where(this)
    return (await connection.execute(held)).scalar_one()
