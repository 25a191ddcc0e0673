"""Which deliveries are next: taken for a while, given back, unpacked from their page when their turn comes near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Update,
    bindparam,
    case,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import AT_ONCE, OUTBOX_LANES, Lane
from domain.delivery import LEASE, Delivery
from storage.columns import Moment, microseconds
from storage.database import Database
from storage.outbox_tables import ASIDE, PACKED, deliveries, pages
from storage.unpacking import Unpacking, packed_in

_ASIDE_PAGES = select(pages.c.id).where(ASIDE)

_LATE = timedelta(hours=1)
"""No delivery waits longer for its next try: what is due later was put off by a clock that has jumped since."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The lanes in which something is due, and the events, each with its revision, of which nobody is told for now."""

    due: frozenset[Lane]
    stopped: frozenset[tuple[int, int]]


class Leasing:
    """Takes and gives back. A row waits while it is ``due``; a lease moves ``due`` to the lease's end."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unpacking = Unpacking(db)

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

    async def outlook(self, now: datetime) -> Outlook:
        """Return what is to be leased now, and what not; digests are another's (storage/digesting.py)."""
        async with self._db.reading() as connection:
            lanes = await connection.execute(_DUE_LANES, {"now": now})
            due = frozenset(Lane(lane) for lane, is_due in lanes if is_due)
            stopped = await connection.execute(_STOPPED)
            return Outlook(due, frozenset((row.event_number, row.revision) for row in stopped))

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when to lease next, ``now`` at the earliest, or None where nothing waits."""
        async with self._db.reading() as connection:
            firsts = [due for due in (await connection.execute(_FIRSTS)).scalars() if due is not None]
        return max(now, min(firsts)) if firsts else None

    async def release(self, leased: Sequence[Delivery]) -> None:
        """Give leases back that nothing was done with: the chats were not told, and need not wait for their end.

        Where a later revision has taken the place of theirs meanwhile, they are still known as not told.
        """
        given_back = type_coerce(type_coerce(deliveries.c.due, BigInteger) - microseconds(LEASE), Moment)
        ids = [delivery.id for delivery in leased]
        row = deliveries.c
        held = update(deliveries).where(row.id.in_(ids), row.message.is_(None), row.why.is_(None))
        async with self._db.writing() as connection:
            await connection.execute(held.values(due=given_back, tried=deliveries.c.attempts > 0))

    async def reclaim(self, now: datetime) -> None:
        """Make what a dead worker held due again now. Only for the one sender, before it begins (bot/sole.py)."""
        await self._hasten(now, (deliveries.c.due > now) & (deliveries.c.due <= now + LEASE))

    async def hasten(self, now: datetime) -> None:
        """Make due now what a clock that was wrong has put off too far; digests wait (storage/digesting.py)."""
        await self._hasten(now, deliveries.c.due > now + _LATE)
        late = (pages.c.lane != int(Lane.DIGESTS), pages.c.due > now + _LATE)
        async with self._db.writing() as connection:
            await connection.execute(update(pages).where(PACKED, *late).values(due=now))

    async def _hasten(self, now: datetime, held: ColumnElement[bool]) -> None:
        async with self._db.writing() as connection:
            for lane in AT_ONCE:
                waiting = update(deliveries).where(deliveries.c.lane == int(lane), held)
                await connection.execute(waiting.values(due=now))

    async def _unpack_next(self, connection: AsyncConnection, lane: Lane, now: datetime) -> None:
        """Make rows of the next packed page of a lane, where its event is newer than every row that is due."""
        at = {"its_lane": int(lane), "now": now}
        page = await self._unpacking.next_page(connection, lane, now)
        if page is None:
            return
        newest = (await connection.execute(_NEWEST_ROW, at)).scalar_one()
        if newest is None or newest < page.due:
            await self._unpacking.unpack(connection, page)


def delivery_of(row: Any) -> Delivery:
    """Return the delivery in a row."""
    return Delivery(row.id, row.event_number, row.revision, row.chat, row.attempts, Lane(row.lane))


def waiting_in(lane: ColumnElement[Any]) -> ColumnElement[bool]:
    """Narrow deliveries to those of a lane that are told one day: neither settled nor stopped."""
    row = deliveries.c
    return (row.lane == lane) & row.due.is_not(None) & row.page_id.not_in(_ASIDE_PAGES)


ATTEMPTS = case((deliveries.c.tried & (deliveries.c.attempts == 0), 1), else_=deliveries.c.attempts)
"""What was leased before, and neither settled nor given back, was perhaps sent by a worker that then died: one try."""


def _take() -> Update:
    """Return the update that leases; it repeats its own condition, so that what another took meanwhile stays theirs."""
    row, now = deliveries.c, bindparam("now", type_=Moment)
    due = row.due <= now
    found = select(row.id).where(waiting_in(bindparam("its_lane")), due).order_by(row.due.desc(), row.id)
    first = found.limit(bindparam("most")).with_for_update(skip_locked=True).cte()
    until = bindparam("until", type_=Moment)
    taken = update(deliveries).where(row.id.in_(select(first.c.id)), due)
    taken = taken.values(due=until, tried=True, attempts=ATTEMPTS)
    return taken.returning(row.id, row.event_number, row.revision, row.chat, row.attempts)


def _first_due(lane: Lane) -> tuple[Select[Any], Select[Any]]:
    place: ColumnElement[int] = literal_column(str(int(lane)))
    return (
        select(func.min(deliveries.c.due)).where(waiting_in(place)),
        select(func.min(pages.c.due)).where(packed_in(place)),
    )


def is_due(lane: Lane) -> Select[int, bool]:
    """Return the query for a lane's number, and whether anything in it is due at ``now``, a row or a page."""
    place: ColumnElement[int] = literal_column(str(int(lane)))
    now = bindparam("now", type_=Moment)
    row = select(deliveries.c.id).where(waiting_in(place), deliveries.c.due <= now).exists()
    page = select(pages.c.id).where(packed_in(place), pages.c.due <= now).exists()
    return select(place, row | page)


_TAKE = _take()
_NEWEST_ROW = select(func.max(deliveries.c.due)).where(
    waiting_in(bindparam("its_lane")), deliveries.c.due <= bindparam("now", type_=Moment)
)
_FIRSTS = union_all(*(query for lane in OUTBOX_LANES for query in _first_due(lane)))
_DUE_LANES = union_all(*map(is_due, AT_ONCE))
_STOPPED = select(pages.c.event_number, pages.c.revision).where(ASIDE, pages.c.stopped).distinct()
