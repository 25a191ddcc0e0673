"""How bots usually keep an outbox: a row for each message, aiosqlite, and a commit for each that was sent.

The journal is WAL with synchronous=NORMAL, the cheapest that a killed process does not lose anything of.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import aiosqlite

from benchmarks.delivery_stand import RELATIVES_AFTER, RELATIVES_FROM, Order, Report, Stopwatch

Send = Callable[[int], Awaitable[int]]
"""Sends to a chat until it is sent, through 429s and troubles; returns the number of troubles other than 429."""
Row = tuple[int, int, int]
"""Lane (the lower goes first), number, chat."""
BROADCAST_LANE = 1


class Outbox:
    """The table of what is to be sent, or of what updates have done."""

    def __init__(self, database: aiosqlite.Connection) -> None:
        self._database = database

    @classmethod
    async def open(cls, folder: Path) -> "Outbox":
        """Make an empty one in a folder."""
        database = await aiosqlite.connect(folder / "outbox.db")
        await database.execute("PRAGMA journal_mode=WAL")
        await database.execute("PRAGMA synchronous=NORMAL")
        await database.execute(
            "CREATE TABLE outbox (id INTEGER PRIMARY KEY, lane INTEGER, chat INTEGER, sent INTEGER DEFAULT 0)"
        )
        await database.execute("CREATE TABLE effects (chat INTEGER PRIMARY KEY, said TEXT)")
        await database.commit()
        return cls(database)

    async def add(self, lane: int, chats: range) -> list[Row]:
        """Queue a message for each chat in one transaction; return the new rows in their order."""
        rows = [(lane, chat, chat) for chat in chats]
        await self._database.executemany("INSERT INTO outbox (lane, id, chat) VALUES (?, ?, ?)", rows)
        await self._database.commit()
        return rows

    async def mark_sent(self, number: int) -> None:
        """Note that a message was sent, for good."""
        await self._database.execute("UPDATE outbox SET sent = 1 WHERE id = ?", (number,))
        await self._database.commit()

    async def keep_effect(self, chat: int, said: str) -> None:
        """Note what an update has done, for good."""
        await self._database.execute("INSERT OR REPLACE INTO effects VALUES (?, ?)", (chat, said))
        await self._database.commit()

    async def close(self) -> None:
        """Close the database, and end its thread."""
        await self._database.close()


class Delivery:
    """One order on its way through an outbox."""

    def __init__(self, order: Order, outbox: Outbox, send: Send) -> None:
        self._order = order
        self._outbox = outbox
        self._send = send
        self._queue: asyncio.PriorityQueue[Row] = asyncio.PriorityQueue()
        self._left = len(order.relatives) or len(order.chats)
        self._done = asyncio.Event()
        self._relatives_at: list[float] = []
        self._errors = 0

    async def by_workers(self, count: int, relatives_lane: int) -> Report:
        """Send with so many workers from one queue, relatives in a lane of their own or in the broadcast's."""
        self._put(await self._outbox.add(BROADCAST_LANE, self._order.chats))
        watch = Stopwatch()
        jobs = [self._work() for _ in range(count)]
        return await self._until_done(watch, [*jobs, self._come_later(relatives_lane)])

    async def all_at_once(self) -> Report:
        """Send everything at the same time, a task for each message."""
        rows = await self._outbox.add(BROADCAST_LANE, self._order.chats)
        watch = Stopwatch()
        return await self._until_done(watch, [self._gather(rows), self._relatives_at_once()])

    async def _until_done(self, watch: Stopwatch, jobs: Sequence[Awaitable[object]]) -> Report:
        """Run jobs that end by a failure only, until everything is told or time is up."""
        tasks = [asyncio.ensure_future(job) for job in (self._done.wait(), *jobs)]
        done, _ = await asyncio.wait(tasks, timeout=self._order.seconds, return_when=asyncio.FIRST_COMPLETED)
        report = watch.report(self._relatives_at, self._errors)
        for task in done:
            task.result()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        return report

    def _put(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._queue.put_nowait(row)

    async def _come_later(self, lane: int) -> None:
        if self._order.relatives:
            await asyncio.sleep(RELATIVES_AFTER)
            self._put(await self._outbox.add(lane, self._order.relatives))
        await self._done.wait()

    async def _work(self) -> None:
        while True:
            await self._deliver(await self._queue.get())

    async def _relatives_at_once(self) -> None:
        if self._order.relatives:
            await asyncio.sleep(RELATIVES_AFTER)
            await self._gather(await self._outbox.add(BROADCAST_LANE, self._order.relatives))
        await self._done.wait()

    async def _gather(self, rows: Sequence[Row]) -> None:
        await asyncio.gather(*(self._deliver(row) for row in rows))
        await self._done.wait()

    async def _deliver(self, row: Row) -> None:
        _, number, chat = row
        self._errors += await self._send(chat)
        is_relative = chat >= RELATIVES_FROM
        if is_relative:
            self._relatives_at.append(time.monotonic())
        await self._outbox.mark_sent(number)
        if is_relative or not self._order.relatives:
            self._left -= 1
        if self._left == 0:
            self._done.set()
