"""What makes a piece of news unusual enough that a third editor must look at it (SECURITY.md, E: Fatigue; pure)."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from domain.dates import PartialDate
from domain.event import Act, Event, EventKind
from domain.person import OUT, Custody, Status

WINDOW = timedelta(hours=1)

MOST_RELEASES = 15
"""Named releases confirmed within an hour. The names of a large wave become known one by one; two people who read each
text in three languages confirm one in four minutes at the most. Faster is a flood, or a program."""

_LETS_OUT = frozenset({EventKind.RELEASE, EventKind.PARDON})


class Worry(StrEnum):
    """Why a piece of news is unusual."""

    ALREADY_FREE = "already_free"
    """It names somebody whom the register has out, or dead, since an earlier day."""
    MANY_RELEASES = "many_releases"


def worries(event: Event, named: Iterable[Custody], recent: Iterable[Event]) -> frozenset[Worry]:
    """Return what is unusual about ``event``.

    ``named`` are the people it names as the register has them now, ``recent`` is what was confirmed within ``WINDOW``.
    A retraction never is: it must not wait for a third editor.
    """
    if event.act is Act.CANCEL:
        return frozenset()
    found = set()
    if any(_is_too_late(event, custody) for custody in named):
        found.add(Worry.ALREADY_FREE)
    if _is_named_release(event) and sum(map(_is_named_release, recent)) >= MOST_RELEASES:
        found.add(Worry.MANY_RELEASES)
    return frozenset(found)


def editors_needed(usually: int, found: frozenset[Worry]) -> int:
    """Return how many different editors must approve."""
    return usually + 1 if found else usually


def _is_named_release(event: Event) -> bool:
    return event.kind in _LETS_OUT and bool(event.people)


def _is_too_late(event: Event, custody: Custody) -> bool:
    """Tell whether something is told of somebody to whom it cannot happen any more.

    What the register has since the event's own day, or a later one, is the event itself; where it does not say since
    when, nothing is known against the event.
    """
    over = OUT if event.kind in _LETS_OUT else frozenset({Status.DIED})
    if event.kind is EventKind.NUMBERS or custody.status not in over or custody.as_of is None:
        return False
    return event.date is None or _earlier(custody.as_of, event.date)


def _earlier(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether ``one`` ended before ``other`` began; a month that holds the day did not."""
    return one < other and not str(other).startswith(str(one))
