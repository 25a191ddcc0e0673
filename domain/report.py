"""What a source claims, before anybody here asserts it. Every report waits for the editors."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


class ReportState(StrEnum):
    """What the editors did with a report. Who did it is nobody's business and kept nowhere."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A report as our store knows it: ``number`` is permanent and short (callback data)."""

    number: int
    report: Report
    state: ReportState = ReportState.WAITING


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many reports wait, how many of them the editors were not told of, and the newest one's number."""

    waiting: int
    untold: int
    newest: int
