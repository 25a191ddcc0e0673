"""Whether Telegram takes messages: where it takes none, one is tried at a time, ever more rarely, until one arrives."""

import logging
from datetime import timedelta

from domain.delivery import Outcome, RetryLater, Sent
from domain.outage import Outage
from domain.ports import Clock

log = logging.getLogger("zvestka.delivery")

FAILURES_IN_A_ROW = 5
"""So many, and nothing between them that arrived, are no accident: with one failure in ten, one time in 100,000."""

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 15.0
"""Between two tries while Telegram takes nothing: the last of these is how late it may be found out that it does."""

PATIENCE = timedelta(minutes=1)


class Reach:
    """Counts what came of sends: the whole sender waits out an outage, so that no chat has a long pause of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._outage = Outage(PATIENCE)
        self._failures = 0
        self._pause = FIRST_PAUSE_SECONDS
        self._next = 0.0

    def after(self, outcome: Outcome) -> Outcome:
        """Note what Telegram made of a send; return when to try it again, where an outage decides that."""
        if isinstance(outcome, Sent):
            self._arrived()
        elif isinstance(outcome, RetryLater) and not outcome.everyone:
            self._failed()
            if self._is_out():
                return RetryLater(timedelta(seconds=self._pause))
        return outcome

    def most(self, usually: int) -> int:
        """Return how many may be on their way at once, ``usually`` so many."""
        return 1 if self._is_out() else usually

    async def turn(self) -> None:
        """Wait, in an outage, until the next may be tried."""
        if (wait := self._next - self._clock.monotonic()) > 0:
            await self._clock.sleep(wait)

    def _is_out(self) -> bool:
        return self._failures >= FAILURES_IN_A_ROW

    def _failed(self) -> None:
        now = self._clock.monotonic()
        self._failures += 1
        if not self._is_out() or now < self._next:  # those that were on their way when it began are one failure
            return
        self._next = now + self._pause
        self._pause = min(LONGEST_PAUSE_SECONDS, 2 * self._pause)
        if since := self._outage.fails(self._clock.now()):
            log.error(
                "Telegram has taken no message since %s UTC: nobody is lost, all is tried again; look whether this "
                "host reaches it",
                since.strftime("%H:%M"),
            )

    def _arrived(self) -> None:
        self._failures, self._pause, self._next = 0, FIRST_PAUSE_SECONDS, 0.0
        if lasted := self._outage.works(self._clock.now()):
            log.warning("Telegram takes messages again, after %.0f min", lasted / timedelta(minutes=1))
