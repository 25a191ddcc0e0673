"""The editors approve exactly what a preview shows, or drop it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from domain.approval import editors_missing
from domain.brake import Worry, editors_needed
from domain.draft import Draft
from domain.event import EventState, Filed
from domain.message import Message
from handlers.visit import Visit
from storage.confirmation import confirm
from storage.errors import AlreadyConfirmed, NoSuchEvent, NotApproved
from texts import correcting, desk
from texts.desk import Asked
from texts.proof import Proof, proof_of

_Tell = Callable[[Message], Awaitable[int | None]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What lies on the desk, how it would be sent now, and what is unusual about it."""

    lying: Draft
    proof: Proof
    worries: frozenset[Worry]

    @property
    def filed(self) -> Filed:
        """The event as it would be sent."""
        return self.lying.filed


async def show_again(visit: Visit, filed: Filed) -> None:
    """Show one editor the preview of what lies on the desk already."""
    await _tell(visit, filed, await _pages(visit, await _draft(visit, filed)), visit.reply)


async def approve(visit: Visit) -> None:
    """Approve exactly what the preview shows; the last approval needed confirms the event."""
    draft = await _in_hand(visit)
    if draft is None:
        return
    try:
        missing = await _approved(visit, draft)
        if missing:
            await visit.popup(desk.approved_by_you(missing, visit.voice))
            _remember(visit, draft.filed, await visit.show((await _pages(visit, draft))[-1]))
        else:
            await _confirm(visit, draft)
    except NotApproved:
        await _changed(visit, draft.filed.number)
    except (AlreadyConfirmed, NoSuchEvent):
        await _done_already(visit, draft.filed.number)


async def lacking(visit: Visit, filed: Filed) -> int:
    """Return how many editors must still approve what lies on the desk."""
    return await _lacking(visit, await _draft(visit, filed))


async def _approved(visit: Visit, draft: _Draft) -> int:
    """Write down this editor's approval; return how many others must still approve."""
    person = visit.update.effective_user
    editor = visit.house.store.sealer.editor_key(person.id if person else 0)
    number, revision, now = draft.filed.number, draft.filed.event.revision, visit.house.clock.now()
    approvals = await visit.house.store.events.approve(number, revision, editor, draft.proof.digest, now)
    return editors_missing(approvals, draft.proof.digest, editors_needed(visit.house.approvals, draft.worries))


async def _confirm(visit: Visit, draft: _Draft) -> None:
    house, shown = visit.house, draft.proof
    _release(visit, draft.filed)
    confirmed = await confirm(
        house.store.database,
        house.store.subscribers,
        draft.filed,
        shown.audience,
        shown.digest,
        house.approvals,
        house.clock.now(),
    )
    house.bell.set()
    message_id = await visit.show(correcting.confirmed(draft.filed, confirmed.recipients, visit.voice))
    if message_id is not None:
        house.boards.put(draft.filed.number, visit.chat.id, message_id)


async def drop(visit: Visit) -> None:
    """Take an event off the desk; nobody is told of it, and what it would have replaced goes on."""
    draft = await _in_hand(visit)
    if draft is None:
        return
    _release(visit, draft.filed)
    try:
        await visit.house.store.events.drop(draft.filed.number)
    except (AlreadyConfirmed, NoSuchEvent):
        await _done_already(visit, draft.filed.number)
    else:
        visit.house.bell.set()
        await visit.show(correcting.dropped(draft.filed, visit.voice))


async def _in_hand(visit: Visit) -> _Draft | None:
    """Return the draft that the pressed preview shows; None, with a pop-up that says so, where it no longer does."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return None
    filed = await visit.house.store.events.on_desk(visit.callback.code)
    if filed is None:
        await _done_already(visit, visit.callback.code)
        return None
    draft = await _draft(visit, filed)
    if visit.callback.arg != draft.proof.stamp:
        await _changed(visit, filed.number)
        return None
    return draft


async def _changed(visit: Visit, number: int) -> None:
    """Say that the preview is stale, and show the present one: in its place, where one message holds it."""
    filed = await visit.house.store.events.on_desk(number)
    if filed is None:
        await _done_already(visit, number)
        return
    await visit.popup(desk.changed_since(visit.voice))
    pages = await _pages(visit, await _draft(visit, filed))
    await _tell(visit, filed, pages, visit.show if len(pages) == 1 else visit.reply)


async def _done_already(visit: Visit, number: int) -> None:
    """Say that the event waits for nobody any more; the preview makes way for what became of it."""
    await visit.popup(desk.already_done(visit.voice))
    store = visit.house.store
    filed = await store.events.by_number(number)
    if filed and filed.state in {EventState.CONFIRMED, EventState.DROPPED, EventState.RETRACTED}:
        progress = await store.deliveries.progress(number)
        await visit.show(correcting.settled(filed, _pressed_revision(visit), progress.chats, visit.voice))
    else:
        await visit.unbutton()


def _pressed_revision(visit: Visit) -> int:
    """Return which revision the pressed preview shows; a button that nobody made shows none."""
    revision = visit.callback.arg.partition("-")[0] if visit.callback else ""
    return int(revision) if revision.isascii() and revision.isdigit() else 0


def _remember(visit: Visit, filed: Filed, message_id: int | None) -> None:
    """Note which message shows the draft with its buttons: the desk worker rewrites it once the draft is settled."""
    if message_id is not None:
        visit.house.previews.put(filed, visit.chat.id, message_id)


def _release(visit: Visit, filed: Filed) -> None:
    """Keep the desk worker from the pressed preview: what becomes of that one is said here."""
    if visit.pressed_id is not None:
        visit.house.previews.remove(filed.number, visit.chat.id, visit.pressed_id)


async def _tell(visit: Visit, filed: Filed, pages: Sequence[Message], tell: _Tell) -> None:
    """Show every page; the last one has the buttons."""
    numbers = [await tell(page) for page in pages]
    _remember(visit, filed, numbers[-1])


async def _draft(visit: Visit, filed: Filed) -> _Draft:
    store = visit.house.store
    lying = await store.draft(filed)
    shown = proof_of(lying, visit.house.phrasebook)
    return _Draft(lying, shown, await store.worries(filed.event, visit.house.clock.now()))


async def _pages(visit: Visit, draft: _Draft) -> Sequence[Message]:
    """Return the preview; the last page has the buttons, and says how many must still approve."""
    needed = editors_needed(visit.house.approvals, draft.worries)
    asked = Asked(await _lacking(visit, draft), draft.worries, max(0, needed - len(visit.house.editors)))
    reach = await visit.house.store.reach(draft.lying)
    return correcting.previews_of(draft.lying, draft.proof, reach, asked, visit.voice)


async def _lacking(visit: Visit, draft: _Draft) -> int:
    filed = draft.filed
    approvals = await visit.house.store.events.approvals(filed.number, filed.event.revision)
    return editors_missing(approvals, draft.proof.digest, editors_needed(visit.house.approvals, draft.worries))
