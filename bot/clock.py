"""The time of this machine, as everything else is given it."""

import asyncio
import time
from datetime import UTC, datetime


class SystemClock:
    """The Clock of domain/ports.py, kept by the operating system."""

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(seconds)
