"""Keeps memory in step with the store: names to find, and who follows whom, also when another process changes them."""

import asyncio
import logging

from domain.names import NameIndex
from domain.ports import Clock
from storage.changes import versions
from storage.people import Cursor, People
from storage.store import Store

log = logging.getLogger("zvestka.indexing")

LOOK_SECONDS = 0.5
BATCH = 500
SLICE = 20
"""Names put into the index before others get their turn: a look-up never waits longer than a slice."""


class IndexWorker:
    """Looks every half second for changes by other processes (PRODUCT.md, Settled)."""

    def __init__(self, store: Store, names: NameIndex, clock: Clock) -> None:
        self._store = store
        self._names = names
        self._clock = clock
        self._seen: dict[str, int] = {}
        self._cursor = Cursor()

    async def load(self) -> None:
        """Fill the index and the circle at start."""
        await self._store.subscribers.load()
        await self.look()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._clock.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Take over what has changed since the last look."""
        now = dict(await versions(self._store.database))
        if now.get("people") != self._seen.get("people"):
            self._cursor = await take_names(self._store.people, self._names, self._cursor)
        if self._seen and now.get("subscribers") != self._seen.get("subscribers"):
            await self._store.subscribers.refresh()
        self._seen = now


async def take_names(people: People, names: NameIndex, cursor: Cursor) -> Cursor:
    """Put everybody who changed after ``cursor`` into ``names``, in slices; return where to go on next time."""
    while batch := await people.spelled_since(cursor, BATCH):
        for start in range(0, len(batch), SLICE):
            for spelled in batch[start : start + SLICE]:
                names.put(spelled.code, spelled.spellings)
            await asyncio.sleep(0)
        cursor = batch[-1].cursor
    return cursor
