"""What speaks for it, and against it, that a text means this person."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import EventKind
from domain.evidence import Evidence, Sign, choose, weigh
from domain.language import Language
from domain.person import Case, Custody, Gender, Person, Sentence, Status
from domain.reading import Fact, ReadEvent, Span

HERE = Span(0, 1)
NAME = "Ян Выдуманы"
JAN = Person(
    "viasna:1",
    {Language("be"): (NAME,)},
    Gender.MALE,
    custody=Custody(Status.IMPRISONED, institution="colony-3"),
    case=Case(("342", "361-4"), Sentence(3, 6)),
)


def told(kind: EventKind = EventKind.RELEASE, **facts: object) -> ReadEvent:
    event = ReadEvent(kind, (HERE,), people=(Fact(NAME, HERE),))
    return replace(event, **facts)  # type: ignore[arg-type]


def articles(*numbers: str) -> tuple[Fact[str], ...]:
    return tuple(Fact(number, HERE) for number in numbers)


CASES: dict[str, tuple[ReadEvent, set[Sign], set[Sign]]] = {
    "held until then": (told(), {Sign.CUSTODY}, set()),
    "the article": (told(articles=articles("361")), {Sign.CUSTODY, Sign.ARTICLE}, set()),
    "another article": (told(articles=articles("205")), {Sign.CUSTODY}, {Sign.ARTICLE}),
    "a new case has other articles": (told(EventKind.CHARGE, articles=articles("411")), set(), set()),
    "the term": (told(EventKind.CONVICTION, term=Fact(Sentence(3, 6), HERE)), {Sign.TERM}, set()),
    "the colony": (told(place=Fact("калоніі № 3", HERE)), {Sign.CUSTODY, Sign.PLACE}, set()),
    "another colony": (told(place=Fact("калоніі № 15", HERE)), {Sign.CUSTODY}, {Sign.PLACE}),
    "a place without a number": (told(place=Fact("калоніі", HERE)), {Sign.CUSTODY}, set()),
    "several people share no details": (
        told(articles=articles("205"), people=(Fact(NAME, HERE), Fact("Хтось Іншы", HERE))),
        {Sign.CUSTODY},
        set(),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_text_shares_with_the_register(case: str) -> None:
    event, supports, contradicts = CASES[case]
    found = weigh(NAME, event, JAN)
    assert (set(found.supports), set(found.contradicts)) == (supports, contradicts)


def test_somebody_out_already_is_hardly_let_out() -> None:
    out = replace(JAN, custody=Custody(Status.RELEASED))
    assert weigh(NAME, told(), out).contradicts == (Sign.CUSTODY,)


def test_somebody_out_since_the_day_of_the_event_may_be_the_one_it_tells_of() -> None:
    day = PartialDate(2026, 11, 20)
    out = replace(JAN, custody=Custody(Status.RELEASED, as_of=day))
    assert weigh(NAME, told(date=Fact(day, HERE)), out).contradicts == ()
    assert weigh(NAME, told(date=Fact(PartialDate(2026, 11, 21), HERE)), out).contradicts == (Sign.CUSTODY,)


def test_one_of_namesakes_is_chosen_only_where_the_text_tells_them_apart() -> None:
    two = Evidence(NAME, "viasna:1", (Sign.ARTICLE, Sign.CUSTODY))
    one = Evidence(NAME, "viasna:2", (Sign.CUSTODY,))
    against = Evidence(NAME, "viasna:3", (Sign.CUSTODY, Sign.ARTICLE), (Sign.PLACE,))
    assert choose([one, two, against]) == two
    assert choose([two, replace(two, person="viasna:9")]) is None
    assert choose([one]) is None
    assert choose([]) is None
