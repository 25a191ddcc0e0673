"""The Artist of domain/ports.py: lets a process of its own draw, and never waits for long.

matplotlib takes a second to load, and as much memory as the rest of the bot: here it lives as long as one drawing.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path

from domain.chart import Chart

log = logging.getLogger("zvestka.drawing")

SECONDS = 15.0
"""Longer than a busy machine needs, and twice that is what polling gives to one update: one may wait for another."""

_ARGUMENTS = ("-s", "-P", "-m", "bot.plotting")
"""Python without the user's and the present folder."""


class Drawing:
    """Draws without the environment, in which secrets may stand; fonts are listed once, in ``folder``."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        self._folder = folder
        self._seconds = seconds

    async def draw(self, chart: Chart) -> bytes | None:
        """Return a PNG; None where it took too long, or the process failed."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._drawn(json.dumps(chart.to_json()).encode())
        except TimeoutError:
            log.warning("a chart was not drawn within %.0f s", self._seconds)
            return None

    async def _drawn(self, told: bytes) -> bytes | None:
        process = await self._started()
        try:
            picture, complaint = await process.communicate(told)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode or not picture:
            log.error("a chart could not be drawn: %s", _last_line(complaint))
            return None
        return picture

    async def _started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *_ARGUMENTS,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(Path(__file__).parents[1]), "MPLCONFIGDIR": str(self._folder)},
        )


def _last_line(complaint: bytes) -> str:
    """Return the kind of error that a traceback ends with, without what it says."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].partition(":")[0][:80] if lines else "no word"
