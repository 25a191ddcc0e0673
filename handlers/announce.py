"""An editor puts an event on the desk; the desk shows its preview to every editor."""

from domain.event import Event, EventState
from domain.matching import match_people
from domain.names import Verdict
from domain.person import PersonId
from domain.records import read_event, read_object
from domain.refusal import Refused
from handlers.approving import show_again
from handlers.visit import Visit
from storage.errors import AlreadyConfirmed
from texts import desk, refusals


async def announce(visit: Visit) -> None:
    """``/announce`` with a pasted JSON event."""
    if not visit.editor:
        await visit.reply(desk.not_an_editor(visit.voice))
        return
    if not visit.words:
        await visit.reply(desk.announce_usage(visit.voice))
        return
    try:
        await _put_on_desk(visit, await matched(visit, read_event(read_object(visit.words))))
    except Refused as refused:
        await visit.reply(refusals.message(refused.refusal, visit.voice))
    except AlreadyConfirmed:
        await visit.reply(desk.already_sent(visit.voice))


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


async def _put_on_desk(visit: Visit, event: Event) -> None:
    """File the event; the desk worker shows it. What lies there unchanged it will not: then it is shown here."""
    events = visit.house.store.events
    lying = await events.by_id(event.id)
    filed = await events.file(event, EventState.DRAFT, visit.house.clock.now())
    visit.house.bell.set()
    if filed == lying:
        await show_again(visit, filed)
