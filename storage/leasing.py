"""Which deliveries are next: taken for a while, given back, unpacked from their page when their turn comes near."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    false,
    func,
    join,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import OUTBOX_LANES, Lane
from domain.delivery import LEASE, Delivery
from storage.columns import Moment, microseconds
from storage.database import Database
from storage.outbox_tables import ASIDE, PACKED, deliveries, packs, pages
from storage.packing import KEY_BYTES
from storage.tables import subscribers

_ASIDE_PAGES = select(pages.c.id).where(ASIDE)
_COLUMNS = ("page_id", "event_number", "revision", "chat", "lane", "attempts", "tried", "due")

_LATE = timedelta(hours=1)
"""No delivery waits longer for its next try: what is due later was put off by a clock that has jumped since."""


class Leasing:
    """Takes and gives back. A row waits while it is ``due``; a lease moves ``due`` to the lease's end."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unpack = db.insert(deliveries).from_select(_COLUMNS, _present()).on_conflict_do_nothing()

    async def lease(self, lane: Lane, now: datetime, limit: int) -> Sequence[Delivery]:
        """Take up to ``limit`` due deliveries of a lane for ``LEASE``, those of the newest event first.

        Nobody else gets them meanwhile; what is neither settled nor released is due again when the lease ends. From
        here on they count as tried: until they are settled, nobody can say that the chat does not know.
        """
        async with self._db.writing() as connection:
            await self._unpack_next(connection, lane, now)
            rows = await connection.execute(
                _TAKE, {"its_lane": int(lane), "now": now, "until": now + LEASE, "most": limit}
            )
            taken = [Delivery(row.id, row.event_number, row.revision, row.chat, row.attempts, lane) for row in rows]
        return sorted(taken, key=lambda delivery: (-delivery.event_number, delivery.id))

    async def due_lanes(self, now: datetime) -> frozenset[Lane]:
        """Return the lanes in which something is due."""
        async with self._db.reading() as connection:
            rows = await connection.execute(_DUE_LANES, {"now": now})
            return frozenset(Lane(lane) for lane, due in rows if due)

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when to lease next, ``now`` at the earliest, or None where nothing waits."""
        async with self._db.reading() as connection:
            firsts = [due for due in (await connection.execute(_FIRSTS)).scalars() if due is not None]
        return max(now, min(firsts)) if firsts else None

    async def release(self, leased: Sequence[Delivery]) -> None:
        """Give leases back that nothing was done with, so that the next worker need not wait for their end."""
        given_back = type_coerce(type_coerce(deliveries.c.due, BigInteger) - microseconds(LEASE), Moment)
        ids = [delivery.id for delivery in leased]
        held = update(deliveries).where(deliveries.c.id.in_(ids), deliveries.c.due.is_not(None))
        async with self._db.writing() as connection:
            await connection.execute(held.values(due=given_back, tried=deliveries.c.attempts > 0))

    async def reclaim(self, now: datetime) -> None:
        """Make what a dead worker held due again now. Only for the one sender, before it begins (bot/sole.py)."""
        await self._hasten(now, (deliveries.c.due > now) & (deliveries.c.due <= now + LEASE))

    async def hasten(self, now: datetime) -> None:
        """Make due now what a clock that was wrong has put off too far; digests are meant to wait."""
        await self._hasten(now, deliveries.c.due > now + _LATE)

    async def _hasten(self, now: datetime, held: ColumnElement[bool]) -> None:
        async with self._db.writing() as connection:
            for lane in set(OUTBOX_LANES) - {Lane.DIGESTS}:
                waiting = update(deliveries).where(deliveries.c.lane == int(lane), held)
                await connection.execute(waiting.values(due=now))

    async def _unpack_next(self, connection: AsyncConnection, lane: Lane, now: datetime) -> None:
        """Make rows of the next packed page of a lane, where its event is newer than every row that is due."""
        at = {"its_lane": int(lane), "now": now}
        page = (await connection.execute(_NEXT_PAGE, at)).one_or_none()
        if page is None:
            return
        newest = (await connection.execute(_NEWEST_ROW, at)).scalar_one()
        if newest is None or newest < page.due:
            await connection.execute(self._unpack, {"its_page": page.id})
            await connection.execute(delete(packs).where(packs.c.page_id == page.id))
            await connection.execute(update(pages).where(pages.c.id == page.id).values(size=0))


def _waiting(lane: ColumnElement[Any]) -> ColumnElement[bool]:
    row = deliveries.c
    return (row.lane == lane) & row.due.is_not(None) & row.page_id.not_in(_ASIDE_PAGES)


def _packed(lane: ColumnElement[Any]) -> ColumnElement[bool]:
    return (pages.c.lane == lane) & PACKED & pages.c.inert_since.is_(None) & ~pages.c.stopped


def _take() -> Update:
    """Return the update that leases; it repeats its own condition, so that what another took meanwhile stays theirs."""
    row, now = deliveries.c, bindparam("now", type_=Moment)
    due = row.due <= now
    found = select(row.id).where(_waiting(bindparam("its_lane")), due).order_by(row.due.desc(), row.id)
    first = found.limit(bindparam("most")).with_for_update(skip_locked=True).cte()
    until = bindparam("until", type_=Moment)
    taken = update(deliveries).where(row.id.in_(select(first.c.id)), due).values(due=until, tried=True)
    return taken.returning(row.id, row.event_number, row.revision, row.chat, row.attempts)


def _next_page() -> Select[Any]:
    due = _packed(bindparam("its_lane")) & (pages.c.due <= bindparam("now", type_=Moment))
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


def _first_due(lane: Lane) -> tuple[Select[Any], Select[Any]]:
    place: ColumnElement[int] = literal_column(str(int(lane)))
    return (
        select(func.min(deliveries.c.due)).where(_waiting(place)),
        select(func.min(pages.c.due)).where(_packed(place)),
    )


def _is_due(lane: Lane) -> Select[int, bool]:
    place: ColumnElement[int] = literal_column(str(int(lane)))
    now = bindparam("now", type_=Moment)
    row = select(deliveries.c.id).where(_waiting(place), deliveries.c.due <= now).exists()
    page = select(pages.c.id).where(_packed(place), pages.c.due <= now).exists()
    return select(place, row | page)


_TAKE = _take()
_NEXT_PAGE = _next_page()
_NEWEST_ROW = select(func.max(deliveries.c.due)).where(
    _waiting(bindparam("its_lane")), deliveries.c.due <= bindparam("now", type_=Moment)
)
_FIRSTS = union_all(*(query for lane in OUTBOX_LANES for query in _first_due(lane)))
_DUE_LANES = union_all(*map(_is_due, OUTBOX_LANES))
