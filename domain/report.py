"""What a source claims, before anybody here asserts it. Every report waits for the editors."""

from dataclasses import dataclass
from datetime import datetime

from domain.event import Event


@dataclass(frozen=True, slots=True)
class Report:
    """A source's claim: the event it proposes, where it came from (``viasna-register``, ``announce``), when we saw it.

    ``id`` is the same for the same claim seen again, so that a repeated item makes one report.
    """

    id: str
    source: str
    seen: datetime
    event: Event
    excerpt: str = ""
