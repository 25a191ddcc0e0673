"""A revision takes the place of the one that was sent: to whom that was told, and what is kept of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import Audience, ChatKey, Circle, Lane, Reach, lane_at
from domain.delivery import KEPT
from domain.event import Act, Event, Filed
from domain.records import read_event
from storage.database import Database
from storage.outbox_tables import deliveries, insisting, pages
from storage.tables import corrections, events, superseded

_KNOWS = or_(deliveries.c.message.is_not(None), deliveries.c.tried)
"""Chats that were told, and those of which nobody can say that they were not."""


async def told_chats(db: Database, filed: Filed) -> Sequence[Sequence[ChatKey]]:
    """Return the chats that were told an earlier revision of ``filed``, each once, in parts of a page.

    Its pages are stopped since the revision was begun: nobody becomes one of them any more.
    """
    known: set[ChatKey] = set()
    parts: list[list[ChatKey]] = []
    for page in await _earlier_pages(db, filed):
        query = select(deliveries.c.chat).where(deliveries.c.page_id == page, _KNOWS)
        async with db.reading() as connection:
            new = [key for key in (await connection.execute(query)).scalars() if key not in known]
        known.update(new)
        parts.append(new)
    return [part for part in parts if part]


async def reach_of(db: Database, filed: Filed, circle: Circle, audience: Audience) -> Reach:
    """Count whom ``filed`` would be told: who was told an earlier revision, and whom of ``audience`` it reaches first.

    Takes 5 s for a million chats that were told; nobody else has to wait for it.
    """
    if filed.event.act is Act.ALERT:
        return _reach(0, circle.counted(audience))
    known = {key for part in await told_chats(db, filed) for key in part}
    new: Counter[Lane] = Counter()
    for place, part in () if filed.event.act is Act.CANCEL else circle.reached(audience):
        new[lane_at(place)] += len(part) - len(known.intersection(part))
        await asyncio.sleep(0)
    return _reach(len(known), new)


def _reach(told: int, new: Counter[Lane]) -> Reach:
    return Reach(told, new[Lane.FOLLOWERS], new.total() - new[Lane.FOLLOWERS])


async def _earlier_pages(db: Database, filed: Filed) -> Sequence[int]:
    earlier = (pages.c.event_number == filed.number) & (pages.c.revision < filed.event.revision)
    async with db.reading() as connection:
        return (await connection.execute(select(pages.c.id).where(earlier).order_by(pages.c.id))).scalars().all()


async def was_told(connection: AsyncConnection, filed: Filed, key: ChatKey) -> bool:
    """Return whether a chat was told an earlier revision of ``filed``, or may have been, as this transaction sees it.

    Unlike ``told_chats`` it knows who was erased since, and under which id a group lives on that has moved.
    """
    row = deliveries.c
    its = (row.chat == key, row.event_number == filed.number, row.revision < filed.event.revision)
    return (await connection.execute(select(row.id).where(*its, _KNOWS).limit(1))).one_or_none() is not None


async def supersede(connection: AsyncConnection, filed: Filed, now: datetime) -> None:
    """Keep what ``filed`` takes the place of, and end what was still to be said of it.

    Who was never reached is told the new revision as any alert; whoever may know the old one is not told it again.
    Packed pages of the old one stay stopped until they are dropped (``Deliveries.purge``).
    """
    was = select(events.c.number, events.c.revision, events.c.content, events.c.confirmed)
    kept = insert(superseded).from_select(
        ("event_number", "revision", "content", "confirmed"),
        was.where(events.c.number == filed.number).with_for_update(),
    )
    await connection.execute(kept)
    await connection.execute(delete(insisting).where(insisting.c.event_number == filed.number))
    waiting = _of_earlier(filed) & deliveries.c.due.is_not(None)
    await connection.execute(delete(deliveries).where(waiting, ~_KNOWS))
    await connection.execute(update(deliveries).where(waiting).values(due=None, expires=now + KEPT))
    await connection.execute(delete(corrections).where(corrections.c.event_number == filed.number))


def _of_earlier(filed: Filed) -> ColumnElement[bool]:
    earlier = select(pages.c.id).where(pages.c.event_number == filed.number, pages.c.revision < filed.event.revision)
    return deliveries.c.page_id.in_(earlier)


async def earlier_revisions(db: Database, number: int) -> Sequence[tuple[Event, datetime | None]]:
    """Return the revisions of an event that were sent before the present one, oldest first, and when each was."""
    async with db.reading() as connection:
        return await read_earlier(connection, number)


async def read_earlier(connection: AsyncConnection, number: int) -> Sequence[tuple[Event, datetime | None]]:
    """Return what ``earlier_revisions`` does, as this transaction sees it."""
    query = select(superseded).where(superseded.c.event_number == number).order_by(superseded.c.revision)
    return [(read_event(row.content), row.confirmed) for row in await connection.execute(query)]
