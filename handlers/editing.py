"""*Edit*: an editor corrects what reports claim by the buttons of the form; what is typed there, answering.py takes."""

from collections.abc import Awaitable, Callable, Mapping

from domain import editing
from domain.editing import Field, Step
from domain.event import Event
from domain.language import Language
from domain.refusal import Refused
from handlers import form, waiting
from handlers.search import code_in
from handlers.visit import Visit
from storage.errors import AlreadyHandled
from texts import apologies
from texts.form import two_sources
from texts.review import Laid


async def pressed_form(visit: Visit) -> None:
    """Open the form, or one of its pages."""
    laid = await _pressed(visit)
    if laid and visit.callback:
        await form.show(visit, laid, visit.callback.arg)


async def pressed_set(visit: Visit) -> None:
    """Change the event as the button says, where the form is not stale."""
    laid = await _pressed(visit)
    if laid is None or visit.callback is None:
        return
    what, _, rest = visit.callback.arg.partition(".")
    value, _, stamp = rest.rpartition(".")
    if (visit.callback.code, stamp) != (laid.bundle.number, laid.stamp):
        await form.stale(visit, visit.callback.code)
    elif what == Step.UNDO:
        await _undo(visit, laid)
    else:
        await _set(visit, laid, what, value)


async def _pressed(visit: Visit) -> Laid | None:
    found = await waiting.pressed(visit)
    if found is None:
        return None
    laid = await waiting.lay(visit, *found)
    if laid.known:
        await waiting.show_changed(visit, *found)
        return None
    return laid


async def _undo(visit: Visit, laid: Laid) -> None:
    try:
        await visit.house.store.reports.undo_edits(laid.bundle.numbers)
    except AlreadyHandled:
        await waiting.changed(visit, laid.bundle.number)
    else:
        await form.open_form(visit, laid.bundle.number)


async def _set(visit: Visit, laid: Laid, what: str, value: str) -> None:
    try:
        event = await _changed(visit, laid, what, value)
    except Refused as refused:
        await visit.refuse(form.refused(refused.refusal, visit))
        return
    if event is None:
        await visit.popup(apologies.old_button(visit.voice))
    elif what == Field.CERTAINTY and editing.kept_honest(event, laid.bundle.claimed) != event:
        await visit.popup(two_sources(visit.voice))
    else:
        await form.keep(visit, laid, event, _VIEWS.get(what, ""))


async def _changed(visit: Visit, laid: Laid, what: str, value: str) -> Event | None:
    """Return the event as the button makes it; None where the button makes no sense here any more."""
    if what in _BY_PLACE:
        place = code_in(value)
        return None if place is None else _BY_PLACE[what](laid.event, place)
    if what in _LOOKED_UP:
        return await _LOOKED_UP[what](visit, laid, value)
    if what == Field.TEXT:
        return editing.with_text(laid.event, Language(value), "")
    return editing.with_value(laid.event, Field(what), value) if what in set(Field) else None


async def _person(visit: Visit, laid: Laid, value: str) -> Event | None:
    found = await form.listed(visit, [code_in(value) or 0])
    return editing.with_person(laid.event, found[0].person.id) if found else None


async def _match(visit: Visit, laid: Laid, value: str) -> Event | None:
    place, _, code = value.partition("-")
    found = await form.listed(visit, [code_in(code) or 0])
    return (
        editing.matched_to(laid.event, int(place), found[0].person.id) if found and code_in(place) is not None else None
    )


async def _name(visit: Visit, laid: Laid, token: str) -> Event | None:
    name = visit.house.typed.text(token, visit.house.clock.now())
    return None if name is None else editing.with_name(laid.event, name)


async def _cite(_visit: Visit, laid: Laid, value: str) -> Event | None:
    cited = laid.bundle.claimed.sources[code_in(value) or 0 :]
    return editing.with_source(laid.event, cited[0]) if cited else None


_BY_PLACE: Mapping[str, Callable[[Event, int], Event]] = {
    Step.UNPERSON: editing.without_person,
    Step.UNNAME: editing.without_name,
    Step.UNSOURCE: editing.without_source,
}
_LOOKED_UP: Mapping[str, Callable[[Visit, Laid, str], Awaitable[Event | None]]] = {
    Step.PERSON: _person,
    Step.MATCH: _match,
    Step.NAME: _name,
    Step.CITE: _cite,
}
_VIEWS: Mapping[str, str] = {
    **dict.fromkeys((Step.PERSON, Step.UNPERSON, Step.NAME, Step.UNNAME, Step.MATCH), Field.PEOPLE),
    **dict.fromkeys((Step.CITE, Step.UNSOURCE), Field.SOURCES),
}
"""The page to which a change leads back: a list is seldom corrected at one place only."""
