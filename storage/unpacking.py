"""Making rows of deliveries out of a packed page, when the turn of its chats comes near."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    false,
    func,
    join,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import Lane
from storage.columns import Moment
from storage.database import Database
from storage.outbox_tables import PACKED, deliveries, packs, pages
from storage.packing import KEY_BYTES
from storage.tables import subscribers

_COLUMNS = ("page_id", "event_number", "revision", "chat", "lane", "attempts", "tried", "due")


class Unpacking:
    """Unpacks pages; a chat that was erased meanwhile gets no row."""

    def __init__(self, db: Database) -> None:
        self._insert = db.insert(deliveries).from_select(_COLUMNS, _present()).on_conflict_do_nothing()

    async def next_page(self, connection: AsyncConnection, lane: Lane, now: datetime) -> Row[Any] | None:
        """Return the packed page of a lane that is due, of the newest event, or None."""
        found = await connection.execute(_NEXT_PAGE, {"its_lane": int(lane), "now": now})
        page: Row[Any] | None = found.one_or_none()
        return page

    async def unpack(self, connection: AsyncConnection, page: Row[Any]) -> None:
        """Make a row of each chat on a page that ``next_page`` gave in this transaction."""
        await connection.execute(self._insert, {"its_page": page.id})
        await connection.execute(delete(packs).where(packs.c.page_id == page.id))
        await connection.execute(update(pages).where(pages.c.id == page.id).values(size=0))


def packed_in(lane: ColumnElement[Any]) -> ColumnElement[bool]:
    """Narrow pages to those of a lane that hold packed chats who are told one day: neither inert nor stopped."""
    return (pages.c.lane == lane) & PACKED & pages.c.inert_since.is_(None) & ~pages.c.stopped


def _next_page() -> Select[Any]:
    due = packed_in(bindparam("its_lane")) & (pages.c.due <= bindparam("now", type_=Moment))
    found = select(pages.c.id, pages.c.due).where(due).order_by(pages.c.due.desc(), pages.c.id)
    return found.limit(1).with_for_update(skip_locked=True)


def _present() -> Select[Any]:
    """Return the query that makes rows of a page's keys; a chat that was erased gets none.

    Keys in order, so that on PostgreSQL no two wait for each other.
    """
    page = and_(pages.c.id == packs.c.page_id, pages.c.id == bindparam("its_page"))
    first = (
        select(literal(0).label("place"), pages.c.size).where(pages.c.id == bindparam("its_page")).cte(recursive=True)
    )
    places = first.union_all(select(first.c.place + 1, first.c.size).where(first.c.place + 1 < first.c.size))
    key = func.substr(packs.c.chats, places.c.place * KEY_BYTES + 1, KEY_BYTES)
    present = (
        select(
            pages.c.id,
            pages.c.event_number,
            pages.c.revision,
            subscribers.c.key,
            pages.c.lane,
            literal(0),
            false(),
            pages.c.due,
        )
        .select_from(join(join(pages, packs, page), places, true()).join(subscribers, subscribers.c.key == key))
        .order_by(subscribers.c.key)
    )
    # PostgreSQL: an erasure waits, then takes these
    return present.with_for_update(read=True, key_share=True, of=subscribers)


_NEXT_PAGE = _next_page()
