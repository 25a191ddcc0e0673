"""Deliveries: what is due, who holds it, and what came of it."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Row,
    Select,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import Lane
from domain.delivery import (
    KEPT,
    Delivery,
    Failed,
    Gone,
    Migrated,
    Outcome,
    Passed,
    RetryLater,
    Said,
    Sent,
    next_try,
)
from storage.columns import Moment
from storage.database import Database
from storage.grouping import Grouped
from storage.leasing import Leasing
from storage.outbox_tables import deliveries, pages, repeats
from storage.purging import purge
from storage.subscribers import Subscribers
from storage.tables import events
from storage.unbroken import unbroken

_TABLE = "deliveries"
_Row = dict[str, Any]
_APART_SECONDS = 0.1
"""Between two transactions of outcomes, at the least: at 1,000 sends a second, 100 share one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an event has come: chats still to be told (leased ones too), told, and failed."""

    waiting: int
    sent: int
    failed: int

    @property
    def chats(self) -> int:
        """How many it is for; those that were erased since count no more."""
        return self.waiting + self.sent + self.failed


class Deliveries(Leasing):
    """The outbox: leases (storage/leasing.py), and what came of each delivery."""

    def __init__(self, db: Database, subscribers: Subscribers) -> None:
        super().__init__(db)
        self._subscribers = subscribers
        self._settled = Grouped(self._write, _APART_SECONDS)

    async def settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Record what came of a leased delivery; finishes although cancelled.

        Of one that was settled as sent: of one more message that says the same.
        """
        match outcome:
            case Sent(message_id):
                sealed = self._subscribers.sealer.seal_number(message_id, _TABLE, _place(delivery))
                await self._settled.add({"its_id": delivery.id, "its_message": sealed, "its_expires": now + KEPT})
            case Failed(why):
                await self._settled.add(_row(delivery, None, why=why, expires=now + KEPT))
            case RetryLater(after, True):
                await self._settled.add(_row(delivery, next_try(now, delivery.attempts, after)))
            case RetryLater(after, False):
                due = next_try(now, delivery.attempts, after)
                await self._settled.add(_row(delivery, due, attempts=delivery.attempts + 1, tried=True))
            case Passed():
                tried = {"its_tried": delivery.attempts > 0}
                await self._settled.add({"its_id": delivery.id, "its_expires": now + KEPT} | tried)
            case Gone():
                await self._subscribers.erase_told(delivery)
            case Migrated(chat_id):
                await unbroken(self._follow(delivery, chat_id, now))

    async def said(self, delivery: Delivery) -> Sequence[Said]:
        """Return what a chat was told, or may have been, of earlier revisions of a delivery, oldest first."""
        place = {"its_chat": delivery.chat, "event": delivery.event_number, "its_revision": delivery.revision}
        async with self._db.reading() as connection:
            rows = (await connection.execute(_SAID, place)).all()
        return [
            Said(row.revision, self._opened(delivery, row), row.lane != Lane.DIGESTS)
            for row in sorted(rows, key=lambda row: row.revision)
        ]

    def _opened(self, delivery: Delivery, row: Row[Any]) -> int | None:
        if row.message is None:
            return None
        place = _place(replace(delivery, revision=row.revision))
        return self._subscribers.sealer.unseal_number(row.message, _TABLE, place)

    async def copies(self, delivery: Delivery) -> Sequence[tuple[int, int]]:
        """Return the messages that said the same once more, oldest first: our number of each, and the chat's."""
        place = {"its_chat": delivery.chat, "event": delivery.event_number, "its_revision": delivery.revision}
        async with self._db.reading() as connection:
            rows = (await connection.execute(_COPIES, place)).all()
        sealer = self._subscribers.sealer
        return [(row.id, sealer.unseal_number(row.message, _TABLE, _place(delivery))) for row in rows]

    async def forget_copy(self, number: int) -> None:
        """Forget a message that stands in its chat no more, by our number of it."""
        async with self._db.writing() as connection:
            await connection.execute(delete(repeats).where(repeats.c.id == number))

    async def progress(self, number: int) -> Progress:
        """Return how far the present revision of an event has come; told chats count for ``KEPT``."""
        async with self._db.reading() as connection:
            waiting, sent, failed = (await connection.execute(_COUNTED, {"event": number})).one()
            packed = (await connection.execute(_STILL_PACKED, {"event": number})).scalar_one()
            return Progress(waiting + packed, sent, failed)

    async def purge(self, now: datetime) -> None:
        """Drop what is kept no longer (storage/purging.py)."""
        await purge(self._db, now)

    async def _follow(self, delivery: Delivery, chat_id: int, now: datetime) -> None:
        moving = await self._subscribers.by_key(delivery.chat)
        if moving is not None:
            await self._subscribers.migrate(moving.chat_id, chat_id)
        await self._settled.add(_row(delivery, now))

    async def _write(self, rows: Sequence[_Row]) -> Sequence[_Row]:
        """Write outcomes; rows in order, so that on PostgreSQL no two transactions wait for each other."""
        ordered = sorted(rows, key=itemgetter("its_id"))
        sent = [row for row in ordered if "its_message" in row]
        passed = [row for row in ordered if "its_message" not in row and "its_due" not in row]
        others = [row for row in ordered if "its_due" in row]
        async with self._db.writing() as connection:
            await _write_sent(connection, sent)
            for statement, some in ((_PASS, passed), (_SETTLE, others)):
                if some:
                    await connection.execute(statement, some)
        return rows


