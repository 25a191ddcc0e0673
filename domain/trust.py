"""Whose word is enough: tiers of outlets, and when a claim may be proposed as confirmed (pure).

Rules of SECURITY.md, E: a trusted outlet confirms alone; any other needs a second one; what only the state says stays
a claim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.event import Certainty, Event, EventKind

FEWEST_OUTLETS = 2
_FINAL = frozenset({EventKind.RELEASE, EventKind.DEATH})
"""What changes a life and the card: to name somebody in it wrongly is the worst we can do."""


class Tier(StrEnum):
    """How far an outlet is believed."""

    TRUSTED = "trusted"
    """Documents cases itself and corrects itself: Viasna."""
    PRESS = "press"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Witness:
    """Who says something, and in which text: ``fingerprint`` is empty where it stands in no text of its own."""

    outlet: str
    tier: Tier
    fingerprint: str = ""


def certainty_of(witnesses: Iterable[Witness]) -> Certainty:
    """Return how sure a claim is that ``witnesses`` make: two outlets that print one text are one voice."""
    heard = list(witnesses)
    if any(one.tier is Tier.TRUSTED for one in heard):
        return Certainty.CONFIRMED
    texts: dict[str, str] = {}
    for one in heard:
        texts.setdefault(one.fingerprint or one.outlet, one.outlet)
    enough = len(set(texts.values())) >= FEWEST_OUTLETS
    only_state = all(one.tier is Tier.STATE for one in heard)
    return Certainty.CONFIRMED if enough and not only_state else Certainty.UNCONFIRMED


def may_be_confirmed(event: Event) -> bool:
    """Return whether editors may call an event confirmed: a named release or death needs two different publishers."""
    if event.kind not in _FINAL or not (event.people or event.unmatched):
        return True
    publishers = {citation.publisher.casefold() for citation in event.sources if citation.publisher}
    return len(publishers) >= FEWEST_OUTLETS
