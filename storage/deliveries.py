"""Deliveries: what is due, who holds it, and what came of it."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Delete, Select, Update, bindparam, delete, func, select, type_coerce, update

from domain.audience import Lane
from domain.delivery import KEPT, LEASE, Delivery, Failed, Gone, Migrated, Outcome, RetryLater, Sent, next_try
from storage.columns import Moment, microseconds
from storage.database import Database
from storage.grouping import Grouped
from storage.recipients import PAGE
from storage.subscribers import Subscribers
from storage.tables import deliveries, events, pages
from storage.unbroken import unbroken

_TABLE = "deliveries"
_Row = dict[str, Any]
_INERT = select(pages.c.id).where(pages.c.inert_since.is_not(None))
_LEFT_BEHIND = LEASE * 60
"""An attempt at confirming that is older was cut off: its inert pages only stand in the way."""


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


class Deliveries:
    """The outbox. A row waits while it is ``due``; a lease moves ``due`` to the lease's end."""

    def __init__(self, db: Database, subscribers: Subscribers) -> None:
        self._db = db
        self._subscribers = subscribers
        self._settled = Grouped(self._write)

    async def lease(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Take up to ``limit`` due deliveries for ``LEASE``: the lowest lane first, in it the longest due.

        Nobody else gets them meanwhile; what is neither settled nor released is due again when the lease ends.
        """
        next_one = await self.next_due(now)
        if next_one is None or next_one > now:
            return ()
        taken: list[Delivery] = []
        async with self._db.writing() as connection:
            for lane in Lane:
                if len(taken) < limit:
                    rows = await connection.execute(_take(lane, now, limit - len(taken)))
                    taken += sorted((Delivery(*row) for row in rows), key=lambda delivery: delivery.id)
        return taken

    async def settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Record what came of a leased delivery; finishes although cancelled."""
        await unbroken(self._settle(delivery, outcome, now))

    async def release(self, leased: Sequence[Delivery]) -> None:
        """Give leases back, so that the next worker need not wait for their end."""
        given_back = type_coerce(type_coerce(deliveries.c.due, BigInteger) - microseconds(LEASE), Moment)
        ids = [delivery.id for delivery in leased]
        async with self._db.writing() as connection:
            held = update(deliveries).where(deliveries.c.id.in_(ids), deliveries.c.due.is_not(None))
            await connection.execute(held.values(due=given_back))

    async def reclaim(self, now: datetime) -> None:
        """Make what a dead worker held due again now. Only for the one sender, before it begins (bot/sole.py)."""
        held = update(deliveries).where(deliveries.c.due > now, deliveries.c.due <= now + LEASE)
        async with self._db.writing() as connection:
            await connection.execute(held.values(due=now))

    async def progress(self, number: int) -> Progress:
        """Return how far the present revision of an event has come; told chats count for ``KEPT``."""
        counted = (
            select(func.count(deliveries.c.due), func.count(deliveries.c.message), func.count(deliveries.c.why))
            .select_from(events.join(pages).join(deliveries))
            .where(events.c.number == number, pages.c.revision == events.c.revision, pages.c.inert_since.is_(None))
        )
        async with self._db.reading() as connection:
            return Progress(*(await connection.execute(counted)).one())

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when to lease next, ``now`` at the earliest, or None where nothing waits."""
        async with self._db.reading() as connection:
            firsts = [(await connection.execute(_first(lane))).scalar_one_or_none() for lane in Lane]
        return min((max(now, due) for due in firsts if due is not None), default=None)

    async def purge(self, now: datetime) -> None:
        """Drop what was settled more than ``KEPT`` ago, and pages left by attempts at confirming that were cut off."""
        expired = select(deliveries.c.id).where(deliveries.c.expires <= now).order_by(deliveries.c.id).limit(PAGE)
        while await self._delete(delete(deliveries).where(deliveries.c.id.in_(expired))):
            pass
        left = _INERT.where(pages.c.inert_since <= now - _LEFT_BEHIND).order_by(pages.c.id).limit(1)
        while await self._delete(delete(pages).where(pages.c.id.in_(left))):
            pass

    async def _settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        match outcome:
            case Sent(message_id):
                sealed = self._subscribers.sealer.seal_number(message_id, _TABLE, _place(delivery))
                await self._settled.add(_row(delivery, None, message=sealed, expires=now + KEPT))
            case Failed(why):
                await self._settled.add(_row(delivery, None, why=why, expires=now + KEPT))
            case RetryLater(after, everyone):
                tried = delivery.attempts if everyone else delivery.attempts + 1
                await self._settled.add(_row(delivery, next_try(now, delivery.attempts, after), attempts=tried))
            case Gone():
                await self._subscribers.erase_key(delivery.chat)
            case Migrated(chat_id):
                await self._follow(delivery, chat_id, now)

    async def _follow(self, delivery: Delivery, chat_id: int, now: datetime) -> None:
        moving = await self._subscribers.by_key(delivery.chat)
        if moving is not None:
            await self._subscribers.migrate(moving.chat_id, chat_id)
        await self._settled.add(_row(delivery, now))

    async def _write(self, rows: Sequence[_Row]) -> None:
        waiting = update(deliveries).where(deliveries.c.id == bindparam("its_id"), deliveries.c.due.is_not(None))
        async with self._db.writing() as connection:
            await connection.execute(
                waiting, sorted(rows, key=itemgetter("its_id"))
            )  # so that no two wait for each other

    async def _delete(self, some: Delete) -> int:
        async with self._db.writing() as connection:
            return (await connection.execute(some)).rowcount


def _row(delivery: Delivery, due: datetime | None, **settled: Any) -> _Row:
    unsettled = {"attempts": delivery.attempts, "message": None, "why": None, "expires": None}
    return {"its_id": delivery.id, "due": due, **unsettled, **settled}


def _place(delivery: Delivery) -> bytes:
    """Return where a sealed message number stands, so that it opens nowhere else."""
    return delivery.chat + struct.pack(">qq", delivery.event_number, delivery.revision)


def _first(lane: Lane) -> Select[Any]:
    waiting = select(deliveries.c.due).where(deliveries.c.lane == int(lane), deliveries.c.due.is_not(None))
    return waiting.where(deliveries.c.page_id.not_in(_INERT)).order_by(deliveries.c.due).limit(1)


def _take(lane: Lane, now: datetime, limit: int) -> Update:
    """Return the update that leases; it repeats its own condition, so that what another took meanwhile stays theirs."""
    due = deliveries.c.due <= now
    found = select(deliveries.c.id).where(deliveries.c.lane == int(lane), due, deliveries.c.page_id.not_in(_INERT))
    first = found.order_by(deliveries.c.due, deliveries.c.id).limit(limit).with_for_update(skip_locked=True).cte()
    taken = update(deliveries).where(deliveries.c.id.in_(select(first.c.id)), due).values(due=now + LEASE)
    row = deliveries.c
    return taken.returning(row.id, row.event_number, row.revision, row.chat, row.attempts)
