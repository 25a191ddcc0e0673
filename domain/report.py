"""What a source claims, before anybody here asserts it. Every report waits for the editors."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.draft import correction_of
from domain.event import Event, Filed
from domain.evidence import Evidence
from domain.trust import Tier

ANNOUNCE = "announce"
"""The source of what an editor begins; it is told apart from every other report until an editor joins them."""

CORRECT = "correct"
"""The source of a correction that an editor begins; nothing is joined to it."""

BEGUN = frozenset({ANNOUNCE, CORRECT})

Mark = tuple[int, int]
"""From which character up to which one."""


@dataclass(frozen=True, slots=True)
class Report:
    """A source's claim: the event it proposes, where it came from (``viasna-register``, ``announce``), when we saw it.

    ``id`` is the same for the same claim seen again, so that a repeated item makes one report. ``outlet`` is on whose
    word it rests, ``fingerprint`` that of the text (two outlets that print one text are one voice); ``marks`` are the
    places in ``excerpt`` from which the event was read, ``evidence`` says why its names are taken for these people.
    """

    id: str
    source: str
    seen: datetime
    event: Event
    excerpt: str = ""
    outlet: str = ""
    tier: Tier = Tier.PRESS
    fingerprint: str = ""
    marks: tuple[Mark, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def begun_correction(sent: Filed, seen: datetime) -> Report:
    """Return the report in whose form an editor corrects what was sent: the same one until that is done."""
    event = correction_of(sent.event)
    return Report(f"{CORRECT}:{sent.number}:{event.revision}", CORRECT, seen, event)


def corrected_number(report: Report) -> int | None:
    """Return the number of the event that an editor's report corrects; None of any other report."""
    return int(report.id.split(":")[1]) if report.source == CORRECT else None


class ReportState(StrEnum):
    """What the editors did with a report. Who did it is nobody's business and kept nowhere."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A report as our store knows it: ``number`` is permanent and short (callback data).

    ``edited`` is the event as an editor corrected it, for all that is handled together with this report; ``joined`` is
    the number of the report that an editor said tells the same event.
    """

    number: int
    report: Report
    state: ReportState = ReportState.WAITING
    edited: Event | None = None
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many reports wait, how many of them the editors were not told of, and the newest one's number."""

    waiting: int
    untold: int
    newest: int
