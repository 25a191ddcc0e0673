"""What a register of prisoners says, import after import, and which claims its changes make (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from domain.dates import PartialDate
from domain.event import Event, EventKind, Ground
from domain.merging import is_older, merged, no_longer_held
from domain.person import HELD, OUT, Person, Sentence, Status
from domain.report import Report
from domain.trust import Tier

SOURCE = "viasna-register"
OUTLET = "Viasna"
LARGEST_LOSS = 0.10
"""A register that lost more than this share of its rows is cut short or another file (SOURCES.md, 7)."""

LARGEST_GROWTH = 0.02
MOST_NEWCOMERS = 50
"""The register grew by 7 of 8,696 in four days of August 2026: what grows by more than 2 % was not all known before."""

NEWS = timedelta(days=365)
"""A claim dated earlier than this before we saw it is a gap filled in, not news."""

_MINSK = timezone(timedelta(hours=3))
_KEY = re.compile(r"(colony|prison|sizo)-\d+\Z")
_MALICIOUS_DISOBEDIENCE = "411"


class Standing(StrEnum):
    """How Viasna lists somebody: NEVER are convicted people it does not recognise as political prisoners."""

    ACTIVE = "active"
    FORMER = "former"
    NEVER = "np"

    @property
    def recognised(self) -> bool:
        """Whether Viasna recognises, or recognised, the person as a political prisoner."""
        return self is not Standing.NEVER


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register: the person it describes, and what only the register says.

    ``ground`` of a release where the row names one; ``excerpt`` holds the row's own words for the editors.
    """

    person: Person
    standing: Standing
    ground: Ground | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    old: Person
    after: Person
    entry: Entry
    seen: date  # in Minsk


def applied(before: Person | None, entry: Entry) -> Person:
    """Return the person after the row: somebody former is held no longer, even where the row does not say why."""
    person = entry.person
    if before is not None and entry.standing is Standing.FORMER and not is_older(person, before):
        before = no_longer_held(before, person.custody.as_of)
    return merged(before, person)


def is_first(known: int, listed: int) -> bool:
    """Return whether a register of ``listed`` rows meets a store that has never had it.

    A few people may be known from the starter data; no register doubles from one import to the next.
    """
    return known * 2 < listed


def are_news(newcomers: int, known: int) -> bool:
    """Return whether so many people newly listed at once are news, not the rest of an import that was broken off."""
    return newcomers <= max(MOST_NEWCOMERS, known * LARGEST_GROWTH)


def shrank(known: int, listed: int) -> bool:
    """Return whether more than a tenth of the ``known`` people are missing from a register of ``listed`` rows."""
    return listed < known * (1 - LARGEST_LOSS)


def claims(before: Person | None, after: Person, entry: Entry, seen: datetime) -> Sequence[Report]:
    """Return what the row newly claims, for the editors; a row that is absent claims nothing.

    Of somebody new it claims the recognition only. A report has the same id when the same change is met again (after
    a crash between the report and the store).
    """
    old = before or replace(after, recognised=None)
    step = _Step(old, after, entry, seen.astimezone(_MINSK).date())
    events = (event for claim in (_recognition, _release, _death, _sentence, _transfer) for event in claim(step))
    return [_report(event, seen, entry.excerpt) for event in events]


def _report(event: Event, seen: datetime, excerpt: str) -> Report:
    return Report(f"{SOURCE}:{event.id}", SOURCE, seen, event, excerpt, OUTLET, Tier.TRUSTED)


def _event(kind: EventKind, person: Person, on: PartialDate | None, detail: object = "") -> Event:
    name = "-".join(filter(None, (person.id[:40], kind.value, str(on or ""), str(detail))))
    return Event(name, kind, on, people=(person.id,), sources=person.sources)


def _recognition(step: _Step) -> Iterator[Event]:
    if step.after.recognised and step.old.recognised is not True:
        yield _event(EventKind.RECOGNITION, step.after, None)


def _release(step: _Step) -> Iterator[Event]:
    """Say that somebody is out, never why it is so unless the row says it: pardon and amnesty share one cluster."""
    status, earlier = step.after.custody.status, step.old.custody.status
    left = earlier in HELD and step.entry.standing is Standing.FORMER
    out = status in {Status.RELEASED, Status.EXILED} and earlier not in OUT
    if (left or out) and status is not Status.DIED and _fresh(step.after.custody.ends, step.seen):
        yield replace(_event(EventKind.RELEASE, step.after, _past(step)), ground=step.entry.ground)


def _death(step: _Step) -> Iterator[Event]:
    if step.after.custody.status is Status.DIED and step.old.custody.status is not Status.DIED:
        yield _event(EventKind.DEATH, step.after, _past(step))


def _sentence(step: _Step) -> Iterator[Event]:
    """Tell a first or another verdict from a term that grew: Article 411 adds to a sentence that is being served."""
    case, earlier = step.after.case, step.old.case
    if case == earlier or case.sentence is None or not _fresh(case.verdict, step.seen):
        return
    term, same_verdict = _days(case.sentence), case.verdict == earlier.verdict
    disobeyed = _MALICIOUS_DISOBEDIENCE in set(case.articles) - set(earlier.articles)
    if earlier.sentence and (disobeyed or (same_verdict and term > _days(earlier.sentence))):
        yield _event(EventKind.ADDED_SENTENCE, step.after, case.verdict, term)
    elif not (earlier.sentence and same_verdict):
        yield _event(EventKind.CONVICTION, step.after, case.verdict, term)


def _transfer(step: _Step) -> Iterator[Event]:
    """Two institutions in a source's words may be one in two languages: at least one must be a key."""
    here, there = step.after.custody.institution, step.old.custody.institution
    keyed = _KEY.match(here) or _KEY.match(there)
    if here and there and here != there and keyed and step.after.custody.status in HELD:
        place = here if _KEY.match(here) else "elsewhere"
        yield _event(EventKind.TRANSFER, step.after, None, f"{place}-{step.seen:%Y-%m}")


def _fresh(on: PartialDate | None, seen: date) -> bool:
    return on is None or date(on.year, on.month or 12, on.day or 28) >= seen - NEWS


def _past(step: _Step) -> PartialDate | None:
    """Return the day the custody ended; a day to come is only the end of the term."""
    ends = step.after.custody.ends
    return ends if ends is not None and ends <= PartialDate.of(step.seen) else None


def _days(sentence: Sentence) -> int:
    return sentence.years * 365 + sentence.months * 30 + sentence.days
