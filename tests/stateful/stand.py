"""One store for many sequences: emptied between two, so that one costs little."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from sqlalchemy import delete, update

from storage.deliveries import Deliveries
from storage.events import Events
from storage.grouping import Grouped
from storage.people import People
from storage.sealing import Sealer
from storage.store import Store
from storage.subscribers import Subscribers
from storage.tables import changes, events, people, subscribers
from tests.storage.samples import TODAY, person
from texts.phrasebook import Phrasebook

_KEY = bytes(range(64))
"""Always the same one, so that the same steps lease in the same order."""

PEOPLE = ("viasna:1", "viasna:2")


class _InPlace:
    """Takes the place of aiosqlite's queue and thread: the same calls to the same SQLite, without the way there.

    A sequence makes a thousand of them, and two threads that wake each other cost more than all that they do.
    """

    daemon = True

    def __init__(self, **_: object) -> None:
        """Take what a thread would be given."""

    def start(self) -> None:
        """Start nothing."""

    def put_nowait(self, item: tuple["asyncio.Future[Any] | None", Callable[[], Any]]) -> None:
        """Do what a thread would have done."""
        future, function = item
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - handed on to whoever waits
            if future:
                future.set_exception(error)
        else:
            if future:
                future.set_result(result)


class Interrupted(Subscribers):
    """Subscribers while whose reading, for a confirmation, something else may happen."""

    meddling: Callable[[], Awaitable[None]] | None = None
    looks_left = 0

    async def refresh(self) -> None:
        await super().refresh()
        self.looks_left -= 1
        if self.meddling and self.looks_left == 0:
            await self.meddling()
            await super().refresh()


class Stand:
    """A database on a fast disk, and the loop on which everything runs; ``tally`` counts what happened in all."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self.phrasebook = Phrasebook.load()
        self.tally: dict[str, int] = {}
        self._store = self.runner.run(Store.open(f"sqlite:///{folder}/store/zvestka.db", folder / "secret" / "key"))

    def close(self) -> None:
        """Close the database and the loop."""
        self.runner.run(self._store.close())
        self.runner.close()

    def count(self, what: str, by: int = 1) -> None:
        """Count something that happened."""
        self.tally[what] = self.tally.get(what, 0) + by

    async def emptied(self) -> tuple[Store, Interrupted]:
        """Return the store as if it had just been opened for the first time, with two people who are held."""
        db, sealer = self._store.database, Sealer(_KEY)
        async with db.writing() as connection:
            for table in (events, people, subscribers):
                await connection.execute(delete(table))
            await connection.execute(update(changes).values(version=0))
        known = Interrupted(db, sealer)
        outbox = Deliveries(db, known)
        outbox._settled = Grouped(outbox._write)  # apart only by what a transaction takes
        store = replace(
            self._store, sealer=sealer, people=People(db), events=Events(db), subscribers=known, deliveries=outbox
        )
        await store.people.put([person(number) for number in (1, 2)], TODAY)
        return store, known


@contextmanager
def opened_stand() -> Iterator[Stand]:
    """Open a stand, in memory where the machine has such a folder, and close it."""
    memory = Path("/dev/shm")
    in_place = patch.multiple("aiosqlite.core", SimpleQueue=_InPlace, Thread=_InPlace)
    with TemporaryDirectory(prefix="zv", dir=memory if memory.is_dir() else None) as folder, in_place:
        stand = Stand(Path(folder))
        try:
            yield stand
        finally:
            stand.close()
