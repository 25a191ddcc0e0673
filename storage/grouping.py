"""Group commit: what many write at the same moment shares one transaction, and nobody waits for company."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from storage.unbroken import unbroken

Written = TypeVar("Written")


@dataclass(slots=True)
class _Batch(Generic[Written]):
    rows: list[Written] = field(default_factory=list)
    writing: "asyncio.Future[None] | None" = None


class Grouped(Generic[Written]):
    """Writes rows in batches, ``apart`` seconds between two; what comes meanwhile shares the next one.

    A row that comes alone is written at once.
    """

    def __init__(self, write: Callable[[Sequence[Written]], Awaitable[None]], apart: float = 0.0) -> None:
        self._write = write
        self._apart = apart
        self._next = 0.0
        self._gathering = _Batch[Written]()
        self._turn = asyncio.Lock()

    async def add(self, row: Written) -> None:
        """Return once ``row`` is written, cancelled or not; an error is raised to all whose row shared the batch."""
        batch = self._gathering
        batch.rows.append(row)
        if batch.writing is None:
            batch.writing = asyncio.ensure_future(self._write_next(batch))
        await unbroken(batch.writing)

    async def _write_next(self, batch: _Batch[Written]) -> None:
        loop = asyncio.get_running_loop()
        async with self._turn:
            if (wait := self._next - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._next = loop.time() + self._apart
            self._gathering = _Batch()
            await self._write(batch.rows)
