"""Three engines for one database: reading, writing, and writing what must survive a power cut.

SQLite refuses to change ``synchronous`` inside a transaction, so durability belongs to the engine whose connections
set it when they connect; PostgreSQL follows the same plan with ``synchronous_commit``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.one_trip import OneTrip

BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another process: longer than any transaction of ours."""

_READERS = 4
_WRITERS = 4

_create = partial(
    create_async_engine,
    hide_parameters=True,  # an error that is logged must not show what was being stored
    json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
)


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines of one database; ``upkeep`` (SQLite only) begins no transactions."""

    reading: AsyncEngine
    writing: AsyncEngine
    durable: AsyncEngine
    upkeep: AsyncEngine | None = None

    async def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.reading, self.writing, self.durable, self.upkeep):
            if engine is not None:
                await engine.dispose()


def sqlite_engines(path: Path) -> Engines:
    """Return the engines of a SQLite file."""
    return Engines(
        reading=_sqlite(path, _READERS, "BEGIN", "PRAGMA query_only = ON"),
        writing=_sqlite(path, 1, "BEGIN IMMEDIATE", "PRAGMA synchronous = NORMAL"),
        durable=_sqlite(path, 1, "BEGIN IMMEDIATE", "PRAGMA synchronous = FULL"),
        upkeep=_sqlite(path, 1, "", "PRAGMA busy_timeout = 50"),  # gives way to whoever reads or writes
    )


def postgresql_engines(url: URL) -> Engines:
    """Return the engines of a PostgreSQL database."""
    url = _for_asyncpg(url)
    reading = _postgresql(url, _READERS, "on").execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    return Engines(
        reading=reading,
        writing=_postgresql(url, _WRITERS, "off"),
        durable=_postgresql(url, _WRITERS, "on"),
    )


def _for_asyncpg(url: URL) -> URL:
    """Return the URL with the driver's own word for what libpq calls ``sslmode``."""
    query = {("ssl" if word == "sslmode" else word): value for word, value in url.query.items()}
    return url.set(drivername="postgresql+asyncpg", query=query)


def _sqlite(path: Path, connections: int, begin: str, *pragmas: str) -> AsyncEngine:
    engine = _create(
        URL.create("sqlite+aiosqlite", database=str(path)),
        module=OneTrip(),
        connect_args={"isolation_level": None, "timeout": BUSY_MILLISECONDS / 1_000},  # transactions are ours to begin
        pool_size=connections,
        max_overflow=0,
        pool_reset_on_return=None,  # every transaction of ours ends in commit or rollback
    )
    event.listen(engine.sync_engine, "connect", _connect(pragmas))
    if begin:
        event.listen(engine.sync_engine, "begin", partial(_begin, begin))
    return engine


def _connect(pragmas: tuple[str, ...]) -> Callable[[Any, object], None]:
    ours = (
        "PRAGMA journal_mode = WAL",
        "PRAGMA secure_delete = ON",  # overwrites what is deleted (SECURITY.md, C)
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        *pragmas,
    )

    def set_pragmas(connection: Any, record: object) -> None:  # noqa: ARG001 - as SQLAlchemy calls it
        cursor = connection.cursor()
        for pragma in ours:
            cursor.execute(pragma)
        cursor.close()

    return set_pragmas


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _postgresql(url: URL, connections: int, synchronous_commit: str) -> AsyncEngine:
    settings = {"synchronous_commit": synchronous_commit, "lock_timeout": str(BUSY_MILLISECONDS)}
    return _create(
        url,
        connect_args={"server_settings": settings, "timeout": 10},
        pool_size=connections,
        max_overflow=connections,
    )
