"""Waves: how the state lets people go, several at once or by an act of its own (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.event import Event, EventKind, Ground
from domain.tally import Figure, figure, headcount, newest_first

KINDS = (EventKind.PARDON, EventKind.RELEASE)

_BY_COURSE_OF_TIME = frozenset({Ground.FULL_TERM, Ground.PAROLE})


@dataclass(frozen=True, slots=True)
class Waves:
    """All waves, the newest first, and how many people pardons and releases among them tell of."""

    events: Sequence[Event]
    pardoned: Figure
    released: Figure


def is_wave(event: Event) -> bool:
    """Tell whether an event is one: a pardon, or a release by pardon, amnesty or exchange, or of several at once.

    Who comes out when the term has run out, or alone and nobody says why, is let go by no wave.
    """
    if event.kind is EventKind.PARDON:
        return True
    if event.kind is not EventKind.RELEASE or event.ground in _BY_COURSE_OF_TIME:
        return False
    return event.ground is not None or (headcount(event) or 0) > 1


def waves(events: Iterable[Event]) -> Waves:
    """Return the waves among ``events``."""
    found = [event for event in newest_first(events) if is_wave(event)]
    pardoned, released = (figure(event for event in found if event.kind is kind) for kind in KINDS)
    return Waves(found, pardoned, released)
