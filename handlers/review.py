"""The editors' part: put an event on the desk, approve the exact preview, drop it."""

from domain.approval import editors_missing
from domain.event import EventState, Filed
from domain.matching import match_people
from domain.names import Verdict
from domain.person import PersonId
from domain.records import read_event, read_object
from domain.refusal import Refused
from handlers.visit import Visit
from storage.confirmation import confirm
from storage.errors import AlreadyConfirmed, NotApproved
from texts import desk, refusals
from texts.proof import Proof, proof


async def announce(visit: Visit) -> None:
    """``/announce`` with a pasted JSON event: the desk shows its preview to every editor."""
    if not visit.editor:
        await visit.reply(desk.not_an_editor(visit.voice))
        return
    if not visit.words:
        await visit.reply(desk.announce_usage(visit.voice))
        return
    house = visit.house
    try:
        pasted = read_event(read_object(visit.words))
    except Refused as refused:
        await visit.reply(refusals.message(refused.refusal, visit.voice))
        return
    known = await house.store.people.codes_of(pasted.people)
    certain = {name: await _certain(visit, name) for name in pasted.people if name not in known}
    event = match_people(pasted, known, certain.get)
    try:
        await house.store.events.file(event, EventState.DRAFT, house.clock.now())
    except AlreadyConfirmed:
        await visit.reply(desk.already_sent(visit.voice))
        return
    house.bell.set()


async def _certain(visit: Visit, name: str) -> PersonId | None:
    looked_up = visit.house.names.find(name, 1)
    if looked_up.verdict is not Verdict.FOUND:
        return None
    listed = await visit.house.store.people.by_code(looked_up.matches[0].code)
    return listed.person.id if listed else None


async def approve(visit: Visit) -> None:
    """Approve exactly what the preview shows; the last approval needed confirms the event."""
    filed = await _on_desk(visit)
    if filed is None:
        return
    house, person = visit.house, visit.update.effective_user
    shown = await _proof(visit, filed)
    if visit.callback is None or person is None or visit.callback.arg != shown.stamp:
        await visit.popup(desk.changed_since(visit.voice))
        return
    editor = house.store.sealer.editor_key(person.id)
    now = house.clock.now()
    approvals = await house.store.events.approve(filed.number, filed.event.revision, editor, shown.digest, now)
    missing = editors_missing(approvals, shown.digest, house.approvals)
    if missing:
        await visit.popup(desk.approved_by_you(missing, visit.voice))
        *_, decision = desk.previews_of(filed, shown, house.store.subscribers.circle, missing, visit.voice)
        await visit.show(decision)
        return
    await _confirm(visit, filed, shown)


async def _confirm(visit: Visit, filed: Filed, shown: Proof) -> None:
    house = visit.house
    try:
        confirmed = await confirm(
            house.store.database,
            house.store.subscribers,
            filed,
            shown.audience,
            shown.digest,
            house.approvals,
            house.clock.now(),
        )
    except (AlreadyConfirmed, NotApproved):
        await visit.popup(desk.already_done(visit.voice))
        return
    house.bell.set()
    await visit.show(desk.confirmed(filed, confirmed.recipients, visit.voice))


async def drop(visit: Visit) -> None:
    """Take an event off the desk; nobody is told of it."""
    filed = await _on_desk(visit)
    if filed is not None:
        await visit.house.store.events.drop(filed.number)
        await visit.show(desk.dropped(filed, visit.voice))


async def _on_desk(visit: Visit) -> Filed | None:
    if not visit.editor or visit.callback is None:
        await visit.popup(desk.not_an_editor(visit.voice).text)
        return None
    filed = await visit.house.store.events.by_number(visit.callback.code)
    if filed is None or filed.state is not EventState.DRAFT:
        await visit.popup(desk.already_done(visit.voice))
        return None
    return filed


async def _proof(visit: Visit, filed: Filed) -> Proof:
    listed = await visit.house.store.named(filed.event)
    return proof(filed, listed, visit.house.phrasebook)
