"""Another process that holds a SQLite database."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

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
