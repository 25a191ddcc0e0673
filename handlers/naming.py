"""Whom an event names: ids of people whom the store has, bare names matched where one person is certain."""

from domain.event import Event
from domain.matching import match_people
from domain.names import Verdict
from domain.person import PersonId
from handlers.visit import Visit


async def matched(visit: Visit, event: Event) -> Event:
    """Return ``event`` with the bare names among its people settled: matched where certain, else left to editors."""
    known = await visit.house.store.people.codes_of(event.people)
    certain = {name: await _certain(visit, name) for name in event.people if name not in known}
    return match_people(event, known, certain.get)


async def _certain(visit: Visit, name: str) -> PersonId | None:
    looked_up = visit.house.names.find(name, 1)
    if looked_up.verdict is not Verdict.FOUND:
        return None
    listed = await visit.house.store.people.by_code(looked_up.matches[0].code)
    return listed.person.id if listed else None
