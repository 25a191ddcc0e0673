"""Whether this machine's clock can be trusted with what cannot be undone (pure).

A wrong date (a dead battery, a slip of the hand) must expire nobody and nothing: what expires by the wall clock waits
until the clock has gone without a jump for ``STEADY`` (SECURITY.md, F).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

STEADY = timedelta(hours=24)
"""How long a clock must have gone without a jump: a day in which the operator can set it right."""

SLACK = timedelta(minutes=1)
"""By how much a clock may be off what has passed: it is set right by less, time and again."""

LONGEST_REST = timedelta(days=45)
"""How long the bot may have been off; a clock that went on by more since the last look has jumped."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What is remembered of the clock: when it was last looked at (``beat``), since when it has not jumped."""

    beat: datetime
    steady: datetime

    def is_steady(self, now: datetime) -> bool:
        """Return whether what expires may expire at ``now``, the moment that was looked at last."""
        return now - self.steady >= STEADY


def at_start(kept: Steadiness | None, now: datetime) -> Steadiness:
    """Return what is to be remembered at the start of a process; a clock that nobody looked at yet is not steady."""
    if kept is None or not -SLACK <= now - kept.beat <= LONGEST_REST:
        return Steadiness(now, now)
    return Steadiness(now, kept.steady)


def looked_again(kept: Steadiness, passed: timedelta, now: datetime) -> Steadiness:
    """Return what is to be remembered where ``passed`` went by since the last look, by a clock that nobody sets."""
    has_jumped = abs(now - kept.beat - passed) > SLACK
    return Steadiness(now, now if has_jumped else kept.steady)
