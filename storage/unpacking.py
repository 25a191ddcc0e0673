"""Making rows of deliveries out of a packed page, when the turn of its chats comes near."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, false, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import Lane
from storage.columns import Moment
from storage.database import Database
from storage.outbox_tables import PACKED, deliveries, packs, pages
from storage.packing import unpacked
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
        await connection.execute(self._insert, _rows(page))
        await connection.execute(delete(packs).where(packs.c.page_id == page.id))
        await connection.execute(update(pages).where(pages.c.id == page.id).values(size=0))


def packed_in(lane: ColumnElement[Any]) -> ColumnElement[bool]:
    """Narrow pages to those of a lane that hold packed chats who are told one day: neither inert nor stopped."""
    return (pages.c.lane == lane) & PACKED & pages.c.inert_since.is_(None) & ~pages.c.stopped


def _rows(page: Row[Any]) -> Sequence[dict[str, Any]]:
    """Return the rows of a page; keys in order, so that on PostgreSQL no two wait for each other."""
    same = {"its_page": page.id, "event": page.event_number, "its_revision": page.revision, "its_due": page.due}
    return [same | {"its_lane": page.lane, "its_key": key} for key in sorted(unpacked(page.chats))]


def _next_page() -> Select[Any]:
    columns = (pages.c.id, pages.c.event_number, pages.c.revision, pages.c.lane, pages.c.due, packs.c.chats)
    due = packed_in(bindparam("its_lane")) & (pages.c.due <= bindparam("now", type_=Moment))
    found = select(*columns).join(packs).where(due).order_by(pages.c.due.desc(), pages.c.id)
    return found.limit(1).with_for_update(skip_locked=True)


def _present() -> Select[Any]:
    """Return the query that makes a row of one key; a chat that was erased gets none."""
    present = select(
        bindparam("its_page", type_=pages.c.id.type),
        bindparam("event", type_=deliveries.c.event_number.type),
        bindparam("its_revision", type_=deliveries.c.revision.type),
        subscribers.c.key,
        bindparam("its_lane", type_=deliveries.c.lane.type),
        literal(0),
        false(),
        bindparam("its_due", type_=Moment),
    ).where(subscribers.c.key == bindparam("its_key"))
    return present.with_for_update(read=True, key_share=True)  # PostgreSQL: an erasure waits, then takes these


_NEXT_PAGE = _next_page()