async def _write_sent(connection: AsyncConnection, rows: Sequence[_Row]) -> None:
    """Note the number of each message; of a chat that was told twice, both."""
    if rows and (await connection.execute(_SETTLE_SENT, rows)).rowcount != len(rows):
        await connection.execute(_REPEATED, rows)


def _row(
    delivery: Delivery,
    due: datetime | None,
    *,
    why: str | None = None,
    attempts: int | None = None,
    tried: bool | None = None,
    expires: datetime | None = None,
) -> _Row:
    """Return an outcome; what Telegram refused for certain leaves the chat as untried as its earlier tries did."""
    return {
        "its_id": delivery.id,
        "its_due": due,
        "its_why": why,
        "its_attempts": delivery.attempts if attempts is None else attempts,
        "its_tried": delivery.attempts > 0 if tried is None else tried,
        "its_expires": expires,
    }


def _place(delivery: Delivery) -> bytes:
    """Return where a sealed message number stands, so that it opens nowhere else."""
    return delivery.chat + struct.pack(">qq", delivery.event_number, delivery.revision)


def _outcome() -> Update:
    values = {
        "due": bindparam("its_due", type_=Moment),
        "why": bindparam("its_why"),
        "attempts": bindparam("its_attempts"),
        "tried": bindparam("its_tried"),
        "expires": bindparam("its_expires", type_=Moment),
    }
    waiting = deliveries.c.due.is_not(None)
    return update(deliveries).where(deliveries.c.id == bindparam("its_id"), waiting).values(values)


def _sent() -> Update:
    values = {"due": None, "why": None, "tried": True, "expires": bindparam("its_expires", type_=Moment)}
    untold = deliveries.c.message.is_(None)
    told = update(deliveries).where(deliveries.c.id == bindparam("its_id"), untold)
    return told.values(message=bindparam("its_message"), **values)


def _passed() -> Update:
    """Return the update for whom nothing was said; what took the place of their revision must know that, too."""
    row = deliveries.c
    untold = update(deliveries).where(row.id == bindparam("its_id"), row.message.is_(None), row.why.is_(None))
    return untold.values(due=None, tried=bindparam("its_tried"), expires=bindparam("its_expires", type_=Moment))


def _repeated() -> Select[Any]:
    """Return the query for the chats that hold another message than the one just noted."""
    row = deliveries.c
    sealed, expires = bindparam("its_message", type_=row.message.type), bindparam("its_expires", type_=Moment)
    told = select(row.chat, row.event_number, row.revision, sealed, expires)
    return told.where(row.id == bindparam("its_id"), row.message != sealed)


def _live(query: Any) -> Any:
    """Narrow a query to what the present revision of an event is told with."""
    present = (events.c.number == bindparam("event"), pages.c.revision == events.c.revision)
    return query.where(*present, pages.c.inert_since.is_(None))


def _said() -> CompoundSelect[Any]:
    """Return the query for the messages in which earlier revisions were said; of a chat told twice, both."""
    rows, again = deliveries.c, repeats.c
    said = select(rows.revision, rows.lane, rows.message).where(
        rows.chat == bindparam("its_chat"),
        rows.event_number == bindparam("event"),
        rows.revision < bindparam("its_revision"),
        or_(rows.message.is_not(None), rows.tried),
    )
    repeated = select(again.revision, literal(int(Lane.CHATS)), again.message).where(
        again.chat == bindparam("its_chat"),
        again.event_number == bindparam("event"),
        again.revision < bindparam("its_revision"),
    )
    return union_all(said, repeated)


def _copies() -> Select[Any]:
    """Return the query for the further messages that said one revision."""
    again = repeats.c
    said = select(again.id, again.message).where(
        again.chat == bindparam("its_chat"),
        again.event_number == bindparam("event"),
        again.revision == bindparam("its_revision"),
    )
    return said.order_by(again.id)


_SAID = _said()
_COPIES = _copies()
_SETTLE = _outcome()
_SETTLE_SENT = _sent()
_PASS = _passed()
_REPEATED = insert(repeats).from_select(("chat", "event_number", "revision", "message", "expires"), _repeated())
_COUNTED = _live(
    select(func.count(deliveries.c.due), func.count(deliveries.c.message), func.count(deliveries.c.why)).select_from(
        events.join(pages).join(deliveries)
    )
)
_STILL_PACKED = _live(select(func.coalesce(func.sum(pages.c.size), 0)).select_from(events.join(pages)))
