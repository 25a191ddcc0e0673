"""How fast we send: one slot after another, so that Telegram never has to say 429 (PERFORMANCE.md, 7.9)."""

from domain.ports import Clock

CATCH_UP_SECONDS = 0.005
"""How late a slot may be used up: more lets out bursts that Telegram punishes."""


class Pacer:
    """Hands out sending slots, never more than ``rate`` in any second."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self._gap = (1 + CATCH_UP_SECONDS) / rate  # what a late slot catches up is paid for
        self._clock = clock
        self._next = clock.monotonic()
        self._held_until = self._next

    async def turn(self) -> None:
        """Wait for the next slot."""
        while (wait := self._next - self._clock.monotonic()) > 0:
            await self._clock.sleep(wait)
        self._next = max(self._next, self._clock.monotonic() - CATCH_UP_SECONDS) + self._gap

    def hold(self, seconds: float) -> None:
        """Give no slot for ``seconds``: Telegram asked the whole sender to wait."""
        self._held_until = max(self._held_until, self._clock.monotonic() + seconds)
        self._next = max(self._next, self._held_until)

    def held(self) -> float:
        """Return the seconds that the sender must still wait, 0 at the least."""
        return max(0.0, self._held_until - self._clock.monotonic())
