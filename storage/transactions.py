"""Transactions that are whole or nothing, cancelled or not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.translation import translated
from storage.unbroken import unbroken


class _Connection(AsyncConnection):
    """A connection whose statements are never cut off.

    Cut off, SQLAlchemy throws the connection away while aiosqlite's thread still works on it, and a half-read statement
    keeps SQLite's write lock until the garbage collector finds it: every writer then waits 30 s in vain.
    """

    async def execute(self, *args: Any, **options: Any) -> CursorResult[Any]:
        """Run a statement to its end, then pass on a cancellation that came meanwhile."""
        return await unbroken(super().execute(*args, **options))

    async def run_sync(self, *args: Any, **options: Any) -> Any:
        """Run synchronous code on the connection to its end, then pass on a cancellation that came meanwhile."""
        return await unbroken(super().run_sync(*args, **options))


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Give one transaction of ``engine``: committed at the end, rolled back on anything else, cancellation too."""
    with translated():
        connection = await _begun(engine)
        try:
            yield connection
            await unbroken(connection.commit())
        except BaseException:
            await unbroken(connection.rollback())
            raise
        finally:
            await unbroken(connection.close())


async def _begun(engine: AsyncEngine) -> AsyncConnection:
    beginning = asyncio.ensure_future(_begin(engine))
    try:
        return await asyncio.shield(beginning)
    except asyncio.CancelledError:
        with suppress(SQLAlchemyError, OSError):
            await unbroken(_abandon(beginning))
        raise


async def _begin(engine: AsyncEngine) -> AsyncConnection:
    connection = await _Connection(engine)
    try:
        await connection.begin()
    except BaseException:
        await connection.close()
        raise
    return connection


async def _abandon(beginning: "asyncio.Future[AsyncConnection]") -> None:
    connection = await beginning
    await connection.rollback()
    await connection.close()
