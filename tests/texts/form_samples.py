"""Every page of an editor's form, and of joining, over what ``samples`` lays out."""

from collections.abc import Iterator
from dataclasses import replace

from domain.dates import PartialDate
from domain.editing import Field
from domain.event import Certainty, Event, EventKind, EventState, Filed
from domain.language import Language
from domain.message import Message
from domain.person import Citation, Listed
from domain.quarantine import queue_of
from domain.report import ANNOUNCE, Quarantined, Report, begun_correction
from texts import beginning, form, form_names, form_sources, joining, review
from texts.form import Form
from texts.markup import escape
from texts.phrasebook import Voice
from texts.review import Laid

TODAY = PartialDate(2026, 3, 20)


def in_the_form(name: str, waiting: Quarantined, person: Listed, voice: Voice) -> Iterator[Message]:
    """Yield the form of a report that names ``person`` and some whom nobody has matched, as it is and corrected."""
    claim = waiting.report.event
    source = Citation("https://example.org/3", name[:120])
    full = replace(claim, unmatched=(name,) * 20, sources=(*claim.sources, source) * 3, certainty=Certainty.UNCONFIRMED)
    for event in (full, replace(full, kind=EventKind.DEATH, summary={}, sources=()), Event("bare", EventKind.TRANSFER)):
        laid = Laid(queue_of([replace(waiting, edited=event)], 3), 0, event, [person])
        opened = Form(laid, TODAY)
        yield form.overview(opened, voice)
        yield review.page(laid, None, voice)
        yield from _pages(opened, name, person, voice)
    begun = Report("announce:1", ANNOUNCE, waiting.report.seen, Event("bare", EventKind.PARDON, TODAY))
    laid = Laid(queue_of([Quarantined(1, begun)], 1), 0, begun.event, [])
    yield form.overview(Form(laid, TODAY), voice)
    yield review.page(laid, None, voice)
    corrected = begun_correction(Filed(17, claim, EventState.CONFIRMED), waiting.report.seen)
    laid = Laid(queue_of([Quarantined(1, corrected)], 1), 0, corrected.event, [person])
    yield form.overview(Form(laid, TODAY), voice)
    yield review.page(laid, None, voice)
    yield beginning.begin("0123456789abcdef", voice)
    yield Message(escape(form.two_sources(voice)))


def _pages(opened: Form, name: str, person: Listed, voice: Voice) -> Iterator[Message]:
    listed = {Field.PEOPLE, Field.SOURCES, Field.TEXT}
    yield from (form.field_page(opened, field, voice) for field in Field if field not in listed)
    yield from (form.text_page(opened, language, voice) for language in voice.own_names)
    yield from (form_names.people_page(opened, page, voice) for page in (0, 1, 99))
    yield form_sources.sources_page(opened, voice)
    for found in ([person], [person] * 5, []):
        yield form_names.found_page(opened, name, "0123456789a", found, voice)
        if opened.event.unmatched:
            yield form_names.name_page(opened, 0, found, voice)


def joined(name: str, waiting: Quarantined, voice: Voice) -> Iterator[Message]:
    """Yield the choice of what is the same event, what was joined, and what is said of both."""
    pardon = Event("pardon", EventKind.PARDON, None, 37, summary={Language("be"): name}, unmatched=(name,))
    other = Report("r9", name, waiting.report.seen, replace(pardon, kind=EventKind.RELEASE), outlet=name)
    apart = [waiting, *(Quarantined(number, replace(other, id=f"r{number}")) for number in range(40, 47))]
    alone = queue_of(apart[:1], 1)
    together = queue_of([waiting, replace(apart[1], joined=waiting.number), *apart[2:]], 9)
    for queue in (alone, queue_of(apart, 9), together):
        laid = Laid(queue, 0, queue.bundles[0].event, [])
        yield joining.choice(laid, voice)
        yield review.page(laid, review.joined(queue.bundles[0], voice), voice)
        yield review.page(laid, review.parted(voice), voice)
