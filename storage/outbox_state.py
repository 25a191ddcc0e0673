"""How the outbox stands: how far an event has come, who still waits, and what failed.

Measured on SQLite halfway through an event of 1,000,000 chats: ``sending`` takes 0.2 to 0.4 s, ``waiting`` some
milliseconds. Both only read, and hold up no writer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select, union_all

from domain.audience import Lane
from domain.delivery import KEPT
from domain.status import Sending, Waiting
from storage.columns import Moment
from storage.database import Database
from storage.outbox_tables import PACKED, deliveries, pages
from storage.tables import events

_DIGESTS: ColumnElement[int] = literal_column(str(int(Lane.DIGESTS)))
_THIS = events.c.number == bindparam("event")
_LIVE = (pages.c.revision == events.c.revision, pages.c.inert_since.is_(None))
"""Narrows a query to what the present revision of an event is told with."""


class OutboxState:
    """Reads what the sender does; chats that wait for a digest are not late, and count apart."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def sending(self, number: int) -> Sending:
        """Return how far the present revision of an event has come; told chats count for ``KEPT``."""
        async with self._db.reading() as connection:
            row = (await connection.execute(_UNPACKED, {"event": number})).one()
            packed = (await connection.execute(_STILL_PACKED, {"event": number})).one()
        return Sending(
            sent=row.sent,
            waiting=row.waiting + packed.waiting,
            failed=row.failed,
            stopped=packed.stopped > 0,
            later=row.later + packed.later,
        )

    async def waiting(self) -> Sequence[Waiting]:
        """Return the events whose present revision somebody waits for, digests apart, the longest wait first."""
        async with self._db.reading() as connection:
            rows = await connection.execute(_WAITING)
        return tuple(Waiting(row.number, int(row.chats), row.since, row.stopped > 0) for row in rows)

    async def failed_since(self, since: datetime) -> int:
        """Return how many deliveries have failed for good since then."""
        async with self._db.reading() as connection:
            return int((await connection.execute(_FAILED, {"since": since + KEPT})).scalar_one())


def _unpacked() -> Select[int, int, int, int]:
    due = func.count(deliveries.c.due)
    counted = select(
        func.count(deliveries.c.message).label("sent"),
        due.filter(pages.c.lane != _DIGESTS).label("waiting"),
        func.count(deliveries.c.why).label("failed"),
        due.filter(pages.c.lane == _DIGESTS).label("later"),
    )
    return counted.select_from(events.join(pages).join(deliveries)).where(_THIS, *_LIVE)


def _still_packed() -> Select[Any]:
    chats = func.sum(pages.c.size)
    counted = select(
        func.coalesce(chats.filter(pages.c.lane != _DIGESTS), 0).label("waiting"),
        func.coalesce(chats.filter(pages.c.lane == _DIGESTS), 0).label("later"),
        func.count().filter(pages.c.stopped).label("stopped"),
    )
    return counted.select_from(events.join(pages)).where(_THIS, *_LIVE)


def _waiting() -> Select[Any]:
    """Return the query for who waits; both halves go by an index of what waits, however much was sent before."""
    one: ColumnElement[int] = literal_column("1")
    rows = select(deliveries.c.page_id, one.label("chats")).where(
        deliveries.c.due.is_not(None), deliveries.c.lane < _DIGESTS
    )
    packed = select(pages.c.id.label("page_id"), pages.c.size.label("chats")).where(PACKED, pages.c.lane < _DIGESTS)
    held = union_all(rows, packed).subquery()
    since = func.coalesce(events.c.confirmed, events.c.filed, type_=Moment).label("since")
    counted = select(
        events.c.number,
        func.sum(held.c.chats).label("chats"),
        since,
        func.count().filter(pages.c.stopped).label("stopped"),
    )
    joined = counted.select_from(held.join(pages, pages.c.id == held.c.page_id).join(events)).where(*_LIVE)
    return joined.group_by(events.c.number).order_by(since, events.c.number)


_UNPACKED = _unpacked()
_STILL_PACKED = _still_packed()
_WAITING = _waiting()
_FAILED = select(func.count()).where(
    deliveries.c.why.is_not(None), deliveries.c.expires > bindparam("since", type_=Moment)
)
