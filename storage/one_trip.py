"""aiosqlite for SQLAlchemy, a statement at a time: one trip to the connection's thread where SQLAlchemy makes four.

Waking a thread costs more than most of our statements (docs/decisions/0016-one-trip.md).
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

_Done = tuple[Sequence[Any], Any, int, int | None]
"""Rows, their description, how many were changed, and the last number given."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that lives in the thread for one statement only; here are its results."""

    __slots__ = ("description", "lastrowid", "rowcount")
    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection  # noqa: SLF001 - as the class this one takes the place of
        self._cursor = None
        self._soft_closed_memoized = {}
        self._note(((), None, -1, None))

    async def _execute_async(self, operation: str, parameters: Sequence[Any] | None) -> None:
        await self._run(sqlite3.Connection.execute, operation, parameters or ())

    async def _executemany_async(self, operation: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._run(sqlite3.Connection.executemany, operation, parameters)

    async def _run(self, execute: Callable[..., sqlite3.Cursor], operation: str, parameters: Sequence[Any]) -> None:
        thread = self._connection
        self._note(await thread._execute(_done, execute, thread, operation, parameters))  # noqa: SLF001 - its one door

    def _note(self, done: _Done) -> None:
        rows, self.description, self.rowcount, self.lastrowid = done
        self._rows = deque(rows)


def _done(execute: Callable[..., sqlite3.Cursor], thread: Any, operation: str, parameters: Sequence[Any]) -> _Done:
    """Run a statement to its end, in the connection's thread."""
    cursor = execute(thread._conn, operation, parameters)  # noqa: SLF001 - the sqlite3 connection
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


class OneTrip(AsyncAdapt_aiosqlite_dbapi):
    """What ``create_async_engine`` takes as ``module``."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **named: Any) -> _Connection:
        """Open a connection with a thread of its own."""
        return _Connection(self, super().connect(*arguments, **named)._connection)  # noqa: SLF001 - opened, unwrapped
