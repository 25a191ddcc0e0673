"""Run as a process: fetch one address and tell by how many kilobytes the memory had grown at its peak."""

import asyncio
import re
import sys
from pathlib import Path

from sources.outcomes import PAGE
from tests.clock import FakeClock
from tests.sources.web import careful


def _kilobytes(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    return int(found[1]) if found else 0


async def _eat(url: str) -> str:
    async with careful(FakeClock()) as client:
        before = _kilobytes("VmRSS")
        outcome = await client.fetch(url, PAGE)
        return f"{getattr(outcome, 'reason', 'fetched')} {_kilobytes('VmHWM') - before}"


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(_eat(sys.argv[1])))
