"""Signs of life: in which moment of a month a chat gets one, and what it is (pure; PRODUCT.md, Proof of life).

Months are those of the reader's calendar, as ``Subscriber.lived`` counts them.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from domain.audience import ChatKey
from domain.rhythm import Quiet, on_clock
from domain.subscription import ChatKind, Subscriber

QUESTION_AFTER = 6
"""Proofs of life without an answer, until the reader is asked; that question unanswered too, the chat is erased."""

_DAYS = 28
_DAYTIME = range(10, 20)
_MISSED = 2
"""Months: by more than one that was missed, either this date is wrong or the one of the last sign was."""


class Sign(Enum):
    """What a chat gets this month. BEGINNING is nothing at all: the months are counted from this one on."""

    BEGINNING = auto()
    PROOF = auto()
    QUESTION = auto()
    ERASURE = auto()


def month_of(subscriber: Subscriber, now: datetime) -> int:
    """Return the month of the reader's calendar at ``now`` (aware): year * 12 + month."""
    local = on_clock(subscriber.offset, now)
    return local.year * 12 + local.month


def due_sign(key: ChatKey, subscriber: Subscriber, now: datetime) -> Sign | None:
    """Return what a private chat is to get at ``now`` (aware), None where there is nothing or it is not the hour.

    One sign a month, spread by ``key`` over days 1 to 28 and over the reader's day without their hours of quiet; later
    in the month, at those hours, where that moment was missed. Where the last sign was months ago or is months ahead,
    nobody can say which of two dates was wrong: the months are counted anew, and nobody is asked or erased.
    """
    if subscriber.kind is not ChatKind.PRIVATE:
        return None
    passed = month_of(subscriber, now) - subscriber.lived
    if -_MISSED <= passed <= 0:
        return None
    if abs(passed) > _MISSED:
        return Sign.BEGINNING
    return _sign(subscriber.unanswered) if _is_hour(key, subscriber, now) else None


def _sign(unanswered: int) -> Sign:
    if unanswered < QUESTION_AFTER:
        return Sign.PROOF
    return Sign.QUESTION if unanswered == QUESTION_AFTER else Sign.ERASURE


def _is_hour(key: ChatKey, subscriber: Subscriber, now: datetime) -> bool:
    """Return whether the chat's moment of this month is over, and this hour is one of those it may be disturbed in."""
    hours = _hours(subscriber.quiet)
    left, day = divmod(int.from_bytes(key[:8]), _DAYS)
    left, hour = divmod(left, len(hours))
    moment = (1 + day, hours[hour], left % 60)
    local = on_clock(subscriber.offset, now)
    return local.hour in hours and (local.day, local.hour, local.minute) >= moment


def _hours(quiet: Quiet | None) -> Sequence[int]:
    """Return the hours of the day in which nobody minds, of the night too where all others are quiet."""
    heard = [hour for hour in range(24) if quiet is None or not quiet.covers(hour)]
    return [hour for hour in heard if hour in _DAYTIME] or heard
