"""Who will be told of an event: pages of deliveries, inert until the event is confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Table, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey, Lane
from domain.event import Filed
from storage.columns import Moment
from storage.database import Database
from storage.errors import Overtaken
from storage.tables import deliveries, events, pages, subscribers

PAGE = 1_000
"""Chats a page: a transaction of some milliseconds, so that nobody waits for it."""

_COLUMNS = ("page_id", "event_number", "revision", "chat", "lane", "attempts", "due")


@dataclass(frozen=True, slots=True)
class Recipients:
    """The pages that one attempt at confirming writes; the newest ``claim`` on an event owns its inert pages."""

    filed: Filed
    claim: int
    now: datetime

    async def discard_older(self, db: Database) -> None:
        """Delete the inert pages of earlier attempts, cut off or overtaken."""
        older = self._of_event(pages) & pages.c.inert_since.is_not(None) & (pages.c.claim < self.claim)
        async with db.reading() as connection:
            left = (await connection.execute(select(pages.c.id).where(older))).scalars().all()
        for page in left:
            async with db.writing() as connection:
                await connection.execute(delete(pages).where(pages.c.id == page))

    async def write(self, db: Database, lanes: Mapping[ChatKey, Lane]) -> None:
        """Write inert pages for ``lanes``; raise Overtaken as soon as another attempt holds the claim."""
        held = select(events.c.claim).where(events.c.number == self.filed.number).with_for_update(read=True)
        chats = iter(lanes.items())
        while part := tuple(islice(chats, PAGE)):
            async with db.writing() as connection:
                if (await connection.execute(held)).scalar_one() != self.claim:
                    raise Overtaken
                await self.add(connection, part)

    async def add(self, connection: AsyncConnection, chats: Sequence[tuple[ChatKey, Lane]]) -> None:
        """Write one inert page; chats erased meanwhile are left out."""
        row = {"event_number": self.filed.number, "revision": self.filed.event.revision}
        added = insert(pages).values(**row, claim=self.claim, inert_since=self.now).returning(pages.c.id)
        page = (await connection.execute(added)).scalar_one()
        for lane in Lane:
            keys = [key for key, its_lane in chats if its_lane is lane]
            if keys:
                await self._add_chats(connection, page, lane, keys)

    async def remove(self, connection: AsyncConnection, keys: Sequence[ChatKey]) -> None:
        """Take chats off the pages."""
        await connection.execute(delete(deliveries).where(self._of_event(deliveries), deliveries.c.chat.in_(keys)))

    async def make_live(self, connection: AsyncConnection) -> int:
        """Let the pages be delivered; return how many chats they hold."""
        this = self._of_event(pages) & (pages.c.claim == self.claim)
        await connection.execute(update(pages).where(this).values(inert_since=None))
        held = select(func.count()).select_from(deliveries.join(pages)).where(this)
        return (await connection.execute(held)).scalar_one()

    def _of_event(self, table: Table) -> ColumnElement[bool]:
        same: ColumnElement[bool] = table.c.event_number == self.filed.number
        return same & (table.c.revision == self.filed.event.revision)

    async def _add_chats(self, connection: AsyncConnection, page: int, lane: Lane, keys: Sequence[ChatKey]) -> None:
        present = select(
            literal(page),
            literal(self.filed.number),
            literal(self.filed.event.revision),
            subscribers.c.key,
            literal(int(lane)),
            literal(0),
            literal(self.now, Moment),
        ).where(subscribers.c.key.in_(keys))
        locked = present.with_for_update(read=True, key_share=True)  # PostgreSQL: an erasure waits, then takes these
        await connection.execute(insert(deliveries).from_select(_COLUMNS, locked))
