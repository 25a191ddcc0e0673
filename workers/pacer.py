"""How fast we send: one slot after another for everything the bot says, the most urgent lane first.

Telegram never has to say 429 (PERFORMANCE.md, 7.9); where it does, the whole sender waits as long as it asks, then
goes on more slowly and finds its pace again.
"""

import asyncio
from collections import deque

from domain.audience import Lane
from domain.ports import Clock
from workers.chat_pace import ChatPace

CATCH_UP_SECONDS = 0.004
"""How late a slot may be given: more lets out bursts that Telegram punishes."""

EARLY_SECONDS = 0.006
"""How much before its time a message may leave: with a slot just given, or behind others that were kept from leaving
(by a new connection, a busy machine). A burst of ten at 1,000 a second is 9 ms."""

NAP_SECONDS = 0.003
"""The shortest sleep: at high rates the slots that pass meanwhile are caught up, and the machine wakes less often."""

LOWEST_EVERY = 20
"""One slot in so many goes to the lowest lane that waits, so that nothing waits for ever."""

_SLOWER = 0.8
_RECOVERY_A_SECOND = 0.01
"""After a 429: to four fifths of the pace, then back by a hundredth of the whole pace a second."""


class Pacer:
    """Hands out sending slots, never more than ``rate`` in any second. ``chats`` knows who was written to just now."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self.chats = ChatPace()
        self.rate = rate
        self._clock = clock
        self._next = self._held_until = clock.monotonic()
        self._leaves = self._next
        self._share, self._slowed_at = 1.0, self._next
        self._waiting: dict[Lane, deque[asyncio.Future[None]]] = {}
        self._given = 0
        self._dispensing: asyncio.Task[None] | None = None

    async def turn(self, lane: Lane) -> None:
        """Wait for the next slot that is not needed in a more urgent lane."""
        if not self._waiting and self._next <= self._clock.monotonic():
            self._spend()
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(lane, deque()).append(place)
        if self._dispensing is None or self._dispensing.done():
            self._dispensing = asyncio.create_task(self._dispense())
        await place

    async def unasked(self, lane: Lane, chat_id: int) -> None:
        """Wait until a chat may be told what it did not ask for: for its own rest, then for a slot of ``lane``."""
        while (rest := self.chats.rest(chat_id, self._clock.monotonic())) > 0:
            await self._clock.sleep(rest)
        self.chats.note(chat_id, self._clock.monotonic())
        await self.turn(lane)

    def leave(self) -> float:
        """Return the seconds that a message with a slot must wait, since too many have left just now; 0: it leaves."""
        now = self._clock.monotonic()
        if (early := self._leaves - EARLY_SECONDS - now) > 0:
            return max(early, NAP_SECONDS)
        self._leaves = max(self._leaves, now) + self._gap(now)
        return 0.0

    async def answer(self, chat_id: int) -> None:
        """Wait until a chat may be answered: for its own rest, then for a slot before all others."""
        while (rest := self.chats.rest_of_answer(chat_id, self._clock.monotonic())) > 0:
            await self._clock.sleep(rest)
        self.chats.note_answer(chat_id, self._clock.monotonic())
        await self.turn(Lane.ANSWERS)

    def hold(self, seconds: float) -> None:
        """Give no slot for ``seconds``: Telegram asked the whole sender to wait."""
        now = self._clock.monotonic()
        if self._held_until <= now:
            self._share = _SLOWER * self._present_share(now)
        self._held_until = max(self._held_until, now + seconds)
        self._next = max(self._next, self._held_until)
        self._slowed_at = self._held_until

    def held(self) -> float:
        """Return the seconds that the sender must still wait, 0 at the least."""
        return max(0.0, self._held_until - self._clock.monotonic())

    async def _dispense(self) -> None:
        """Give slots, one after another, as long as somebody waits."""
        while self._waiting:
            if (wait := self._next - self._clock.monotonic()) > 0:
                await self._clock.sleep(max(wait, NAP_SECONDS))
            elif not (place := self._next_in_line()).done():
                self._spend()
                place.set_result(None)

    def _next_in_line(self) -> "asyncio.Future[None]":
        lane = max(self._waiting) if self._given % LOWEST_EVERY == LOWEST_EVERY - 1 else min(self._waiting)
        line = self._waiting[lane]
        place = line.popleft()
        if not line:
            del self._waiting[lane]
        return place

    def _spend(self) -> None:
        now = self._clock.monotonic()
        # what is caught up is paid for
        gap = (1 + CATCH_UP_SECONDS) * self._gap(now)
        self._next = max(self._next, now - CATCH_UP_SECONDS, self._held_until) + gap
        self._given += 1

    def _gap(self, now: float) -> float:
        return 1 / (self.rate * self._present_share(now))

    def _present_share(self, now: float) -> float:
        return min(1.0, self._share + _RECOVERY_A_SECOND * max(0.0, now - self._slowed_at))
