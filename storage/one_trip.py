"""aiosqlite for SQLAlchemy, a statement at a time: one trip to the connection's thread where SQLAlchemy makes four.

Waking a thread costs more than most of our statements do.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


@dataclass(frozen=True, slots=True)
class _Results:
    """What a cursor had to say when its statement had run: it lives no longer than that."""

    rows: Sequence[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None

    def close(self) -> None:
        """Do nothing: what there was to close is closed."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()
    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection  # noqa: SLF001 - as in the class this takes the place of
        self._soft_closed_memoized = {}  # type: ignore[assignment]  # its type is not public
        self._take(_Results())

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        await self._run(sqlite3.Connection.execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, parameters: Any) -> None:
        await self._run(sqlite3.Connection.executemany, operation, parameters)

    async def _run(self, execute: Callable[..., sqlite3.Cursor], operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        self._take(await connection._execute(_run, execute, connection, operation, parameters))  # noqa: SLF001 - its door

    def _take(self, results: Any) -> None:
        self._cursor, self._rows = results, deque(results.rows)


def _run(execute: Callable[..., sqlite3.Cursor], connection: Any, operation: Any, parameters: Any) -> _Results:
    """Run a statement to its end, in the connection's thread."""
    cursor = execute(connection._conn, operation, parameters)  # noqa: SLF001 - sqlite3's own
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return _Results(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls: Any = _Cursor


class OneTrip(AsyncAdapt_aiosqlite_dbapi):
    """What ``create_async_engine`` takes as ``module``."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **named: Any) -> _Connection:
        """Open a connection with a thread of its own."""
        return _Connection(self, super().connect(*arguments, **named)._connection)  # noqa: SLF001 - opened, unwrapped
