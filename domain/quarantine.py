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
from domain.event import Act, Certainty, Event, EventKind
from domain.records import write_event
from domain.report import BEGUN, Quarantined, Report
from domain.trust import Witness, certainty_of

NEAR = timedelta(days=7)
"""Two sources that date one event differently are rarely further apart; in a month, somebody may be moved again."""

_LONGEST_CONFLICT = 900
_MOST_ALIKE = 5
_LETS_OUT = frozenset({EventKind.PARDON, EventKind.RELEASE})
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
        return next((each.edited for each in self.members if each.edited), None) or self.claimed

    @property
    def claimed(self) -> Event:
        """The event as the reports alone propose it, whatever an editor has corrected."""
        return _merged(self.reports)

    @property
    def is_edited(self) -> bool:
        """Whether an editor has corrected the event."""
        return any(each.edited for each in self.members)

    @property
    def is_begun(self) -> bool:
        """Whether an editor has begun it: no source claims it."""
        return all(report.source in BEGUN for report in self.reports)

    @property
    def unjoined(self) -> tuple[int, ...]:
        """The numbers of those that no editor has joined to another one of them."""
        return tuple(each.number for each in self.members if each.joined not in self.numbers)

    @property
    def parts(self) -> "Sequence[Bundle]":
        """What editors have joined to it: each part as it stood when that was done."""
        return [part for number in self.numbers for part in bundled(self._joined_to(number))]

    def _joined_to(self, number: int) -> Iterable[Quarantined]:
        return (replace(each, joined=None) for each in self.members if each.joined == number)

    @property
    def stamp(self) -> str:
        """What fits a button and differs as soon as another report joins, or the event differs."""
        return stamp_of(self.numbers, self.event)


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

    def alike(self, place: int) -> Sequence[Bundle]:
        """Return the bundles of which an editor may say that they tell the event of the one at ``place``."""
        bundle = self.bundles[place]
        return [each for each in self.bundles if each is not bundle and may_be_same(bundle, each)][:_MOST_ALIKE]

    def place_after(self, handled: Quarantined) -> int:
        """Return where the queue goes on after a report that has left it."""
        later = (place for place, each in enumerate(self.bundles) if _turn(each.members[0]) > _turn(handled))
        return next(later, 0)


def stamp_of(*shown: object) -> str:
    """Return what fits a button and differs as soon as something of what was shown does."""
    exact = json.dumps(
        [write_event(each) if isinstance(each, Event) else each for each in shown], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(exact.encode()).hexdigest()[:12]


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


def may_be_same(bundle: Bundle, other: Bundle) -> bool:
    """Return whether two bundles may tell one event, which an editor then says: like kinds, near days, shared people.

    Whoever gives no day, or names nobody, may mean any day and anybody. A correction is about what was sent.
    """
    one, two = bundle.event, other.event
    if Act.UPDATE in {one.act, two.act}:
        return False
    alike = one.kind is two.kind or {one.kind, two.kind} == _LETS_OUT
    people = not one.people or not two.people or not set(one.people).isdisjoint(two.people)
    return alike and people and (one.date is None or two.date is None or _near_days(one.date, two.date))


def _turn(waiting: Quarantined) -> tuple[datetime, int]:
    return waiting.report.seen, waiting.number


def _subject(event: Event) -> object:
    return event.kind, frozenset(event.people), frozenset(event.unmatched)


def _same(one: Report, other: Report) -> bool:
    """Tell whether two reports of one kind about the same people mean one event.

    A source that dates two events differently means two; that two sources date one event differently is common.
    """
    if not BEGUN.isdisjoint({one.source, other.source}):
        return False  # it is filled in only after it was begun: what it claims until then tells nothing
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
    return _near_days(here, there)


def _near_days(here: PartialDate, there: PartialDate) -> bool:
    if here.full is None or there.full is None:
        return _agree(here, there)
    return abs(here.full - there.full) <= NEAR


def _contains(wide: PartialDate, narrow: PartialDate) -> bool:
    return str(narrow).startswith(str(wide))


def _merged(reports: Sequence[Report]) -> Event:
    """Return the event of the first report with what the others add; joined ones may name more people."""
    events = [report.event for report in reports]
    people = tuple(dict.fromkeys(person for event in events for person in event.people))
    unmatched = tuple(dict.fromkeys(name for event in events for name in event.unmatched))
    return replace(
        events[0],
        people=people,
        unmatched=unmatched,
        date=_finest([event.date for event in events if event.date]),
        count=_first(event.count for event in events),
        women=_first(event.women for event in events),
        men=_first(event.men for event in events),
        ground=_first(event.ground for event in events),
        summary={language: text for event in reversed(events) for language, text in event.summary.items()},
        sources=tuple({citation.url: citation for event in events for citation in event.sources}.values()),
        conflicts=_conflicts(reports),
        certainty=_certainty(reports, (*people, *unmatched)),
    )


def _certainty(reports: Sequence[Report], named: Sequence[str]) -> Certainty:
    """Return how sure all of it is: whoever tells of another kind of event, or does not name somebody, vouches less.

    Reports that were gathered by what they claim agree in both; those that an editor joined need not. What was sent was
    as sure as the editors had confirmed it.
    """
    if reports[0].event.act is Act.UPDATE:
        return reports[0].event.certainty
    telling = [report for report in reports if report.event.kind is reports[0].event.kind]
    told = [[each for each in telling if name in (*each.event.people, *each.event.unmatched)] for name in named]
    sure = all(certainty_of(map(_witness, some)) is Certainty.CONFIRMED for some in told or [telling])
    return Certainty.CONFIRMED if sure else Certainty.UNCONFIRMED


def _witness(report: Report) -> Witness:
    return Witness(report.outlet or report.source, report.tier, report.fingerprint)


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
