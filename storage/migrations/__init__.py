"""Bringing a database to the tables of this version: Alembic, run by the program at its start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.errors import ForeignSchemaError, NewerSchemaError

_ADVISORY_LOCK = 0x5A564553544B41
"""Any number that is ours ("ZVESTKA"): PostgreSQL locks it until the transaction ends."""


async def upgrade(connection: AsyncConnection) -> None:
    """Migrate inside the transaction of ``connection``: all of it or nothing, and one process at a time.

    SQLite is locked already, its transactions beginning IMMEDIATE; PostgreSQL takes an advisory lock.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    await connection.run_sync(_upgrade)


def configuration() -> Config:
    """Return Alembic's configuration: where the migrations stand."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    config = configuration()
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    _refuse_strangers(connection, scripts, current)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_strangers(connection: Connection, scripts: ScriptDirectory, current: str | None) -> None:
    if current is None:
        if set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise ForeignSchemaError
        return
    try:
        scripts.get_revision(current)
    except CommandError:
        raise NewerSchemaError from None
