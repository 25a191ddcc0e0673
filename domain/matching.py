"""Which people does an event mean: ids are taken as they are, a bare name only where there is no doubt."""

from collections.abc import Callable, Collection
from dataclasses import replace

from domain.event import Event
from domain.person import PersonId

Certain = Callable[[str], PersonId | None]
"""Returns the one person a name means beyond doubt, or None."""


def match_people(event: Event, known: Collection[PersonId], certain: Certain) -> Event:
    """Return ``event`` with every name settled: known ids first, certain matches, the rest left to the editors.

    ``known`` holds those of ``event.people`` that are ids in the store.
    """
    found: dict[PersonId, None] = {}
    unmatched = list(event.unmatched)
    for named in event.people:
        match = named if named in known else certain(named)
        if match is None:
            unmatched.append(named)
        else:
            found[match] = None
    return replace(event, people=tuple(found), unmatched=tuple(dict.fromkeys(unmatched)))
