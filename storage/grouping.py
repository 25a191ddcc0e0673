"""Group commit: what many ask or write at the same moment shares one transaction, and nobody waits for company."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from storage.unbroken import unbroken

Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(slots=True)
class _Batch(Generic[Row, Made]):
    rows: list[Row] = field(default_factory=list)
    writing: "asyncio.Future[Sequence[Made | Exception]] | None" = None


class Grouped(Generic[Row, Made]):
    """Hands rows to ``write`` in batches, ``apart`` seconds between two; what comes meanwhile shares the next one.

    A row that comes alone is written at once. ``write`` returns what came of each row, in their order.
    """

    def __init__(
        self, write: Callable[[Sequence[Row]], Awaitable[Sequence[Made | Exception]]], apart: float = 0.0
    ) -> None:
        self._write = write
        self._apart = apart
        self._next = 0.0
        self._gathering = _Batch[Row, Made]()
        self._turn = asyncio.Lock()

    async def add(self, row: Row) -> Made:
        """Return what came of ``row`` once it is written, cancelled or not.

        Raise an exception that came of it; one that ``write`` raises is raised to all whose row shared the batch.
        """
        batch = self._gathering
        place = len(batch.rows)
        batch.rows.append(row)
        if batch.writing is None:
            batch.writing = asyncio.ensure_future(self._write_next(batch))
        made = (await unbroken(batch.writing))[place]
        if isinstance(made, Exception):
            raise made
        return made

    async def _write_next(self, batch: _Batch[Row, Made]) -> Sequence[Made | Exception]:
        loop = asyncio.get_running_loop()
        async with self._turn:
            if (wait := self._next - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._next = loop.time() + self._apart
            self._gathering = _Batch()
            return await self._write(batch.rows)
