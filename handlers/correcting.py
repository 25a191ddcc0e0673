"""``/correct N`` and ``/retract N``: an editor begins the next revision of what was sent; two approve it as news."""

from collections.abc import Callable

from domain.draft import retraction_of
from domain.event import EventState, Filed
from domain.message import Message
from domain.refusal import Refused
from domain.report import begun_correction
from handlers import form
from handlers.search import code_in
from handlers.visit import Visit
from storage.errors import AlreadyFiled, NotSent
from texts import correcting as words
from texts import desk
from texts.correction import Revision, revision_of
from texts.phrasebook import Voice


async def correct(visit: Visit) -> None:
    """``/correct N``: say what was sent, and open the form that an event begun by an editor has, filled with that."""
    sent = await _sent(visit, visit.words, words.correct_usage(visit.voice))
    if sent is None:
        return
    now = visit.house.clock.now()
    report = begun_correction(sent, now)
    begun = await visit.house.store.reports.begin_again(report, now)
    await _tell(visit, Filed(sent.number, report.event, EventState.DRAFT), words.to_correct)
    await form.open_form(visit, begun.number)


async def retract(visit: Visit) -> None:
    """``/retract N [SENTENCE]``: put the retraction on the desk at once, which stops what is still to be sent."""
    number, why = (*visit.words.split(maxsplit=1), "", "")[:2]
    sent = await _sent(visit, number, words.retract_usage(visit.voice))
    if sent is None:
        return
    store = visit.house.store
    try:
        retraction = retraction_of(sent.event, visit.voice.language, why)
        filed = await store.events.correct(sent.number, retraction, visit.house.clock.now())
    except Refused as refused:
        await visit.reply(form.refused(refused.refusal, visit))
        return
    except (AlreadyFiled, NotSent):  # another editor was quicker
        await _sent(visit, number, words.retract_usage(visit.voice))
        return
    await _tell(visit, filed, words.to_retract)
    visit.house.bell.set()


async def _tell(visit: Visit, filed: Filed, begun: Callable[[Filed, Revision, int, Voice], Message]) -> None:
    """Say what was sent, to how many, and what happens next."""
    draft = await visit.house.store.draft(filed)
    if draft.replaced is not None:
        told = (await visit.house.store.reach(draft)).told
        await visit.reply(begun(filed, revision_of(draft.replaced), told, visit.voice))


async def _sent(visit: Visit, typed: str, usage: Message) -> Filed | None:
    """Return the news of the number that was typed; None, with the reason, where it cannot be corrected."""
    if not visit.editor:
        await visit.reply(desk.not_an_editor(visit.voice))
        return None
    number = code_in(typed)
    if number is None:
        await visit.reply(usage)
        return None
    filed = await visit.house.store.events.by_number(number)
    refusal = await _refusal(visit, number, filed)
    if refusal is not None:
        await visit.reply(refusal)
        return None
    return filed


async def _refusal(visit: Visit, number: int, filed: Filed | None) -> Message | None:
    if filed is None:
        return words.no_such_news(number, visit.voice)
    if filed.state is EventState.RETRACTED:
        return words.retracted_already(number, visit.voice)
    if filed.state is not EventState.CONFIRMED:
        return words.not_sent(number, visit.voice)
    if await visit.house.store.events.on_desk(number) is not None:
        return words.on_the_desk_already(number, visit.voice)
    return None
