"""Who is told again of what, until it is seen (domain/insisting.py)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey
from domain.delivery import Delivery
from domain.insisting import Insistence, latest_due
from storage.columns import Moment
from storage.database import Database
from storage.grouping import Grouped
from storage.leasing import delivery_of
from storage.outbox_tables import deliveries, insisting, pages
from storage.tables import events, subscribers

_Row = dict[str, Any]


class Insisting:
    """A row waits until it is ``due``; taking it moves ``due`` first, so that a crash costs one repeat at most."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._beginning = _beginning(db)
        self._begun: Grouped[_Row, _Row] = Grouped(self._begin)

    async def begin(self, delivery: Delivery, now: datetime) -> None:
        """Let a chat be told again of what it is about to be told, once it was; anew where that was begun already.

        Nothing happens where a later revision has taken the place of the delivery's, or the chat was erased.
        """
        begun = Insistence.begun(now)
        row = {"its_chat": delivery.chat, "event": delivery.event_number, "its_revision": delivery.revision}
        await self._begun.add(row | {"its_due": begun.due, "its_left": begun.left})

    async def is_due(self, now: datetime) -> bool:
        """Return whether ``take`` has anything to do."""
        any_row = select(insisting.c.left).limit(1)
        return await self._finds(any_row.where(or_(insisting.c.due <= now, insisting.c.due > latest_due(now))))

    async def take(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Take up to ``limit`` of those to be told again now, longest due first; each is due next in half an hour.

        What an editor has stopped waits. What a clock that was wrong has put off too far is put right.
        """
        async with self._db.writing() as connection:
            await self._mend(connection, now)
            await connection.execute(delete(insisting).where(insisting.c.due <= now, insisting.c.left <= 0))
            rows = (await connection.execute(_DUE, {"now": now, "most": limit})).all()
            await _move(connection, [(row, Insistence(row.due, row.left).repeated(now)) for row in rows])
        return [delivery_of(row) for row in rows]

    async def is_unseen(self, chat: ChatKey, number: int) -> bool:
        """Return whether a chat that wants to be told of event ``number`` until it is seen has not seen it yet."""
        return await self._finds(select(insisting.c.left).where(*_of(chat, number)))

    async def goes_on(self, delivery: Delivery) -> bool:
        """Return whether what was taken is still to be said: it is not seen, and nobody stopped it."""
        return await self._finds(_told().where(*_of(delivery.chat, delivery.event_number)))

    async def put_off(self, delivery: Delivery, due: datetime) -> None:
        """Let what was taken and not told be due at another time, as if it had not been taken."""
        its = update(insisting).where(*_of(delivery.chat, delivery.event_number))
        async with self._db.writing() as connection:
            await connection.execute(its.values(due=due, left=insisting.c.left + 1))

    async def end(self, chat: ChatKey, number: int) -> None:
        """Let a chat be told no more of event ``number``: it is seen, or it is no news of theirs any more."""
        async with self._db.writing() as connection:
            await connection.execute(delete(insisting).where(*_of(chat, number)))

    async def _finds(self, query: Select[Any]) -> bool:
        async with self._db.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def _begin(self, rows: Sequence[_Row]) -> Sequence[_Row]:
        """Write what is begun; rows in order, so that on PostgreSQL no two transactions wait for each other."""
        async with self._db.writing() as connection:
            for row in sorted(rows, key=lambda row: (row["its_chat"], row["event"])):
                await connection.execute(self._beginning, row)
        return rows

    async def _mend(self, connection: AsyncConnection, now: datetime) -> None:
        late = select(insisting).where(insisting.c.due > latest_due(now)).with_for_update()
        rows = (await connection.execute(late)).all()
        await _move(connection, [(row, Insistence(row.due, row.left).mended(now)) for row in rows])


def _of(chat: ChatKey, number: int) -> Sequence[ColumnElement[bool]]:
    return insisting.c.chat == chat, insisting.c.event_number == number


async def _move(connection: AsyncConnection, moved: Sequence[tuple[Row[Any], Insistence]]) -> None:
    rows = [
        {"its_chat": row.chat, "event": row.event_number, "its_due": holds.due, "its_left": holds.left}
        for row, holds in moved
    ]
    if rows:
        await connection.execute(_MOVE, rows)


def _beginning(db: Database) -> Any:
    begun = db.insert(insisting).from_select(("chat", "event_number", "due", "left"), _present())
    anew = {"due": begun.excluded.due, "left": begun.excluded.left}
    return begun.on_conflict_do_update(index_elements=["chat", "event_number"], set_=anew)


def _present() -> Select[Any]:
    """Return the query that makes a row of a chat that is kept and an event's present revision."""
    row, due = insisting.c, bindparam("its_due", type_=Moment)
    made = select(subscribers.c.key, events.c.number, due, bindparam("its_left", type_=row.left.type))
    present = made.select_from(subscribers.join(events, true())).where(
        subscribers.c.key == bindparam("its_chat"),
        events.c.number == bindparam("event"),
        events.c.revision == bindparam("its_revision"),
    )
    return present.with_for_update(read=True)  # PostgreSQL: waits for an erasure and for a correction, and sees it


def _told() -> Select[Any]:
    """Return the query for what goes on: with the delivery by which a chat was told, unless an editor stopped it."""
    row, by = insisting.c, deliveries.c
    columns = (row.chat, row.event_number, row.due, row.left, by.id, by.revision, by.attempts, by.lane)
    same = (by.chat == row.chat) & (by.event_number == row.event_number) & by.message.is_not(None)
    found = select(*columns).select_from(
        insisting.join(deliveries, same)
        .join(events, row.event_number == events.c.number)
        .join(pages, by.page_id == pages.c.id)
    )
    return found.where(by.revision == events.c.revision, ~pages.c.stopped)


_DUE = (
    _told()
    .where(insisting.c.due <= bindparam("now", type_=Moment))
    .order_by(insisting.c.due, insisting.c.event_number, insisting.c.chat)
    .limit(bindparam("most"))
    .with_for_update(of=insisting)
)
_MOVE = (
    update(insisting)
    .where(insisting.c.chat == bindparam("its_chat"), insisting.c.event_number == bindparam("event"))
    .values(due=bindparam("its_due", type_=Moment), left=bindparam("its_left"))
)
