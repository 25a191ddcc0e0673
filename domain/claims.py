"""From what a text tells to what its outlet claims: one report an event, the same whenever the same is read (pure)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import PartialDate
from domain.event import Event
from domain.evidence import Evidence
from domain.excerpts import excerpt
from domain.person import Citation
from domain.reading import ReadEvent, Span
from domain.records import LONGEST_NAME
from domain.report import Report
from domain.trust import Tier

LONGEST_URL = 1_000
MOST_PEOPLE = 400
"""The longest list of names in one text of waves.tsv has 123."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands: the row of the catalogue, the outlet and how far it is believed, and the outlet's own id.

    ``voice`` is on whose word the text rests where it relays another's: an outlet that relays is no second voice.
    """

    source: str
    outlet: str
    tier: Tier
    text_id: str
    url: str
    published: datetime | None
    seen: datetime
    fingerprint: str = ""
    voice: str = ""


Matched = Mapping[str, Evidence]
"""Of names in a text that mean one person of the register: whom."""


def reports_of(text: str, events: Iterable[tuple[ReadEvent, Matched]], origin: Origin) -> Sequence[Report]:
    """Return what a text newly claims: a report an event, each with its own names matched."""
    return [_report(text, told, origin, matched) for told, matched in events]


def claimed(event: Event, origin: Origin, excerpt: str) -> Report:
    """Return the report of an event that a source states as such."""
    return Report(
        f"{_slug(origin.outlet)}:{event.id}",
        origin.source,
        origin.seen,
        event,
        excerpt,
        origin.voice or origin.outlet,
        origin.tier,
        origin.fingerprint,
    )


def cited(origin: Origin) -> tuple[Citation, ...]:
    """Return the page as a source of the event; an address that is none of the web is left out."""
    if not origin.url.startswith(("https://", "http://")) or len(origin.url) > LONGEST_URL:
        return ()
    published = PartialDate.in_minsk(origin.published) if origin.published else None
    return (Citation(origin.url, origin.outlet[:LONGEST_NAME], published),)


def _report(text: str, told: ReadEvent, origin: Origin, matched: Matched) -> Report:
    event = _event(told, origin, matched)
    shown = excerpt(text, _spans(told))
    evidence = tuple(matched[who.value] for who in told.people if who.value in matched)
    return Report(
        id=f"{_slug(origin.outlet)}:{event.id}",
        source=origin.source,
        seen=origin.seen,
        event=event,
        excerpt=shown.text,
        outlet=origin.voice or origin.outlet,
        tier=origin.tier,
        fingerprint=origin.fingerprint,
        marks=shown.marks,
        evidence=evidence,
    )


def _event(told: ReadEvent, origin: Origin, matched: Matched) -> Event:
    names = [who.value[:LONGEST_NAME] for who in told.people][:MOST_PEOPLE]
    return Event(
        id=_name(told, origin),
        kind=told.kind,
        date=told.date.value if told.date else None,
        count=told.count.value if told.count else None,
        women=told.women.value if told.women else None,
        men=told.men.value if told.men else None,
        people=tuple(dict.fromkeys(matched[name].person for name in names if name in matched)),
        unmatched=tuple(dict.fromkeys(name for name in names if name not in matched)),
        sources=cited(origin),
    )


def _name(told: ReadEvent, origin: Origin) -> str:
    """Return an id that says what and when, and differs as soon as the text is another or tells something else."""
    facts = (
        origin.outlet,
        origin.text_id,
        told.kind,
        str(told.date.value if told.date else ""),
        [each.value if each else None for each in (told.count, told.women, told.men)],
        [who.value for who in told.people],
    )
    digest = hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:12]
    published = PartialDate.in_minsk(origin.published) if origin.published else "undated"
    return f"{told.date.value if told.date else published}-{told.kind}-{_slug(origin.outlet)}-{digest}"


def _slug(outlet: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in outlet.lower())
    return kept.strip("-")[:30] or "outlet"


def _spans(told: ReadEvent) -> Iterator[Span]:
    yield from told.told_by
    yield from (fact.span for fact in (told.date, told.count, told.women, told.men, told.term, told.place) if fact)
    yield from (who.span for who in told.people)
