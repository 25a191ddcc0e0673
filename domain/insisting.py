"""News that is told again until the reader says it is seen: which news, to whom, how often, and when next.

Counted, not dated: a clock that jumps ends nothing and makes up for nothing (PRODUCT.md, Insist).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from domain.event import Act, Event
from domain.person import Code
from domain.subscription import TOPIC_OF, ChatKind, Subscriber, Topic

APART = timedelta(minutes=30)
TIMES = 48
"""Every 30 minutes for 24 hours."""

_INSISTED = frozenset({Topic.PARDONS, Topic.RELEASES, Topic.CONVICTIONS})
"""A sentence that is added (Article 411) is a conviction too, as it is to subscribers."""

_LATE = timedelta(hours=1)
"""No repeat waits so long: what is due later was put off by a clock that has jumped since."""


def insists(event: Event, codes: Iterable[Code], subscriber: Subscriber) -> bool:
    """Return whether a chat is told again of ``event``, whose named people have ``codes``, until it is seen.

    Only who asked for it and follows one of them; a death is told once, and so is that news was taken back.
    """
    if not subscriber.insist or subscriber.kind is not ChatKind.PRIVATE or event.act is Act.CANCEL:
        return False
    return TOPIC_OF[event.kind] in _INSISTED and not subscriber.follows.isdisjoint(codes)


def latest_due(now: datetime) -> datetime:
    """Return the moment after which, by a right clock, no repeat is due."""
    return now + _LATE


@dataclass(frozen=True, slots=True)
class Insistence:
    """When (aware) a chat is told again of an event, unless it says *Seen*, and how many more times."""

    due: datetime
    left: int = TIMES

    @classmethod
    def begun(cls, now: datetime) -> Self:
        """Return what holds once the news is told for the first time."""
        return cls(now + APART)

    def repeated(self, now: datetime) -> Self:
        """Return what holds once the news is told again; however late that is, the next time is not sooner."""
        return replace(self, due=now + APART, left=self.left - 1)

    def mended(self, now: datetime) -> Self:
        """Return what holds by a clock that says ``now``: nothing is due later than ``latest_due``."""
        return self if self.due <= latest_due(now) else replace(self, due=now + APART)
