"""Keeps memory in step with the store: names to find, and who follows whom, also when another process changes them."""

import asyncio
import gc
import logging

from domain.names import NameIndex
from domain.ports import Clock
from storage.changes import versions
from storage.people import Cursor, People
from storage.store import Store

log = logging.getLogger("zvestka.indexing")

LOOK_SECONDS = 0.5
BATCH = 500
SMALL_BATCH = 50
PAUSE_SECONDS = 0.001
"""Rest after every person while the bot answers: a look-up needs many turns of the loop, and must get each soon."""


class IndexWorker:
    """Looks every half second for changes by other processes (PRODUCT.md, Settled); rings ``bell`` for new names."""

    def __init__(self, store: Store, names: NameIndex, clock: Clock, bell: asyncio.Event) -> None:
        self._store = store
        self._names = names
        self._clock = clock
        self._bell = bell
        self._seen: dict[str, int] = {}
        self._cursor = Cursor()

    async def load(self) -> None:
        """Fill the index and the circle at start."""
        self._seen = dict(await versions(self._store.database))
        await self._store.subscribers.load()
        self._cursor = await take_names(self._store.people, self._names, self._cursor)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._clock.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Take over what has changed since the last look."""
        now = dict(await versions(self._store.database))
        if now.get("subscribers") != self._seen.get("subscribers"):
            await self._store.subscribers.refresh()
        if now.get("people") != self._seen.get("people"):
            await self._take_gently()
            self._bell.set()
        self._seen = now

    async def _take_gently(self) -> None:
        while batch := await self._store.people.spelled_since(self._cursor, SMALL_BATCH):
            for spelled in batch:
                self._names.put(spelled.code, spelled.spellings)
                self._cursor = spelled.cursor
                await self._clock.sleep(PAUSE_SECONDS)


async def take_names(people: People, names: NameIndex, cursor: Cursor) -> Cursor:
    """Put everybody who changed after ``cursor`` into ``names`` at full speed; return where to go on next time."""
    while batch := await people.spelled_since(cursor, BATCH):
        for spelled in batch:
            names.put(spelled.code, spelled.spellings)
        cursor = batch[-1].cursor
    return cursor


def settle_memory() -> None:
    """Keep the collector off an index that lives as long as we do: a full round over it stops everybody for 0.1 s."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], 1_000)
