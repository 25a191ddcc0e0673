"""Who will be told of an event: pages of packed chats, inert until the event is confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey, Lane, Place, lane_at
from domain.event import Filed
from storage.database import Database
from storage.errors import Overtaken
from storage.outbox_tables import packs, pages
from storage.packing import packed
from storage.packs import take_off
from storage.tables import events

Part = tuple[Place, Sequence[ChatKey]]

_TOGETHER = 10
"""Pages a transaction: of 1,000 chats each, some milliseconds, so that nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The pages that one attempt at confirming writes; the newest ``claim`` on an event owns its inert pages."""

    filed: Filed
    claim: int
    now: datetime

    async def discard_older(self, db: Database) -> None:
        """Delete the inert pages of earlier attempts, cut off or overtaken."""
        older = self._of_event() & pages.c.inert_since.is_not(None) & (pages.c.claim < self.claim)
        async with db.reading() as connection:
            left = (await connection.execute(select(pages.c.id).where(older))).scalars().all()
        for page in left:
            async with db.writing() as connection:
                await connection.execute(delete(pages).where(pages.c.id == page))

    async def write(self, db: Database, parts: Iterable[Part]) -> None:
        """Write an inert page for each of ``parts``; raise Overtaken as soon as another attempt holds the claim."""
        held = select(events.c.claim).where(events.c.number == self.filed.number).with_for_update(read=True)
        waiting = iter(parts)
        while batch := tuple(islice(waiting, _TOGETHER)):
            async with db.writing() as connection:
                if (await connection.execute(held)).scalar_one() != self.claim:
                    raise Overtaken
                await self.add(connection, batch)

    async def add(self, connection: AsyncConnection, parts: Sequence[Part]) -> None:
        """Write an inert page for each of ``parts``."""
        this: dict[str, object] = {
            "event_number": self.filed.number,
            "revision": self.filed.event.revision,
            "claim": self.claim,
        }
        rows = [this | self._stood(place) | {"size": len(keys)} for place, keys in parts]
        added = insert(pages).returning(pages.c.id, sort_by_parameter_order=True)
        numbers = (await connection.execute(added, rows)).scalars().all()
        held = [{"page_id": number, "chats": packed(keys)} for number, (_, keys) in zip(numbers, parts, strict=True)]
        await connection.execute(insert(packs), held)

    async def remove(self, connection: AsyncConnection, key: ChatKey) -> None:
        """Take a chat off the pages."""
        await take_off(connection, key, self._mine())

    async def make_live(self, connection: AsyncConnection) -> int:
        """Let the pages be delivered; return how many chats they hold."""
        held = select(func.coalesce(func.sum(pages.c.size), 0)).where(self._mine())
        await connection.execute(update(pages).where(self._mine()).values(inert_since=None))
        return int((await connection.execute(held)).scalar_one())

    def _stood(self, place: Place) -> dict[str, object]:
        """Return the lane of a page and when it is due: at once, or with the next digest of its chats."""
        due = self.now if isinstance(place, Lane) else place.after(self.now)
        return {"lane": int(lane_at(place)), "inert_since": self.now, "due": due}

    def _of_event(self) -> ColumnElement[bool]:
        same: ColumnElement[bool] = pages.c.event_number == self.filed.number
        return same & (pages.c.revision == self.filed.event.revision)

    def _mine(self) -> ColumnElement[bool]:
        return self._of_event() & (pages.c.claim == self.claim)
