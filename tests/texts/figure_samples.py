"""Figures for all tests of words: waves, months and lists, with harmless and with hostile words in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, Ground
from domain.language import Language
from domain.message import Message
from domain.person import Citation
from domain.tally import COUNTED, months
from domain.waves import waves
from texts import charts
from texts import numbers as by_month
from texts import waves as history
from texts.phrasebook import Voice

NUMBERS = (1, 2, 5, 11, 21, 22, 111, 1_131)


def counted(kind: EventKind, number: int | None, when: PartialDate | None, outlet: str = "Viasna") -> Event:
    """Return an event of ``number`` people."""
    return Event(
        id=f"{when}-{kind}-{number}-{outlet}",
        kind=kind,
        date=when,
        count=number,
        women=number,
        ground=Ground.PARDON if kind is EventKind.RELEASE else None,
        summary={Language(language): "x" for language in ("be", "ru", "en")},
        sources=(Citation("https://spring96.org/1", outlet, PartialDate(2026, 3, 19)),),
    )


def news(name: str) -> Sequence[Event]:
    """Return two years of news: every kind, number and precision, unconfirmed and disputed ones too."""
    kinds = (*COUNTED, EventKind.NUMBERS)
    every = [
        counted(kind, number, PartialDate(2024 + place // 4, 1 + place % 4 * 3, 5), name)
        for place, number in enumerate(NUMBERS)
        for kind in kinds
    ]
    doubtful = [replace(each, id=f"{each.id}-doubt", certainty=Certainty.UNCONFIRMED) for each in every]
    differing = [
        replace(every[0], id="differ", conflicts="37: Viasna; 2026-03: reform.news"),
        replace(every[1], id="prose", conflicts=name),
    ]
    bare = [Event("bare", kind, PartialDate(2026), unmatched=(name,)) for kind in kinds]
    undated = [counted(kind, 3, None) for kind in kinds] + [Event(f"nothing-{kind}", kind) for kind in kinds]
    return [*every, *doubtful, *differing, *bare, *undated]


def figures(name: str, voice: Voice) -> Iterator[Message]:
    """Yield every page of figures, the captions of their charts, and what is said where there are none."""
    events = news(name)
    for page in range(30):
        yield history.waves(waves(events), page, voice)
        yield by_month.numbers(months(events), page, voice)
    yield history.waves(waves([]), 0, voice)
    yield by_month.numbers(months([]), 0, voice)
    for some in (events, events[:1], events[4:5]):
        yield charts.waves_caption(waves(some), voice)
        yield charts.numbers_caption(months(some), voice)
    yield charts.not_drawn(voice)
