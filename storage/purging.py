"""What the outbox keeps for a time only, dropped in short transactions."""

from datetime import datetime

from sqlalchemy import Delete, Select, delete, exists, select

from domain.delivery import LEASE
from storage.database import Database
from storage.outbox_tables import deliveries, insisting, pages, repeats
from storage.tables import events

_TOGETHER = 1_000
"""Rows dropped in one transaction."""

_LEFT_BEHIND = LEASE * 60
"""An attempt at confirming that is older was cut off: its inert pages only stand in the way."""


async def purge(db: Database, now: datetime) -> None:
    """Drop the numbers of messages that are kept no longer, and pages that nobody will ever be told from.

    With the number of a message goes what was still to repeat it. Those pages are left by attempts at confirming that
    were cut off, or a later revision has taken their place.
    """
    for table in (deliveries, repeats):
        expired = select(table.c.id).where(table.c.expires <= now).order_by(table.c.id).limit(_TOGETHER)
        await _drop_all(db, delete(table).where(table.c.id.in_(expired)))
    told = exists().where(deliveries.c.chat == insisting.c.chat, deliveries.c.event_number == insisting.c.event_number)
    await _drop_all(db, delete(insisting).where(~told))
    behind = select(pages.c.id).where(pages.c.inert_since <= now - _LEFT_BEHIND).limit(1)
    await _drop_all(db, delete(pages).where(pages.c.id.in_(behind)))
    await _drop_all(db, delete(pages).where(pages.c.id.in_(_overtaken().limit(1))))


def _overtaken() -> Select[int]:
    """Return the query for packed pages of a revision that was corrected or taken back."""
    present = (pages.c.size > 0, pages.c.inert_since.is_(None), pages.c.stopped)
    return select(pages.c.id).join(events).where(*present, pages.c.revision < events.c.revision)


async def _drop_all(db: Database, some: Delete) -> None:
    while True:
        async with db.writing() as connection:
            if not (await connection.execute(some)).rowcount:
                return
