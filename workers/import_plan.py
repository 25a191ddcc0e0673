"""What an import would do: every row against what the store has, before anything is written (pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.alike import is_somebody_else
from domain.event import Event, EventState, Filed
from domain.fields import clean
from domain.language import ENGLISH
from domain.matching import match_people
from domain.merging import merged
from domain.person import Person, PersonId
from domain.refusal import Problem, Refusal, Refused
from domain.register import Entry, applied, are_news, claims
from domain.report import Report
from sources.imported import AnyRow, RefusedRow, Row


@dataclass(slots=True)
class Count:
    """How many of one kind are new, differ, or are already stored as they stand in the file."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Plan:
    """What there is to write, and what to tell the operator; nothing here has been written yet.

    ``doubts`` are cells of rows that were taken without them; ``left`` are events that the editors have in hand;
    ``alike`` are new people, each with a stored one who may be the same;
    ``newly_listed`` are reports on people the store has not had, which become ``reports`` only where they are news.
    """

    people: dict[PersonId, Person] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    counted: Count = field(default_factory=Count)
    counted_events: Count = field(default_factory=Count)
    refused: list[RefusedRow] = field(default_factory=list)
    doubts: list[RefusedRow] = field(default_factory=list)
    left: list[RefusedRow] = field(default_factory=list)
    newly_listed: list[Report] = field(default_factory=list)
    alike: list[tuple[Person, Person]] = field(default_factory=list)

    @property
    def took_nothing(self) -> bool:
        """Whether there were rows, and every one was refused."""
        return bool(self.refused) and not any(
            count
            for kind in (self.counted, self.counted_events)
            for count in (kind.added, kind.changed, kind.unchanged)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has: people by id, events by id."""

    people: Mapping[PersonId, Person]
    events: Mapping[str, Filed]
    like: Callable[[Person, str], bool] = lambda person, name: name in person.spellings()


def make_plan(rows: Iterable[AnyRow], known: Known, seen: datetime, *, reporting: bool) -> Plan:
    """Return what to write. ``reporting``: changes that a register makes become reports, dated ``seen``."""
    plan = Plan()
    events: list[tuple[int, Event]] = []
    for row in rows:
        if isinstance(row, RefusedRow):
            plan.refused.append(row)
        elif isinstance(row.taken, Event):
            events.append((row.line, row.taken))
        else:
            _plan_person(plan, row, row.taken, known, seen if reporting else None)
    if are_news(plan.counted.added, plan.counted.changed + plan.counted.unchanged):
        plan.reports += plan.newly_listed
    _plan_events(plan, events, known)
    plan.refused.sort(key=lambda row: row.line)
    return plan


def _plan_person(plan: Plan, row: Row, taken: Person | Entry, known: Known, seen: datetime | None) -> None:
    plan.doubts += (RefusedRow(row.line, doubt) for doubt in row.doubts)
    person = taken.person if isinstance(taken, Entry) else taken
    before = known.people.get(person.id)
    if before is not None and is_somebody_else(before, person, lambda name: known.like(before, name)):
        plan.refused.append(RefusedRow(row.line, Refusal(Problem.ANOTHER_PERSON, person.id, before.name(ENGLISH))))
        return
    after = applied(before, taken) if isinstance(taken, Entry) else merged(before, taken)
    if after == before:
        plan.counted.unchanged += 1
        return
    plan.people[after.id] = after
    plan.counted.added += before is None
    plan.counted.changed += before is not None
    if isinstance(taken, Entry) and seen is not None:
        found = plan.newly_listed if before is None else plan.reports
        found += claims(before, after, taken, seen)


def _plan_events(plan: Plan, events: Sequence[tuple[int, Event]], known: Known) -> None:
    people = {**known.people, **plan.people}
    by_name = _unique_spellings(people.values()) if any(event.people for _, event in events) else {}
    for line, named in events:
        try:
            event = match_people(named, people.keys(), lambda name: by_name.get(_folded(name)))
        except Refused as refused:
            plan.refused.append(RefusedRow(line, refused.refusal))
            continue
        _plan_event(plan, line, event, known.events.get(event.id))


def _plan_event(plan: Plan, line: int, event: Event, filed: Filed | None) -> None:
    """Only history is replaced by history: what editors drafted, confirmed or dropped stays theirs."""
    if filed is not None and filed.state is not EventState.HISTORY:
        plan.left.append(RefusedRow(line, Refusal(Problem.REPEATED, "id", event.id)))
    elif filed is not None and filed.event == event:
        plan.counted_events.unchanged += 1
    else:
        plan.events.append(event)
        plan.counted_events.added += filed is None
        plan.counted_events.changed += filed is not None


def _unique_spellings(people: Iterable[Person]) -> Mapping[str, PersonId]:
    """Return whom an exact spelling means; one that namesakes share means nobody."""
    found: dict[str, PersonId | None] = {}
    for person in people:
        for spelling in {_folded(spelling) for spelling in person.spellings()}:
            found[spelling] = None if spelling in found else person.id
    return {spelling: person_id for spelling, person_id in found.items() if person_id is not None}


def _folded(name: str) -> str:
    return clean(name).casefold()
