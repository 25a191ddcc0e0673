"""Which digests are due: deliveries of their lane, taken chat by chat, since one message tells of all of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy import BigInteger, Table, Update, bindparam, literal, select, type_coerce, update

from domain.audience import Lane
from domain.delivery import LEASE, Delivery
from storage.columns import Moment, microseconds
from storage.database import Database
from storage.leasing import ATTEMPTS, delivery_of, is_due, waiting_in
from storage.outbox_tables import deliveries, pages
from storage.unpacking import Unpacking

_DAY = timedelta(days=1)
_FARTHEST = 8 * _DAY
"""No digest is further off than a week: what is due later was put off by a clock that was wrong."""


class Digesting:
    """Unpacks and leases what the next digests tell of; who leases settles it as any delivery (storage/deliveries.py).

    Only for the one sender (bot/sole.py): two who lease at once may each get a part of a chat's news.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unpacking = Unpacking(db)

    async def are_due(self, now: datetime) -> bool:
        """Return whether a digest is due."""
        async with self._db.reading() as connection:
            return bool((await connection.execute(_IS_DUE, {"now": now})).one()[1])

    async def unpack(self, now: datetime) -> None:
        """Unpack every page that is due, a transaction each: what one chat is told of may stand on many."""
        while await self._unpack_next(now):
            pass

    async def lease(self, now: datetime, chats: int) -> Sequence[Sequence[Delivery]]:
        """Take all that is due of up to ``chats`` chats for ``LEASE``, those that have waited longest; grouped by chat.

        Unpack before.
        """
        async with self._db.writing() as connection:
            rows = await connection.execute(_TAKE, {"now": now, "until": now + LEASE, "most": chats})
            taken = sorted(map(delivery_of, rows), key=attrgetter("chat", "id"))
        return [tuple(group) for _, group in groupby(taken, key=attrgetter("chat"))]

    async def bring_back(self, now: datetime) -> None:
        """Move what a wrong clock has put off too far to the same hour within a day."""
        async with self._db.writing() as connection:
            for table in (deliveries, pages):
                await connection.execute(_nearer(table, now))

    async def _unpack_next(self, now: datetime) -> bool:
        async with self._db.writing() as connection:
            page = await self._unpacking.next_page(connection, Lane.DIGESTS, now)
            if page is not None:
                await self._unpacking.unpack(connection, page)
        return page is not None


def _take() -> Update:
    row, now = deliveries.c, bindparam("now", type_=Moment)
    due = waiting_in(literal(int(Lane.DIGESTS))) & (row.due <= now)
    first = select(row.chat).where(due).order_by(row.due, row.id).limit(bindparam("most")).cte()
    theirs = select(row.id).where(row.chat.in_(select(first.c.chat)), due).with_for_update(skip_locked=True).cte()
    until = bindparam("until", type_=Moment)
    taken = update(deliveries).where(row.id.in_(select(theirs.c.id)), row.due <= now)
    taken = taken.values(due=until, tried=True, attempts=ATTEMPTS)
    return taken.returning(row.id, row.event_number, row.revision, row.chat, row.attempts, row.lane)


def _nearer(table: Table, now: datetime) -> Update:
    past = microseconds(now)
    due = past + (type_coerce(table.c.due, BigInteger) - past) % microseconds(_DAY)
    put_off = update(table).where(table.c.lane == int(Lane.DIGESTS), table.c.due > now + _FARTHEST)
    return put_off.values(due=type_coerce(due, Moment))


_TAKE = _take()
_IS_DUE = is_due(Lane.DIGESTS)
