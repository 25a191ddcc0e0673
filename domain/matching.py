"""Which people does an event mean: ids are taken as they are, a bare name only where there is no doubt."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from domain.event import Event
from domain.person import PersonId
from domain.refusal import Problem, Refused

_ID = re.compile(r"[a-z][a-z0-9-]*:\S+\Z")
"""How an id looks: a source, a colon, its own key. A bare name never does."""

Certain = Callable[[str], PersonId | None]
"""Returns the one person a name means beyond doubt, or None."""


def match_people(event: Event, known: Collection[PersonId], certain: Certain) -> Event:
    """Return ``event`` with every name settled: known ids first, certain matches, the rest left to the editors.

    ``known`` holds those of ``event.people`` that are ids in the store; another id is refused: it is no name.
    """
    found: dict[PersonId, None] = {}
    unmatched = list(event.unmatched)
    for named in event.people:
        if named not in known and _ID.match(named):
            raise Refused(Problem.UNKNOWN_PERSON, "people", named)
        match = named if named in known else certain(named)
        if match is None:
            unmatched.append(named)
        else:
            found[match] = None
    return replace(event, people=tuple(found), unmatched=tuple(dict.fromkeys(unmatched)))
