"""What an editor types where the form asks for it; the form then comes anew, below what was typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from domain import editing
from domain.editing import Field, Step
from domain.fields import clean
from domain.language import Language
from domain.names import Verdict
from domain.records import LONGEST_NAME
from domain.refusal import Problem, Refused
from handlers import form, waiting
from handlers.search import CANDIDATES, code_in
from handlers.typed import Question
from handlers.visit import Visit
from texts.citations import same_publisher
from texts.form_names import found_page
from texts.review import Laid


async def answer(visit: Visit) -> None:
    """Take a plain text for the answer to what the form asks; a wrong one is refused, and the question stays open."""
    question = visit.house.questions.of(visit.chat.id, visit.house.clock.now())
    if question is None:
        return
    queue = await waiting.read(visit, question.number)
    place = queue.place_of(question.number)
    laid = None if place is None else await waiting.lay(visit, queue, place)
    if laid is None or laid.known:
        visit.house.questions.close(visit.chat.id)
        await waiting.changed(visit, question.number)
        return
    try:
        await _taken(visit, laid, question)
    except Refused as refused:
        await visit.reply(form.refused(refused.refusal, visit))
        return
    if question.message_id is not None:
        await visit.take_back(question.message_id)


async def _taken(visit: Visit, laid: Laid, question: Question) -> None:
    if not clean(visit.words):
        raise Refused(Problem.MISSING, question.field)
    await _ANSWERS.get(question.field, _value)(visit, laid, question)


async def _value(visit: Visit, laid: Laid, question: Question) -> None:
    await form.keep(visit, laid, editing.with_value(laid.event, Field(question.field), visit.words))


async def _text(visit: Visit, laid: Laid, question: Question) -> None:
    await form.keep(visit, laid, editing.with_text(laid.event, Language(question.about), visit.words))


async def _source(visit: Visit, laid: Laid, _question: Question) -> None:
    source = editing.source_in(visit.words)
    known = same_publisher(source.publisher, visit.house.phrasebook.voices.values())
    await form.keep(visit, laid, editing.with_source(laid.event, replace(source, publisher=known)), Field.SOURCES)


async def _person(visit: Visit, laid: Laid, _question: Question) -> None:
    """Add whom the words mean; where that is not certain, offer whom they may mean."""
    code, certain = await _code(visit), True
    codes = [code] if code else []
    if not code:
        looked_up = visit.house.names.find(visit.words, CANDIDATES)
        codes, certain = [match.code for match in looked_up.matches], looked_up.verdict is Verdict.FOUND
    found = await form.listed(visit, codes)
    if certain and found:
        await form.keep(visit, laid, editing.with_person(laid.event, found[0].person.id), Field.PEOPLE)
        return
    name = clean(visit.words)
    token = visit.house.typed.keep(name, visit.house.clock.now())
    page = found_page(form.form_of(visit, laid), name, token, found, visit.voice)
    await form.tell(visit, laid, page, Field.PEOPLE)


async def _match(visit: Visit, laid: Laid, question: Question) -> None:
    """Offer other people whom a bare name of the event may mean."""
    code = await _code(visit)
    matches = [] if code else visit.house.names.find(visit.words, CANDIDATES).matches
    found = await form.listed(visit, [code] if code else [match.code for match in matches])
    if question.about in laid.event.unmatched:
        await form.ask_whom(visit, laid, question.about, found)
    else:
        await form.stale(visit, laid.bundle.number)


async def _code(visit: Visit) -> int | None:
    """Return the code that was typed, None where it is a name; refuse a code that nobody has, and what is no name."""
    if len(visit.words) > LONGEST_NAME:
        raise Refused(Problem.TOO_LONG, Field.PEOPLE, LONGEST_NAME)
    code = code_in(visit.words)
    if code is not None and not await form.listed(visit, [code]):
        raise Refused(Problem.UNKNOWN_PERSON, Field.PEOPLE, visit.words)
    return code


_ANSWERS: Mapping[str, Callable[[Visit, Laid, Question], Awaitable[None]]] = {
    Field.TEXT: _text,
    Field.SOURCES: _source,
    Field.PEOPLE: _person,
    Step.NAME: _match,
}
