"""How the bot is doing, as editors are told: one event's sending, and outbox, sources and desk together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sending:
    """How far one event's sending has come, in chats. ``minutes_left`` is None where nobody can say.

    ``stopped`` is true while an editor holds it: nobody who waits is told.
    """

    sent: int
    waiting: int
    failed: int
    minutes_left: int | None = None
    stopped: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nobody waits any more."""
        return not self.waiting


@dataclass(frozen=True, slots=True)
class Outbox:
    """The chats that are still to be told, of all events.

    ``oldest`` is how long the first of them has waited, ``next_in`` how long until the next send (zero: at once); both
    are None where nobody waits. ``rate`` is how many messages a second may be sent; ``held`` is how long Telegram has
    asked the whole sender to wait, None where it has not.
    """

    waiting: int
    failed: int
    rate: int
    oldest: timedelta | None = None
    next_in: timedelta | None = None
    held: timedelta | None = None


@dataclass(frozen=True, slots=True)
class IllSource:
    """A source that gives nothing, and how long it has not; ``silent`` is None where it never gave anything."""

    name: str
    silent: timedelta | None = None


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
