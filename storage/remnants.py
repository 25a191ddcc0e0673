"""What a deletion leaves in SQLite's write-ahead log, and wiping it (SECURITY.md, C)."""

import asyncio

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

_TRIES = 20
_PAUSE_SECONDS = 0.1
"""Readers that hold the log are done in milliseconds; what is left after all tries, the next wipe takes."""


class Remnants:
    """Empties the log in the background: one wipe at a time serves everything deleted before it."""

    def __init__(self, engine: AsyncEngine, turn: asyncio.Lock) -> None:
        self._engine = engine
        self._turn = turn
        self._wiping: asyncio.Task[None] | None = None
        self._again = False

    def wipe_soon(self) -> None:
        """Begin a wipe, or have one more after the one that runs."""
        self._again = True
        if self._wiping is None or self._wiping.done():
            self._wiping = asyncio.create_task(self._wipe())

    async def finish(self) -> None:
        """Wait for the wipe that runs."""
        if self._wiping is not None:
            await self._wiping

    async def _wipe(self) -> None:
        while self._again:
            self._again = False
            for _ in range(_TRIES):
                if await self._emptied():
                    break
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _emptied(self) -> bool:
        """Return whether nobody was in the way; our own writers wait meanwhile."""
        async with self._turn, self._engine.connect() as connection:
            try:
                answer = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                return bool(answer.scalar_one() == 0)
            except DBAPIError:
                return False
