"""The editors stop the sending of an event and let it go on: at once, and as often as they like."""

from collections.abc import Awaitable, Callable

from domain.event import EventState
from handlers.visit import Visit
from storage import stopping
from storage.database import Database
from texts import apologies, correcting, desk

_TOLD = frozenset({EventState.CONFIRMED, EventState.RETRACTED})


async def stop(visit: Visit) -> None:
    """Let nobody more be told of an event; what is on its way arrives."""
    await _act(visit, stopping.stop)


async def go_on(visit: Visit) -> None:
    """Let the rest be told; not while a later revision lies on the desk."""
    if visit.editor and visit.callback and await visit.house.store.events.on_desk(visit.callback.code):
        await visit.popup(correcting.goes_on_later(visit.voice))
    await _act(visit, stopping.go_on)


async def _act(visit: Visit, act: Callable[[Database, int], Awaitable[None]]) -> None:
    """Act on the revision that the button is about, while somebody waits; then show how the present one goes."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    house, number = visit.house, visit.callback.code
    filed = await house.store.events.by_number(number)
    if filed is None or filed.state not in _TOLD:
        await visit.popup(apologies.old_button(visit.voice))
        return
    is_present = visit.callback.arg == str(filed.event.revision)
    if is_present and not (await house.store.outbox.sending(number)).is_done:
        await act(house.store.database, number)
    if visit.pressed_id is not None:
        house.boards.put(number, visit.chat.id, visit.pressed_id)
    house.boards.ask(number)
    house.progress_bell.set()
