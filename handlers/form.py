"""The form in which an editor corrects a report: shown a page at a time, and kept as soon as something changes."""

from collections.abc import Sequence
from dataclasses import replace

from domain.dates import PartialDate
from domain.editing import Field, Step, kept_honest
from domain.event import Event
from domain.language import Language
from domain.message import Message
from domain.person import Listed
from domain.refusal import Refusal
from handlers import waiting
from handlers.search import CANDIDATES
from handlers.typed import Question
from handlers.visit import Visit
from storage.errors import AlreadyEdited, AlreadyHandled
from texts import form as words
from texts import refusals, review
from texts.form import Form
from texts.form_names import name_page, people_page
from texts.form_sources import sources_page
from texts.review import Laid

_ASKING = frozenset({Field.DATE, Field.COUNT, Field.WOMEN, Field.MEN, Field.PEOPLE, Field.SOURCES})


async def open_form(visit: Visit, number: int, view: str = "") -> None:
    """Show how the report stands now, to be corrected; where it waits no more, what follows it."""
    queue = await waiting.read(visit, number)
    place = queue.place_of(number)
    if place is None:
        await waiting.move_on(visit, queue, number)
        return
    laid = await waiting.lay(visit, queue, place)
    if laid.known:
        await waiting.show_changed(visit, queue, place)
    else:
        await show(visit, laid, view)


async def show(visit: Visit, laid: Laid, view: str = "") -> None:
    """Show a page of the form (``domain.callback``, FORM); where something can be typed there, wait for it."""
    name, _, rest = view.partition(".")
    if name == Step.NAME:
        await _show_name(visit, laid, rest)
    elif name == Field.TEXT and rest in visit.voice.own_names:
        language = Language(rest)
        await tell(visit, laid, words.text_page(form_of(visit, laid), language, visit.voice), Field.TEXT, rest)
    elif name in set(Field) - {Field.TEXT}:
        field = Field(name)
        await tell(visit, laid, _page(form_of(visit, laid), field, rest, visit), name if field in _ASKING else "")
    else:
        await tell(visit, laid, words.overview(form_of(visit, laid), visit.voice))


def form_of(visit: Visit, laid: Laid) -> Form:
    """Return what a page of the form shows."""
    return Form(laid, PartialDate.in_minsk(visit.house.clock.now()))


def _page(form: Form, field: Field, rest: str, visit: Visit) -> Message:
    if field is Field.PEOPLE:
        return people_page(form, int(rest) if rest.isascii() and rest.isdigit() else 0, visit.voice)
    if field is Field.SOURCES:
        return sources_page(form, visit.voice)
    return words.field_page(form, field, visit.voice)


async def tell(visit: Visit, laid: Laid, page: Message, field: str = "", about: str = "") -> None:
    """Show a page; the next plain text answers it, where it asks for a ``field``."""
    shown = await visit.show(page)
    questions, chat = visit.house.questions, visit.chat.id
    if field:
        question = Question(laid.bundle.number, field, about, shown)
        questions.ask(chat, question, visit.house.clock.now())
    else:
        questions.close(chat)


async def _show_name(visit: Visit, laid: Laid, which: str) -> None:
    place, _, stamp = which.partition(".")
    if stamp != laid.stamp or place not in map(str, range(len(laid.event.unmatched))):
        await stale(visit, laid.bundle.number)
        return
    name = laid.event.unmatched[int(place)]
    found = await listed(visit, [match.code for match in visit.house.names.find(name, CANDIDATES).matches])
    await ask_whom(visit, laid, name, found)


async def ask_whom(visit: Visit, laid: Laid, name: str, found: Sequence[Listed]) -> None:
    """Ask whom a bare name of the event means."""
    page = name_page(form_of(visit, laid), laid.event.unmatched.index(name), found, visit.voice)
    await tell(visit, laid, page, Step.NAME, name)


async def listed(visit: Visit, codes: Sequence[int]) -> Sequence[Listed]:
    """Return the people of these codes."""
    return await visit.house.store.people.by_codes(codes)


async def keep(visit: Visit, laid: Laid, event: Event, view: str = "") -> None:
    """Keep the event as corrected, and show the form again; it does not stay confirmed where nothing confirms it."""
    honest, lead = kept_honest(event, laid.bundle.claimed), laid.bundle.members[0]
    try:
        if honest != laid.event:
            await visit.house.store.reports.edit(lead.number, honest, lead.edited)
    except AlreadyEdited:
        await stale(visit, lead.number)
    except AlreadyHandled:
        await waiting.changed(visit, lead.number)
    else:
        await open_form(visit, lead.number, view)


async def stale(visit: Visit, number: int) -> None:
    """Say that the form is not as it was shown any more, and show it as it is."""
    await visit.popup(review.changed(visit.voice))
    await open_form(visit, number)


def refused(refusal: Refusal, visit: Visit) -> Message:
    """Return why something was not taken, with the field as the editor knows it."""
    known = refusal.field in set(Field)
    field = words.label_of(Field(refusal.field), visit.voice) if known else refusal.field
    return refusals.message(replace(refusal, field=field), visit.voice)
