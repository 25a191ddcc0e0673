"""The editors' queue of reports: which of them claim the same event, and what that event would be (pure)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from operator import attrgetter, eq
from typing import TypeVar

from domain.dates import PartialDate
from domain.event import Event
from domain.records import write_event
from domain.report import Quarantined, Report
from domain.trust import Witness, certainty_of

NEAR = timedelta(days=7)
"""Two sources that date one event differently are rarely further apart; in a month, somebody may be moved again."""

_LONGEST_CONFLICT = 900
_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reports that claim the same event, oldest first; the first one gives it its number."""

    members: tuple[Quarantined, ...]

    @property
    def number(self) -> int:
        """The number of the first report."""
        return self.members[0].number

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all."""
        return tuple(member.number for member in self.members)

    @property
    def reports(self) -> tuple[Report, ...]:
        """What each of them says."""
        return tuple(member.report for member in self.members)

    @property
    def event(self) -> Event:
        """The one event that all of them propose, with every citation, and how they differ; as an editor left it."""
        return next((each.edited for each in self.members if each.edited), None) or _merged(self.reports)

    @property
    def stamp(self) -> str:
        """What fits a button and differs as soon as another report joins, or the event differs."""
        exact = json.dumps([self.numbers, write_event(self.event)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(exact.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for the editors, oldest first; ``beyond`` more reports wait behind what was read."""

    bundles: Sequence[Bundle]
    beyond: int = 0

    @property
    def length(self) -> int:
        """How many there are to look at."""
        return len(self.bundles) + self.beyond

    def place_of(self, number: int) -> int | None:
        """Return where the bundle stands that holds this report, counted from 0; None where it waits no more."""
        return next((place for place, each in enumerate(self.bundles) if number in each.numbers), None)

    def place_after(self, handled: Quarantined) -> int:
        """Return where the queue goes on after a report that has left it."""
        later = (place for place, each in enumerate(self.bundles) if _turn(each.members[0]) > _turn(handled))
        return next(later, 0)


def queue_of(waiting: Sequence[Quarantined], in_all: int) -> Queue:
    """Return the queue of ``waiting`` reports, the oldest of ``in_all``."""
    return Queue(bundled(waiting), max(0, in_all - len(waiting)))


def bundled(waiting: Iterable[Quarantined]) -> Sequence[Bundle]:
    """Gather reports of the same event: each joins the bundle an editor named, or the first that claims the same."""
    by_number: dict[int, list[Quarantined]] = {}
    alike: dict[object, list[list[Quarantined]]] = {}
    ordered: list[list[Quarantined]] = []
    for each in waiting:
        candidates = alike.setdefault(_subject(each.report.event), [])
        mine = by_number.get(each.joined or 0) or next((some for some in candidates if _all_same(some, each)), None)
        if mine is None:
            mine = []
            candidates.append(mine)
            ordered.append(mine)
        mine.append(each)
        by_number[each.number] = mine
    return [Bundle(tuple(members)) for members in ordered]


def _turn(waiting: Quarantined) -> tuple[datetime, int]:
    return waiting.report.seen, waiting.number


def _subject(event: Event) -> object:
    return event.kind, frozenset(event.people), frozenset(event.unmatched)


def _same(one: Report, other: Report) -> bool:
    """Tell whether two reports of one kind about the same people mean one event.

    A source that dates two events differently means two; that two sources date one event differently is common.
    """
    if one.event.date == other.event.date is not None:
        return True
    named = one.event.people or one.event.unmatched
    return bool(named) and one.source != other.source and _near(one, other)


def _all_same(members: Sequence[Quarantined], another: Quarantined) -> bool:
    return all(_same(member.report, another.report) for member in members)


def _near(one: Report, other: Report) -> bool:
    here, there = one.event.date, other.event.date
    if here is None or there is None:
        return abs(one.seen - other.seen) <= NEAR
    if here.full is None or there.full is None:
        return _agree(here, there)
    return abs(here.full - there.full) <= NEAR


def _contains(wide: PartialDate, narrow: PartialDate) -> bool:
    return str(narrow).startswith(str(wide))


def _merged(reports: Sequence[Report]) -> Event:
    events = [report.event for report in reports]
    return replace(
        events[0],
        date=_finest([event.date for event in events if event.date]),
        count=_first(event.count for event in events),
        women=_first(event.women for event in events),
        men=_first(event.men for event in events),
        ground=_first(event.ground for event in events),
        summary={language: text for event in reversed(events) for language, text in event.summary.items()},
        sources=tuple({citation.url: citation for event in events for citation in event.sources}.values()),
        conflicts=_conflicts(reports),
        certainty=certainty_of(Witness(_outlet(report), report.tier, report.fingerprint) for report in reports),
    )


def _outlet(report: Report) -> str:
    return report.outlet or report.source


def _finest(dates: Sequence[PartialDate]) -> PartialDate | None:
    """Return the first date, or the finest of those that lie in it."""
    return max((date for date in dates if _contains(dates[0], date)), key=lambda date: len(str(date)), default=None)


def _first(values: Iterable[_Fact | None]) -> _Fact | None:
    return next((value for value in values if value is not None), None)


def _conflicts(reports: Sequence[Report]) -> str:
    """Return how the reports differ, without a word of any language: “37: Viasna; 38: BelTA”."""
    told = dict.fromkeys(report.event.conflicts for report in reports if report.event.conflicts)
    dates = _side_by_side(reports, lambda event: event.date, _agree)
    numbers = (_side_by_side(reports, fact, eq) for fact in _NUMBERS)
    return "; ".join(filter(None, (*told, dates, *numbers)))[:_LONGEST_CONFLICT]


def _side_by_side(
    reports: Sequence[Report], fact: Callable[[Event], _Fact | None], agree: Callable[[_Fact, _Fact], bool]
) -> str:
    told = [(value, report) for report in reports if (value := fact(report.event)) is not None]
    if all(agree(one, other) for (one, _), (other, _) in combinations(told, 2)):
        return ""
    return "; ".join(f"{value}: {_publisher(report)}" for value, report in told)


def _agree(one: PartialDate, other: PartialDate) -> bool:
    return _contains(one, other) or _contains(other, one)


def _publisher(report: Report) -> str:
    return next((citation.publisher for citation in report.event.sources if citation.publisher), report.source)


_NUMBERS: tuple[Callable[[Event], int | None], ...] = (attrgetter("count"), attrgetter("women"), attrgetter("men"))
