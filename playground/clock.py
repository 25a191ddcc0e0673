"""Where the playground's time comes from; tests bring a clock of their own."""

import time
from typing import Protocol


class Clock(Protocol):
    """Two readings of time, both in seconds."""

    def now(self) -> float:
        """Seconds since 1970, as Telegram dates its messages."""

    def monotonic(self) -> float:
        """Seconds that never run backwards, for limits and expiry."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment before this process."""
        return time.monotonic()
