"""One database, by URL: SQLite or PostgreSQL, opened, brought up to date, and read or written in transactions."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Self

from sqlalchemy import URL, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engines import Engines, postgresql_engines, sqlite_engines
from storage.errors import BusyError, OpenError, StorageError, UrlError
from storage.migrations import upgrade
from storage.remnants import Remnants
from storage.transactions import transaction
from storage.unbroken import unbroken

FIRST_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 0.05
"""How long, and how often, an opening is tried again that was turned away at once; a lock that lasts is waited for."""


class Database:
    """Gives transactions. Reads never wait for writes; the writers of one process queue fairly.

    ``outbox_bell`` is rung when this process has put something into the outbox; others do so without a sound.
    """

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self.outbox_bell = asyncio.Event()
        self._turn = asyncio.Lock()
        self._remnants = Remnants(engines.upkeep, self._turn) if engines.upkeep else None

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open ``sqlite:///path`` or ``postgresql://…`` and migrate it; a StorageError says what to do."""
        engines = _engines(url)
        try:
            await _migrated(engines)
        except BaseException as error:
            await unbroken(engines.dispose())
            if type(error) is StorageError:
                raise OpenError from error
            raise
        return cls(engines)

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give one snapshot to read from."""
        return transaction(self._engines.reading)

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give one transaction, committed at the end; a power cut may undo it, a killed process cannot."""
        return self._in_turn(self._engines.writing)

    def durable(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Give one transaction that, once committed, survives a power cut."""
        return self._in_turn(self._engines.durable)

    def insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        """Return an insert that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update`` on this engine."""
        return sqlite.insert(table) if self._engines.upkeep else postgresql.insert(table)

    def forget_remnants(self) -> None:
        """Empty the write-ahead log soon, in the background: deleted rows still stand there."""
        if self._remnants is not None:
            self._remnants.wipe_soon()

    async def remnants_wiped(self) -> None:
        """Wait until the log is emptied, where that was asked for."""
        if self._remnants is not None:
            await self._remnants.finish()

    async def close(self) -> None:
        """Finish what runs in the background and close every connection."""
        await self.remnants_wiped()
        await unbroken(self._engines.dispose())

    @asynccontextmanager
    async def _in_turn(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        one_writer = self._engines.upkeep is not None
        async with self._turn if one_writer else nullcontext(), transaction(engine) as connection:
            yield connection


async def _migrated(engines: Engines) -> None:
    """Migrate; again where another process is just turning a new SQLite file to WAL, for which SQLite does not wait."""
    loop = asyncio.get_running_loop()
    patient_until = loop.time() + FIRST_SECONDS
    while True:
        try:
            return await _migrate(engines)
        except BusyError:
            if loop.time() > patient_until:
                raise
        await asyncio.sleep(FIRST_PAUSE_SECONDS)


async def _migrate(engines: Engines) -> None:
    async with transaction(engines.durable) as connection:
        await upgrade(connection)


def _engines(text: str) -> Engines:
    try:
        url = make_url(text)
    except ArgumentError:
        raise UrlError from None
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return sqlite_engines(_prepared(url))
    if url.get_backend_name() in {"postgresql", "postgres"} and url.database:
        return postgresql_engines(url)
    raise UrlError


def _prepared(url: URL) -> Path:
    """Make the file of a SQLite database, which nobody else may read, and return its path."""
    path = Path(url.database or "").expanduser().absolute()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        message = f"The database {path} cannot be opened ({error.strerror}). Check ZVESTKA_DATABASE_URL and its folder."
        raise OpenError(message) from error
    return path
