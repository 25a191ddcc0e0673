"""Updates that wait for the bot: kept until acknowledged by a greater offset, one reader at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

Json = dict[str, Any]
Tell = Callable[[list[Json] | None], None]
"""Is given the updates, or None when a later reader has sent this one away."""
MOST = 100


class Inbox:
    """The queue behind getUpdates."""

    def __init__(self) -> None:
        self.next_number = 1
        self._waiting: deque[Json] = deque()
        self._reader: Tell | None = None
        self._limit = MOST
        self._timer: asyncio.TimerHandle | None = None

    def put(self, updates: Iterable[Json]) -> None:
        """Queue updates, whose numbers go on from `next_number`; a waiting reader gets them at once."""
        self._waiting.extend(updates)
        if self._waiting:
            self.next_number = self._waiting[-1]["update_id"] + 1
            self._give()

    def clear(self) -> None:
        """Forget what waits; a waiting reader gets nothing. Numbers go on."""
        self._waiting.clear()
        self._give()

    def fetch(self, offset: int, limit: int, seconds: float, tell: Tell) -> None:
        """Drop what lies before `offset` (a negative one: all but the newest so many), then tell up to `limit`.

        Waits up to `seconds` for the first; an earlier reader that still waits is sent away.
        """
        self._acknowledge(offset)
        if self._reader is not None:
            self._reader(None)
        self._reader, self._limit = tell, max(1, min(limit, MOST))
        self._stop_timer()
        if self._waiting or seconds <= 0:
            self._give()
        else:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._give)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            offset = self._waiting[max(0, len(self._waiting) + offset)]["update_id"] if self._waiting else 0
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()

    def _give(self) -> None:
        self._stop_timer()
        reader, self._reader = self._reader, None
        if reader is not None:
            reader(list(islice(self._waiting, self._limit)))

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
