"""The queue of updates: kept until acknowledged, one reader at a time, a day at most."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.clock import Clock
from playground.errors import conflict

Json = dict[str, Any]
# Telegram forgets what nobody fetched after a day.
KEPT_SECONDS = 86_400
# What a bot does not get unless it asks by `allowed_updates`.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_TAKEN_OVER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Updates:
    """Updates that wait for the bot. `allowed` empty means all but those not given by default.

    `on_wait` is called when a long poll begins to wait.
    """

    clock: Clock
    on_wait: Callable[[], None]
    allowed: frozenset[str] = frozenset()
    next_id: int = 100_000_001
    _waiting: dict[int, tuple[float, Json]] = field(default_factory=dict)
    _reader: asyncio.Future[bool] | None = None

    def put(self, kind: str, body: Json) -> int | None:
        """Queue one update and return its id; None if the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        return self.put_raw({kind: body}) if wanted else None

    def put_raw(self, update: Json) -> int:
        """Queue whatever it is, well-formed or not; `update_id` is added if it lacks one."""
        number = update.get("update_id")
        if not isinstance(number, int):
            number = self.next_id
        self.next_id = max(self.next_id, number + 1)
        self._waiting[number] = (self.clock.now(), {"update_id": number} | update)
        self._wake(taken_over=False)
        return number

    def pending(self) -> list[Json]:
        """Return what waits, oldest first."""
        oldest = self.clock.now() - KEPT_SECONDS
        self._waiting = {number: kept for number, kept in self._waiting.items() if kept[0] >= oldest}
        return [self._waiting[number][1] for number in sorted(self._waiting)]

    def acknowledge(self, offset: int) -> None:
        """Drop what lies before `offset`; a negative one keeps only so many of the newest."""
        numbers = sorted(self._waiting)
        kept = numbers[offset:] if offset < 0 else [number for number in numbers if number >= offset]
        self._waiting = {number: self._waiting[number] for number in kept}

    def clear(self) -> None:
        """Drop everything, as `drop_pending_updates` asks."""
        self._waiting.clear()

    @property
    def has_reader(self) -> bool:
        """Whether a long poll waits at this moment."""
        return self._reader is not None

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Up to `limit` updates from `offset` on, waiting up to `seconds` for the first.

        A later reader sends an earlier one away: it gets ApiError 409.
        """
        self._wake(taken_over=True)
        if offset:
            self.acknowledge(offset)
        if not self.pending() and seconds > 0:
            await self._wait(seconds)
        return self.pending()[:limit]

    async def _wait(self, seconds: float) -> None:
        reader = self._reader = asyncio.get_running_loop().create_future()
        self.on_wait()
        try:
            if await asyncio.wait_for(reader, seconds):
                raise conflict(_TAKEN_OVER)
        except TimeoutError:
            pass
        finally:
            if self._reader is reader:
                self._reader = None

    def _wake(self, *, taken_over: bool) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(taken_over)
            self._reader = None
