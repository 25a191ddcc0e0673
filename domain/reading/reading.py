"""What a text tells, as events: each fact with the words it was read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.dates import PartialDate
from domain.event import EventKind
from domain.person import Sentence as Term
from domain.reading.article import Zone, arrange
from domain.reading.completing import complete
from domain.reading.counting import Count
from domain.reading.deciding import Strand, strands
from domain.reading.details import Details
from domain.reading.lexicon import ReadingLexicon
from domain.reading.naming import Named
from domain.reading.spans import Span

Value = TypeVar("Value")
STEM = 4
MOST_SUMMED = 20
"""Numbers of one event that are tried as sums of each other."""

TIMED = frozenset({EventKind.CONVICTION, EventKind.ADDED_SENTENCE})
PLACED = frozenset({EventKind.TRANSFER, EventKind.DEATH, EventKind.RELEASE})


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """Something read, and the words it was read from."""

    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """One event as a text tells it; ``told_by`` are the words that tell the kind."""

    kind: EventKind
    told_by: tuple[Span, ...]
    date: Fact[PartialDate] | None = None
    count: Fact[int] | None = None
    women: Fact[int] | None = None
    men: Fact[int] | None = None
    people: tuple[Fact[str], ...] = ()
    articles: tuple[Fact[str], ...] = ()
    term: Fact[Term] | None = None
    place: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The events a text newly reports, and those it recalls, which never make an alert."""

    events: tuple[ReadEvent, ...]
    background: tuple[ReadEvent, ...]
    published: date | None = None


def read(text: str, lexicon: ReadingLexicon, published: date | None = None) -> Reading:
    """Read a text whose first line is its headline; ``published`` helps to date "today" and days without a year."""
    article = arrange(text, lexicon, published)
    found = strands(article)
    complete(found, article)
    return Reading(
        tuple(_event(strand) for strand in found if strand.is_news),
        tuple(_event(strand) for strand in found if not strand.is_news),
        article.published,
    )


def _event(strand: Strand) -> ReadEvent:
    people = tuple(_distinct(strand.people))
    return ReadEvent(
        EventKind.ADDED_SENTENCE if strand.adds_time else strand.kind,
        tuple(span for _, mention in strand.sentences if mention for span in mention.spans),
        _date(strand),
        _count(strand, len(people)),
        _sex(strand, "women"),
        _sex(strand, "men"),
        people,
        tuple(_articles(strand)),
        next((Fact(*each.term) for each in _details(strand) if each.term), None) if strand.kind in TIMED else None,
        next((Fact(*each.place) for each in _details(strand) if each.place), None) if strand.kind in PLACED else None,
    )


def _details(strand: Strand) -> Iterable[Details]:
    return (placed.told.details for placed, _ in strand.sentences)


def _articles(strand: Strand) -> Iterable[Fact[str]]:
    if strand.kind not in TIMED | {EventKind.CHARGE}:
        return
    seen: set[str] = set()
    for value, span in (article for each in _details(strand) for article in each.articles):
        if value not in seen:
            seen.add(value)
            yield Fact(value, span)


def _distinct(people: Iterable[Named]) -> Iterable[Fact[str]]:
    seen: set[tuple[str, ...]] = set()
    for person in people:
        key = tuple(sorted(word.lower()[:STEM] for word in person.name.split()))
        if key not in seen:
            seen.add(key)
            yield Fact(person.name, person.span)


def _date(strand: Strand) -> Fact[PartialDate] | None:
    return next((Fact(*placed.told.day) for placed, _ in strand.sentences if placed.told.day), None)


def _sex(strand: Strand, sex: str) -> Fact[int] | None:
    every = (count for placed, _ in strand.sentences for count in placed.told.counts if count.sure)
    return next((Fact(count.value, count.span) for count in every if count.sex == sex), None)


def _count(strand: Strand, named: int) -> Fact[int] | None:
    numbers = [count for count in strand.counts if count.sex == "any" and not count.subset]
    numbers = [count for count in numbers if count.sure] or numbers
    if numbers:
        total = _sum(numbers) or _headline(strand, numbers) or _total(strand, numbers)
        before = sum(who.span < total.span for who in strand.people) if total.others else 0
        return Fact(total.value + before, total.span)
    sexes = [fact for fact in (_sex(strand, "women"), _sex(strand, "men")) if fact]
    if sexes and sum(fact.value for fact in sexes) >= named:
        return Fact(sum(fact.value for fact in sexes), sexes[0].span)
    if named:
        return Fact(named, strand.people[0].span)
    return None


def _headline(strand: Strand, numbers: Sequence[Count]) -> Count | None:
    head = {count for placed, _ in strand.sentences if placed.zone is Zone.HEAD for count in placed.told.counts}
    return next((number for number in numbers if number in head and not number.others), None)


def _sum(numbers: Sequence[Count]) -> Count | None:
    """Return the number that is the sum of two others: it counts everybody."""
    few = numbers[:MOST_SUMMED]
    values = [number.value for number in few]
    for at, number in enumerate(few):
        rest = values[:at] + values[at + 1 :]
        if any(one + other == number.value for i, one in enumerate(rest) for other in rest[i + 1 :]):
            return number
    return None


def _total(strand: Strand, numbers: Sequence[Count]) -> Count:
    """Return the number that counts everybody: the first, unless it counts others of whom nobody was named yet."""
    if any(who.span < numbers[0].span for who in strand.people):
        return numbers[0]
    return next((number for number in numbers if not number.others), numbers[0])
