"""Group commit: what many write at the same moment shares one transaction, and nobody waits for company."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Written = TypeVar("Written")


@dataclass(slots=True)
class _Batch(Generic[Written]):
    rows: list[Written] = field(default_factory=list)
    writing: "asyncio.Future[None] | None" = None


class Grouped(Generic[Written]):
    """Writes rows in batches: while one batch is written, the next one gathers; alone, a row is written at once."""

    def __init__(self, write: Callable[[Sequence[Written]], Awaitable[None]]) -> None:
        self._write = write
        self._gathering = _Batch[Written]()
        self._turn = asyncio.Lock()

    async def add(self, row: Written) -> None:
        """Return once ``row`` is written; an error is raised to everybody whose row shared the batch."""
        batch = self._gathering
        batch.rows.append(row)
        if batch.writing is None:
            batch.writing = asyncio.ensure_future(self._write_next(batch))
        await asyncio.shield(batch.writing)

    async def _write_next(self, batch: _Batch[Written]) -> None:
        async with self._turn:
            self._gathering = _Batch()
            await self._write(batch.rows)
