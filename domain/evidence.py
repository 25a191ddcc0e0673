"""What speaks for it, besides the name, that a text means this person of the register, and what against it (pure)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.event import EventKind
from domain.person import HELD, OUT, Person, PersonId
from domain.reading import ReadEvent

ENOUGH_SIGNS = 2
"""So many must speak for one of several namesakes, and none against (SECURITY.md, E: Namesake)."""

_ENDS_CUSTODY = frozenset({EventKind.RELEASE, EventKind.PARDON, EventKind.DEATH})
_OF_NEW_CASE = frozenset({EventKind.CHARGE, EventKind.CONVICTION, EventKind.ADDED_SENTENCE})
_NUMBER = re.compile(r"\d+")


class Sign(StrEnum):
    """A fact that a text and the register share, or on which they differ."""

    ARTICLE = "article"
    TERM = "term"
    PLACE = "place"
    CUSTODY = "custody"
    """Somebody who is let out or dies in custody was held until then."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The name as the text has it, whom it is taken for, and what speaks for that and against it."""

    name: str
    person: PersonId
    supports: tuple[Sign, ...] = ()
    contradicts: tuple[Sign, ...] = ()


def weigh(name: str, event: ReadEvent, person: Person) -> Evidence:
    """Return what ``event`` tells of a person it calls ``name``, against what the register knows of ``person``."""
    signs = {sign: rule(event, person) for sign, rule in _RULES.items()} if len(event.people) == 1 else {}
    signs[Sign.CUSTODY] = _custody(event, person)
    return Evidence(
        name,
        person.id,
        tuple(sign for sign, agrees in signs.items() if agrees),
        tuple(sign for sign, agrees in signs.items() if agrees is False),
    )


def choose(weighed: Sequence[Evidence]) -> Evidence | None:
    """Return the one of several namesakes for whom enough speaks, and for nobody else as much; else None."""
    strong = [each for each in weighed if len(each.supports) >= ENOUGH_SIGNS and not each.contradicts]
    return strong[0] if len(strong) == 1 else None


def _article(event: ReadEvent, person: Person) -> bool | None:
    told = {_base(fact.value) for fact in event.articles}
    known = {_base(article) for article in person.case.articles}
    if not told or not known:
        return None
    return True if told & known else (None if event.kind in _OF_NEW_CASE else False)


def _term(event: ReadEvent, person: Person) -> bool | None:
    known = person.case.sentence
    if event.term is None or known is None:
        return None
    told = event.term.value
    same = (told.years, told.months) == (known.years, known.months)
    return True if same else (None if event.kind in _OF_NEW_CASE else False)


def _place(event: ReadEvent, person: Person) -> bool | None:
    """Compare the numbers of institutions, the one part of their names that all languages share."""
    if event.place is None or event.kind is EventKind.TRANSFER:
        return None
    told, known = _NUMBER.findall(event.place.value), _NUMBER.findall(person.custody.institution)
    return (told[0] == known[0]) if told and known else None


def _custody(event: ReadEvent, person: Person) -> bool | None:
    """Tell whether somebody was held until then; that the register has them out since that day says nothing."""
    if event.kind not in _ENDS_CUSTODY:
        return None
    custody = person.custody
    if custody.status in OUT:
        known_already = event.date is not None and custody.as_of is not None and custody.as_of >= event.date.value
        return None if known_already else False
    return True if custody.status in HELD else None


def _base(article: str) -> str:
    return article.partition("-")[0]


_RULES: Mapping[Sign, Callable[[ReadEvent, Person], bool | None]] = {
    Sign.ARTICLE: _article,
    Sign.TERM: _term,
    Sign.PLACE: _place,
}
