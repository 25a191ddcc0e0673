"""Subscribers: one sealed row a chat, and who follows whom in memory only (SECURITY.md, C)."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, delete, exists, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey, Circle
from domain.subscription import Subscriber
from storage import changes
from storage.database import Database
from storage.outbox_tables import deliveries
from storage.packs import exchange, take_off
from storage.sealing import Sealer
from storage.subscriber_codec import decode, encode
from storage.tables import subscribers
from storage.unbroken import unbroken

_TABLE = "subscribers"
_SLICE = 500
"""Rows opened at once: a few milliseconds of the event loop."""

_PAST_EVERY_KEY = b"\xff" * 17


class Subscribers:
    """The subscribers of the store. ``circle`` is who follows whom, as of version ``seen`` or a little later."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self.circle = Circle()
        self.seen = 0
        self.sealer = sealer
        self._db = db
        self._keys: set[ChatKey] = set()
        self._watching: list[set[ChatKey]] = []
        self._erasures = 0
        self._step = asyncio.Lock()  # a commit and its effect on the circle are one step

    async def load(self) -> None:
        """Fill the circle; raise SealError where the key is not the one of this database."""
        await self.refresh()

    async def refresh(self) -> None:
        """Bring the circle up to what other processes changed or erased."""
        async with self._step:
            versions = await changes.versions(self._db)
            if versions[changes.SUBSCRIBERS] != self.seen:
                await self._take_changed()
                self.seen = versions[changes.SUBSCRIBERS]
            if versions[changes.ERASURES] != self._erasures:
                await self._drop_erased()
                self._erasures = versions[changes.ERASURES]

    @contextmanager
    def leaving(self) -> Iterator[set[ChatKey]]:
        """Collect the chats that are erased while the block runs, those of other processes as they are noticed."""
        left: set[ChatKey] = set()
        self._watching.append(left)
        try:
            yield left
        finally:
            self._watching.remove(left)

    async def get(self, chat_id: int) -> Subscriber | None:
        """Return what is kept of a chat, or None."""
        return await self.by_key(self.sealer.chat_key(chat_id))

    async def by_key(self, key: ChatKey) -> Subscriber | None:
        """Return what is kept under this key, or None; raise SealError."""
        async with self._db.reading() as connection:
            return await self._read(connection, key)

    async def at_once(self, key: ChatKey) -> Subscriber | None:
        """Return what is kept of the chat under this key, from memory where it was read; None once it is erased."""
        return self.circle.get(key) or await self.by_key(key)

    async def put(self, subscriber: Subscriber) -> None:
        """Add or replace a chat; once this returns it survives a power cut."""
        await unbroken(self._put(subscriber))

    async def change(self, chat_id: int, change: Callable[[Subscriber], Subscriber]) -> Subscriber | None:
        """Store what ``change`` makes of what is kept of a chat, as one step; None where nothing is kept."""
        return await unbroken(self._change(self.sealer.chat_key(chat_id), change))

    async def erase(self, chat_id: int) -> None:
        """Forget a chat at once, with every delivery to it."""
        await self.erase_key(self.sealer.chat_key(chat_id))

    async def erase_key(self, key: ChatKey) -> None:
        """Forget the chat under this key at once, with every delivery to it; its remnants are wiped soon after."""
        await unbroken(self._erase(key))

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Move a group and its waiting deliveries to its new id; what both asked for merges where that is known.

        Sealed message numbers are left behind: the new chat numbers its messages anew.
        """
        if old_chat_id != new_chat_id:
            await unbroken(self._migrate(self.sealer.chat_key(old_chat_id), new_chat_id))

    async def version(self) -> int:
        """Return the version of the subscribers in the database."""
        return (await changes.versions(self._db))[changes.SUBSCRIBERS]

    async def count(self) -> int:
        """Return how many chats are kept."""
        async with self._db.reading() as connection:
            return (await connection.execute(select(func.count()).select_from(subscribers))).scalar_one()

    async def changed_since(self, connection: AsyncConnection, version: int) -> Sequence[tuple[ChatKey, Subscriber]]:
        """Return the chats that changed after ``version``, as this transaction sees them."""
        rows = await connection.execute(_after(version, _PAST_EVERY_KEY))
        return [(row.key, self._open(row)) for row in rows]

    async def _take_changed(self) -> None:
        version, key = self.seen, _PAST_EVERY_KEY
        while rows := await self._all(_after(version, key).limit(_SLICE)):
            for row in rows:
                self._remember(row.key, self._open(row))
            version, key = rows[-1].version, rows[-1].key
            await asyncio.sleep(0)

    async def _drop_erased(self) -> None:
        gone = set(self._keys)
        last = b""
        query = select(subscribers.c.key).order_by(subscribers.c.key).limit(_SLICE)
        while rows := await self._all(query.where(subscribers.c.key > last)):
            gone.difference_update(row.key for row in rows)
            last = rows[-1].key
        for key in gone:
            self._drop(key)

    async def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        async with self._db.reading() as connection:
            return list(await connection.execute(query))

    async def _read(self, connection: AsyncConnection, key: ChatKey) -> Subscriber | None:
        row = (await connection.execute(select(subscribers).where(subscribers.c.key == key))).one_or_none()
        return None if row is None else self._open(row)

    def _open(self, row: Row[Any]) -> Subscriber:
        return decode(self.sealer.unseal(row.sealed, _TABLE, row.key))

    async def _put(self, subscriber: Subscriber) -> None:
        key = self.sealer.chat_key(subscriber.chat_id)
        async with self._step:
            async with self._db.durable() as connection:
                await self._write(connection, key, subscriber)
            self._remember(key, subscriber)

    async def _change(self, key: ChatKey, change: Callable[[Subscriber], Subscriber]) -> Subscriber | None:
        async with self._step:
            async with self._db.durable() as connection:
                await changes.hold(connection, changes.SUBSCRIBERS)
                kept = await self._read(connection, key)
                if kept is None:
                    return None
                changed = change(kept)
                await self._write(connection, key, changed)
            self._remember(key, changed)
            return changed

    async def _write(self, connection: AsyncConnection, key: ChatKey, subscriber: Subscriber) -> None:
        version = await changes.bump(connection, changes.SUBSCRIBERS)
        row = {"sealed": self.sealer.seal(encode(subscriber), _TABLE, key), "version": version}
        written = self._db.insert(subscribers).values(key=key, **row)
        await connection.execute(written.on_conflict_do_update(index_elements=["key"], set_=row))

    async def _erase(self, key: ChatKey) -> None:
        async with self._step:
            async with self._db.durable() as connection:
                await changes.hold(connection, changes.ERASURES, changes.SUBSCRIBERS)
                erased = await _delete(connection, key)
            if erased:
                self._noticed(erased)
            self._drop(key)
        self._db.forget_remnants()

    async def _migrate(self, old: ChatKey, new_chat_id: int) -> None:
        new = self.sealer.chat_key(new_chat_id)
        async with self._step:
            async with self._db.durable() as connection:
                await changes.hold(connection, changes.ERASURES, changes.SUBSCRIBERS)
                leaving = await self._read(connection, old)
                if leaving is None:
                    return
                present = await self._read(connection, new)
                moved = present.taking_over(leaving) if present else replace(leaving, chat_id=new_chat_id)
                await self._write(connection, new, moved)
                await exchange(connection, old, new)
                await _move_deliveries(connection, old, new)
                erased = await _delete(connection, old)
            self._noticed(erased)
            self._drop(old)
            self._remember(new, moved)
        self._db.forget_remnants()

    def _noticed(self, erasures: int) -> None:
        """Spare the next refresh its search, where nobody else erased between."""
        if erasures == self._erasures + 1:
            self._erasures = erasures

    def _remember(self, key: ChatKey, subscriber: Subscriber) -> None:
        self.circle.put(key, subscriber)
        self._keys.add(key)

    def _drop(self, key: ChatKey) -> None:
        self.circle.remove(key)
        self._keys.discard(key)
        for left in self._watching:
            left.add(key)


def _after(version: int, key: ChatKey) -> Select[Any]:
    at = tuple_(subscribers.c.version, subscribers.c.key)
    return select(subscribers).where(at > tuple_(version, key)).order_by(subscribers.c.version, subscribers.c.key)


async def _delete(connection: AsyncConnection, key: ChatKey) -> int:
    """Delete a chat, its deliveries with it; return the new count of erasures, 0 where there was no such chat."""
    await take_off(connection, key)  # first, as the outbox locks them: pages, then chats
    found = await connection.execute(delete(subscribers).where(subscribers.c.key == key))
    if not found.rowcount:
        return 0
    erasures = await changes.bump(connection, changes.ERASURES)
    await changes.bump(connection, changes.SUBSCRIBERS)
    return erasures


async def _move_deliveries(connection: AsyncConnection, old: ChatKey, new: ChatKey) -> None:
    """Let a group that moved be told what waits for it, and hear of corrections of what it was told.

    It numbers its messages anew: that it was told is known, in which message is not.
    """
    row, other = deliveries.c, deliveries.alias()
    same = (other.c.event_number == row.event_number, other.c.revision == row.revision)
    told_here = exists().where(other.c.chat == old, *same, or_(other.c.message.is_not(None), other.c.tried))
    await connection.execute(update(deliveries).where(row.chat == new, told_here).values(tried=True))
    its = update(deliveries).where(row.chat == old, ~exists().where(other.c.chat == new, *same))
    await connection.execute(its.where(row.message.is_not(None)).values(tried=True, message=None))
    await connection.execute(its.values(chat=new))
