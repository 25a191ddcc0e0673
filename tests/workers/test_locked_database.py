"""Another process holds the database for some seconds: nobody is lost, nobody told twice."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.workers.outbox import SPEED, Outbox, QuickClock

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@asynccontextmanager
async def locked(database: Path) -> AsyncIterator[None]:
    """Hold the database's one writer's place until the block ends."""
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, str(database), stdin=pipe, stdout=pipe)
    assert other.stdout is not None
    try:
        assert await other.stdout.readline() == b"held\n"
        yield
    finally:
        await other.communicate(b"")


async def test_a_database_locked_for_seconds_loses_nothing(outbox: Outbox) -> None:
    outbox.clock = QuickClock(speed=1)
    chats = outbox.readers(30)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.latency = 0.1
    async with outbox.working(rate=50 * SPEED):
        await outbox.telegram.wait_for(lambda: len(outbox.tries()) >= 5)
        async with locked(outbox.folder / "store" / "zvestka.db"):
            await asyncio.sleep(0.5)  # what was leased before goes out
            tried = len(outbox.tries())
            await asyncio.sleep(1.5)
            assert len(outbox.tries()) == tried < 30, "who cannot be leased is not told"
        await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 30
