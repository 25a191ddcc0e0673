"""How the bot is doing, as editors are told: one event's sending, and outbox, sources and desk together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.polling import SourceState

LATE = timedelta(minutes=15)
"""Nobody waits so much longer than the sending of their news takes, unless something is wrong."""

_MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sending:
    """How far one event's sending has come, in chats. ``minutes_left`` is None where nobody can say.

    ``stopped`` is true while an editor holds it: nobody who waits is told. ``later`` are told in their next digest.
    """

    sent: int
    waiting: int
    failed: int
    minutes_left: int | None = None
    stopped: bool = False
    later: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nobody waits any more."""
        return not self.waiting


def minutes_left(waiting: int, pace: float) -> int | None:
    """Return for how many minutes more, to the nearest, ``waiting`` chats last at ``pace`` a second; None for ever."""
    return round(waiting / pace / _MINUTE_SECONDS) if pace > 0 else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that ``chats`` wait for, confirmed at ``since``; ``stopped`` while an editor holds it."""

    number: int
    chats: int
    since: datetime
    stopped: bool = False

    def wait(self, now: datetime) -> timedelta:
        """Return for how long they have waited; a clock that was set back makes no negative time."""
        return max(timedelta(0), now - self.since)


def longest(waiting: Iterable[Waiting]) -> Waiting | None:
    """Return the event that was confirmed first of those nobody stopped."""
    return min((event for event in waiting if not event.stopped), key=lambda event: event.since, default=None)


def is_late(wait: timedelta, chats: int, rate: float) -> bool:
    """Return whether news for ``chats`` should have reached all of them long ago, at ``rate`` messages a second."""
    return wait > LATE + timedelta(seconds=chats / rate)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The chats that are still to be told, of all events, other than in digests; ``failed`` counts the last day's.

    ``oldest`` is how long the first of them has waited, ``next_in`` how long until the next send (zero: at once); both
    are None where nobody waits. ``rate`` is how many messages a second may be sent; ``held`` is how long Telegram has
    asked the whole sender to wait, None where it has not. ``stopped`` are the numbers of events an editor stopped.
    """

    waiting: int
    failed: int
    rate: int
    oldest: timedelta | None = None
    next_in: timedelta | None = None
    held: timedelta | None = None
    stopped: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class IllSource:
    """A source that gives nothing, and how long it has not; ``silent`` is None where it never gave anything."""

    name: str
    silent: timedelta | None = None


def ill_sources(
    states: Mapping[str, SourceState], every: Mapping[str, timedelta], now: datetime
) -> Iterator[IllSource]:
    """Return those of the sources read, each ``every`` so often, that were polled and are not well."""
    for name, period in every.items():
        if name in states and not states[name].is_well(period, now):
            succeeded = states[name].succeeded
            yield IllSource(name, None if succeeded is None else now - succeeded)


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A draft on the desk, by its event's number, and how many editors must still approve it."""

    number: int
    missing: int


@dataclass(frozen=True, slots=True)
class Status:
    """What ``/status`` tells. ``well`` counts the sources that fare well; ``reports`` wait for an editor's look."""

    outbox: Outbox
    well: int
    ill: Sequence[IllSource] = ()
    unapproved: Sequence[Unapproved] = ()
    reports: int = 0
