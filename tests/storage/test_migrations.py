"""The migrations bring a database, empty or old, to the tables of this version."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, update
from sqlalchemy.engine import make_url

import storage.outbox_tables  # noqa: F401 - its tables join the others
from storage import changes, tables
from storage.database import Database
from storage.engines import postgresql_engines, sqlite_engines
from storage.errors import ForeignSchemaError, NewerSchemaError

alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32)))


async def test_migrations_end_at_the_tables_of_the_program(database: Database) -> None:
    async with database.reading() as connection:
        differences = await connection.run_sync(
            lambda bound: compare_metadata(MigrationContext.configure(bound), tables.metadata)
        )
    assert differences == []


async def test_every_subject_has_its_counter(database: Database) -> None:
    assert await changes.versions(database) == dict.fromkeys(
        ("deliveries", "erasures", "events", "people", "subscribers"), 0
    )


async def test_a_newer_database_is_refused_and_left_alone(empty_database_url: str) -> None:
    database = await Database.open(empty_database_url)
    async with database.writing() as connection:
        await connection.execute(update(alembic_version).values(version_num="9999"))
    with pytest.raises(NewerSchemaError, match="newer"):
        await Database.open(empty_database_url)
    async with database.reading() as connection:
        assert (await connection.execute(select(alembic_version.c.version_num))).scalar_one() == "9999"
    await database.close()


async def test_a_database_of_another_program_is_left_alone(empty_database_url: str, tmp_path: object) -> None:
    url = make_url(empty_database_url)
    if url.get_backend_name() == "sqlite":
        url = url.set(database=f"{tmp_path}/theirs.db")
    engines = sqlite_engines(url.database) if url.get_backend_name() == "sqlite" else postgresql_engines(url)  # type: ignore[arg-type]
    theirs = Table("people", MetaData(), Column("age", Integer))
    async with engines.writing.begin() as connection:
        await connection.run_sync(theirs.create)
        await connection.execute(insert(theirs).values(age=40))
    with pytest.raises(ForeignSchemaError, match="not Zvestka's"):
        await Database.open(url.render_as_string(hide_password=False))
    async with engines.reading.connect() as connection:
        assert (await connection.execute(select(theirs.c.age))).scalar_one() == 40
    await engines.dispose()
