"""What an editor corrects of a reported event, a field at a time, from what was pressed or typed (pure).

What cannot be taken raises Refused; its ``field`` is a ``Field``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from domain import fields
from domain.event import Act, Certainty, Event, EventKind, Ground
from domain.language import Language
from domain.person import Citation, PersonId
from domain.records import LONGEST_NAME, read_event, write_event
from domain.refusal import Problem, Refused
from domain.trust import may_be_confirmed

_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z", re.ASCII)
_DIGITS = re.compile(r"\d{1,7}\Z", re.ASCII)
_MOST = 1_000_000
_SOURCE = re.compile(r"(https://[^\s/.]+\.[^\s]+)\s+(\S.*)\Z", re.IGNORECASE)
_SOURCE_EXAMPLE = "https://… Viasna"


class Field(StrEnum):
    """What can be corrected; the names ride in buttons."""

    KIND = "kind"
    DATE = "date"
    COUNT = "count"
    WOMEN = "women"
    MEN = "men"
    PEOPLE = "people"
    GROUND = "ground"
    TEXT = "text"
    CERTAINTY = "sure"
    SOURCES = "source"


class Step(StrEnum):
    """What a button of the form does besides setting a field; the names ride in buttons."""

    PERSON = "person"  # value: code; adds a person of the register
    UNPERSON = "unperson"  # value: place among the people
    NAME = "name"  # value: token of a name that was typed; adds it as it is
    UNNAME = "unname"  # value: place among the names that nobody has matched
    MATCH = "match"  # value: such a place and a code, "0-12"
    CITE = "cite"  # value: place among the sources that the reports name
    UNSOURCE = "unsource"  # value: place among the sources
    UNDO = "undo"  # back to what the sources say


def with_value(event: Event, field: Field, value: str) -> Event:
    """Return the event with one field, which holds one value, as ``value`` says; an empty one clears it."""
    setter = _SETTERS.get(field)
    if setter is None:
        raise Refused(Problem.UNKNOWN_FIELD, field, ", ".join(_SETTERS))
    return _checked(setter(event, fields.clean(value)))


def with_text(event: Event, language: Language, sentence: str) -> Event:
    """Return the event with its sentence in one language; an empty one takes it out."""
    told = fields.text({Field.TEXT: sentence}, Field.TEXT)
    kept = {each: text for each, text in event.summary.items() if each != language}
    return replace(event, summary={**kept, language: told} if told else kept)


def with_person(event: Event, person: PersonId) -> Event:
    """Return the event naming one more person of the register."""
    return replace(event, people=tuple(dict.fromkeys((*event.people, person))))


def without_person(event: Event, place: int) -> Event:
    """Return the event without one of the people of the register."""
    return replace(event, people=_without(event.people, place))


def with_name(event: Event, name: str) -> Event:
    """Return the event with a name that nobody has matched."""
    kept = fields.required({Field.PEOPLE: name}, Field.PEOPLE, LONGEST_NAME)
    return replace(event, unmatched=tuple(dict.fromkeys((*event.unmatched, kept))))


def without_name(event: Event, place: int) -> Event:
    """Return the event without one of the names that nobody has matched."""
    return replace(event, unmatched=_without(event.unmatched, place))


def matched_to(event: Event, place: int, person: PersonId) -> Event:
    """Return the event with a bare name taken for a person of the register."""
    return with_person(without_name(event, place), person)


def with_source(event: Event, citation: Citation) -> Event:
    """Return the event with one more source; the same address takes the place of what was known of it."""
    others = [each for each in event.sources if each.url != citation.url]
    return _checked(replace(event, sources=(*others, citation)))


def without_source(event: Event, place: int) -> Event:
    """Return the event without one of its sources."""
    return replace(event, sources=event.sources[:place] + event.sources[place + 1 :])


def source_in(typed: str) -> Citation:
    """Return the source that “https://… Publisher” names."""
    found = _SOURCE.match(fields.clean(typed))
    if found is None:
        raise Refused(Problem.WRONG_TYPE, Field.SOURCES, _SOURCE_EXAMPLE)
    url = f"https://{found[1][len('https://') :]}"
    row = {"url": url, "publisher": found[2]}
    return Citation(fields.required(row, "url"), fields.required(row, "publisher", LONGEST_NAME))


def may_confirm(event: Event, claimed: Event) -> bool:
    """Return whether an editor may call the event confirmed: by its sources, or because the reports come to that.

    ``claimed`` is what the reports propose; they vouch for their own kind of event only. For a correction vouches what
    was sent, as long as all of its sources stay.
    """
    vouched = claimed.certainty is Certainty.CONFIRMED and claimed.kind is event.kind
    if claimed.act is Act.UPDATE:
        vouched = vouched and set(claimed.sources) <= set(event.sources)
    return vouched or may_be_confirmed(event)


def kept_honest(event: Event, claimed: Event) -> Event:
    """Return the event as unconfirmed where nothing confirms it any more: a source went, or a name came."""
    return event if may_confirm(event, claimed) else replace(event, certainty=Certainty.UNCONFIRMED)


def _checked(event: Event) -> Event:
    return read_event(write_event(event))


def _without(names: tuple[str, ...], place: int) -> tuple[str, ...]:
    return names[:place] + names[place + 1 :]


def _kind(event: Event, value: str) -> Event:
    kind = fields.choice({Field.KIND: value}, Field.KIND, EventKind)
    if kind is None:
        raise Refused(Problem.MISSING, Field.KIND)
    return replace(event, kind=kind)


def _date(event: Event, value: str) -> Event:
    """Read a date as records have it, or with the day first and points, as people write it."""
    day_first = _DAY_FIRST.match(value)
    iso = f"{day_first[3]}-{int(day_first[2]):02}-{int(day_first[1]):02}" if day_first else value
    return replace(event, date=fields.date({Field.DATE: iso}, Field.DATE))


def _ground(event: Event, value: str) -> Event:
    return replace(event, ground=fields.choice({Field.GROUND: value}, Field.GROUND, Ground))


def _certainty(event: Event, value: str) -> Event:
    certainty = fields.choice({Field.CERTAINTY: value}, Field.CERTAINTY, Certainty)
    return replace(event, certainty=certainty or Certainty.UNCONFIRMED)


def _count(event: Event, value: str) -> Event:
    return replace(event, count=_number(value, Field.COUNT))


def _women(event: Event, value: str) -> Event:
    return replace(event, women=_number(value, Field.WOMEN))


def _men(event: Event, value: str) -> Event:
    return replace(event, men=_number(value, Field.MEN))


def _number(value: str, field: Field) -> int | None:
    digits = value.replace(" ", "")
    if digits and (not _DIGITS.match(digits) or int(digits) > _MOST):
        raise Refused(Problem.WRONG_TYPE, field, f"0–{_MOST}")
    return int(digits) if digits else None


_SETTERS: Mapping[Field, Callable[[Event, str], Event]] = {
    Field.KIND: _kind,
    Field.DATE: _date,
    Field.COUNT: _count,
    Field.WOMEN: _women,
    Field.MEN: _men,
    Field.GROUND: _ground,
    Field.CERTAINTY: _certainty,
}
