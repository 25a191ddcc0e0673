"""How many people, by month: released, pardoned, put on the list, convicted; and how long the list is (pure).

A pardon is the state's act and a release a person outside (MESSAGES.md), so they are never added up. What is not
confirmed is counted apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind

COUNTED = (EventKind.RELEASE, EventKind.PARDON, EventKind.RECOGNITION, EventKind.CONVICTION)
"""What is added up by month: who comes out, and who comes in. An added sentence is of somebody who is in already."""

TOLD = frozenset({*COUNTED, EventKind.NUMBERS})
"""The kinds of events that figures are made of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people some events of one kind tell of.

    ``at_least``: one of them does not say how many, and only whom it names was counted. ``unconfirmed`` people are
    not among ``people``. ``events`` are all of them, the confirmed ones first.
    """

    people: int
    unconfirmed: int
    at_least: bool
    events: tuple[Event, ...]

    @property
    def confirmed(self) -> tuple[Event, ...]:
        """The events that ``people`` counts."""
        return tuple(event for event in self.events if _is_confirmed(event))


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or a year where sources name no month, and what was told of it; a kind nothing was told of is absent.

    ``lists`` are the events that say how long the list of political prisoners was, newest first.
    """

    when: PartialDate
    figures: Mapping[EventKind, Figure]
    lists: tuple[Event, ...] = ()


def headcount(event: Event) -> int | None:
    """Return how many people an event is about: the number it gives, else how many it names; None for neither."""
    named = names_known(event)
    return event.count if event.count is not None else named or None


def names_known(event: Event) -> int:
    """Return how many people an event names, matched or not."""
    return len(event.people) + len(event.unmatched)


def when(event: Event) -> PartialDate | None:
    """Return when it happened, else when it was first reported; None where no source is dated either."""
    reported = (citation.published for citation in event.sources if citation.published)
    return event.date or min(reported, default=None)


def newest_first(events: Iterable[Event]) -> Sequence[Event]:
    """Sort by date; a month comes after its days, and what has no date at the end."""
    return sorted(events, key=lambda event: (when(event) or PartialDate(1), event.id), reverse=True)


def figure(events: Iterable[Event]) -> Figure:
    """Add up events of one kind. Whom two of them name is one person where names are all that one of them gives."""
    confirmed_first = sorted(events, key=lambda event: not _is_confirmed(event))
    people = unconfirmed = 0
    for event, number in zip(confirmed_first, _numbers(confirmed_first), strict=True):
        if _is_confirmed(event):
            people += number
        else:
            unconfirmed += number
    at_least = any(event.count is None and _is_confirmed(event) for event in confirmed_first)
    return Figure(people, unconfirmed, at_least, tuple(confirmed_first))


def months(events: Iterable[Event]) -> Sequence[Month]:
    """Return what ``events`` tell, month by month, the newest first; what has no date at all is left out."""
    dated = [event for event in newest_first(events) if when(event) and event.kind in TOLD]
    return [_month(period, tuple(some)) for period, some in groupby(dated, key=_period)]


def _period(event: Event) -> PartialDate:
    date = when(event) or PartialDate(1)
    return PartialDate(date.year, date.month)


def _month(period: PartialDate, events: Sequence[Event]) -> Month:
    told = {kind: [event for event in events if event.kind is kind] for kind in COUNTED}
    lists = tuple(event for event in events if event.kind is EventKind.NUMBERS and event.count is not None)
    return Month(period, {kind: figure(some) for kind, some in told.items() if some}, lists)


def _numbers(events: Sequence[Event]) -> Iterator[int]:
    seen: set[str] = set()
    for event in events:
        named = {*event.people, *event.unmatched}
        only_names = headcount(event) == len(named)
        yield len(named - seen) if only_names else headcount(event) or 0
        seen |= named


def _is_confirmed(event: Event) -> bool:
    return event.certainty is Certainty.CONFIRMED
