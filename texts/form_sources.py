"""The page of an editor's form for the sources of a piece of news."""

from collections.abc import Iterator

from domain.editing import Field, Step
from domain.message import Button, Message
from domain.person import Citation
from texts import buttons
from texts.citations import publisher
from texts.dates import day
from texts.form import Form, label_of
from texts.markup import bold, escape, lines, message, verbatim
from texts.phrasebook import Voice

_EXAMPLE = "https://example.org/1 Viasna"
_MOST = 10
"""Sources that get a button; more than a few nobody reads."""


def sources_page(form: Form, voice: Voice) -> Message:
    """List the sources with their addresses, and ask for more; what a report cites and the event lacks is offered."""
    question = voice.gettext("To add a source, write its address and its publisher, like this:")
    heading = f"{label_of(Field.SOURCES, voice)}: {voice.number(len(form.event.sources))}"
    shown = form.event.sources[:_MOST]
    listed = (f"{number}. {_told(each, voice)}" for number, each in enumerate(shown, 1))
    rows = buttons.column([*_removals(form, voice), *_offers(form, voice)])
    text = lines(bold(heading), *map(escape, listed), escape(question), verbatim(_EXAMPLE))
    return message(text, (*rows, *form.back(voice)))


def _told(citation: Citation, voice: Voice) -> str:
    """Return a source with its address, by which an editor knows it; not as a link, which a tap would open."""
    address = citation.url.partition("://")[2]
    date = day(citation.published, voice) if citation.published else ""
    return ", ".join(filter(None, (publisher(citation, voice), date, address)))


def _removals(form: Form, voice: Voice) -> Iterator[Button]:
    label = voice.pgettext("button", "Remove: {name}")
    for place, each in enumerate(form.event.sources[:_MOST]):
        named = f"{place + 1}. {publisher(each, voice) or each.url}"
        yield form.sets(label.format(name=named), Step.UNSOURCE, place)


def _offers(form: Form, voice: Voice) -> Iterator[Button]:
    cited = {citation.url for citation in form.event.sources}
    label = voice.pgettext("button", "Add: {name}")
    for place, each in enumerate(form.laid.bundle.claimed.sources[:_MOST]):
        if each.url not in cited:
            yield form.sets(label.format(name=publisher(each, voice) or each.url), Step.CITE, place)
