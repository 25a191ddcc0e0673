"""One chat told: the Delivery, its Outcome, and when to try again (a value, not a loop)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audience import ChatKey, Lane

LEASE = timedelta(seconds=30)
"""How long a worker may hold a delivery: longer than any send, so that only a dead worker's leases run out."""

KEPT = timedelta(days=30)
"""How long the sealed number of a sent message is kept, for corrections (SECURITY.md, C)."""

_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One chat to be told of one event's revision. ``attempts`` counts the tries before this one."""

    id: int
    event_number: int
    revision: int
    chat: ChatKey
    attempts: int
    lane: Lane = Lane.CHATS


@dataclass(frozen=True, slots=True)
class Said:
    """What a chat was told of an event before: a revision, in a message of this number where it is known.

    ``is_alone`` is false of a digest, which also says other things.
    """

    revision: int
    message_id: int | None
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it; ``message_id`` is the chat's number of it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat is closed to us for good (blocked, deactivated, kicked, not found): erase it."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup; it lives on under another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class RetryLater:
    """A passing fault. ``everyone`` is true where Telegram asked the whole sender to wait (429)."""

    after: timedelta | None = None
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """Our own mistake (400): the operator hears of it, the chat is kept. ``why`` holds no chat id and no text."""

    why: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing was said, and nothing is to be: a newer revision took its place, or the reader left the topic."""


Outcome = Sent | Gone | Migrated | RetryLater | Failed | Passed


def next_try(now: datetime, attempts: int, asked: timedelta | None) -> datetime:
    """Return when to try again after ``attempts`` tries: what Telegram asked, else 2 s doubled up to 10 minutes."""
    doubled = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(attempts, 16))
    return now + (asked if asked is not None else doubled)
