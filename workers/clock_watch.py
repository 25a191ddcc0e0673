"""Looks at the clock: whoever is about to do by date what cannot be undone asks here first (domain/steadiness.py)."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from domain.ports import Clock
from domain.steadiness import Steadiness, at_start, looked_again
from storage.clock import ClockRow

log = logging.getLogger("zvestka.clock")

LOOK_SECONDS = 60.0


class ClockWatch:
    """Notes every minute what the wall clock says against the clock that nobody sets; after a jump, calls ``mend``.

    ``mend`` is given the date as it is now, and puts right what the date before has put off too far.
    """

    def __init__(self, row: ClockRow, clock: Clock, mend: Callable[[datetime], Awaitable[None]]) -> None:
        self._row = row
        self._clock = clock
        self._mend = mend
        self._last: Steadiness | None = None
        self._looked_at = 0.0

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._row.note(await self._look(self._clock.now()))
            await self._clock.sleep(LOOK_SECONDS)

    async def steady(self, now: datetime) -> bool:
        """Return whether what expires may expire at ``now``, as the clock has just told it.

        Looks for itself: a clock that has jumped within the last minute is found out too.
        """
        return (await self._look(now)).is_steady(now)

    async def _look(self, now: datetime) -> Steadiness:
        monotonic = self._clock.monotonic()
        kept = None if self._last else await self._row.kept()
        before = self._last or kept
        passed = timedelta(seconds=monotonic - self._looked_at)
        looked = looked_again(self._last, passed, now) if self._last else at_start(kept, now)
        if before and looked.steady != before.steady:
            _tell_operator(before.beat, now)
            await self._mend(now)
            await self._row.note(looked)  # at once: the next start must know of it
        self._last, self._looked_at = looked, monotonic  # last, so that a jump that was not dealt with is met again
        return looked


def _tell_operator(beat: datetime, now: datetime) -> None:
    before, after = (each.isoformat(timespec="minutes") for each in (beat, now))
    log.error("the clock jumped from %s to %s: nothing expires for a day; set it right if it is wrong", before, after)
