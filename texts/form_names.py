"""The pages of an editor's form for whom a report names: people of the register, and names that nobody has matched."""

from collections.abc import Iterator, Sequence

from domain.editing import Field, Step
from domain.message import Button, Keyboard, Message
from domain.person import Listed
from texts import buttons
from texts.form import Form, label_of, words_of_sources
from texts.markup import bold, escape, lines, message, paragraphs
from texts.phrasebook import Voice
from texts.search import choice, facts_of

PAGE = 8
"""Names on a page: with their facts they leave room for the sources' words."""


def people_page(form: Form, page: int, voice: Voice) -> Message:
    """List whom the event names, a button each, and ask for more."""
    entries = list(_entries(form, voice))
    page = max(0, min(page, (len(entries) - 1) // PAGE))
    shown = entries[page * PAGE : (page + 1) * PAGE]
    question = voice.gettext("To add a person, write the name or the code.")
    heading = f"{label_of(Field.PEOPLE, voice)}: {voice.number(len(entries))}"
    told = lines(bold(heading), *(escape(line) for line, _ in shown), escape(question))
    more = len(entries) > (page + 1) * PAGE
    pager = buttons.pager(page, more, lambda label, to: form.opens(label, f"{Field.PEOPLE}.{to}"), voice)
    rows: Keyboard = (
        *buttons.column(button for _, button in shown),
        *((pager,) if pager else ()),
        *_to_form(form, voice),
    )
    return message(paragraphs(told, words_of_sources(form, voice)), rows)


def _to_form(form: Form, voice: Voice) -> Keyboard:
    return ((form.opens(voice.pgettext("button", "To the form")),),)


def _entries(form: Form, voice: Voice) -> Iterator[tuple[str, Button]]:
    """Yield a line and a button for each: people are taken out, a bare name is looked for."""
    known = {listed.person.id: listed for listed in form.laid.named}
    for place, person in enumerate(form.event.people):
        facts = facts_of(known[person], voice) if person in known else [person]
        yield ", ".join(facts), form.sets(_remove(facts[0], voice), Step.UNPERSON, place)
    for place, name in enumerate(form.event.unmatched):
        line = voice.gettext("Not found in the register: {name}").format(name=name)
        look = voice.pgettext("button", "Find: {name}").format(name=name)
        yield line, form.opens(look, f"{Step.NAME}.{place}.{form.laid.stamp}")


def _remove(name: str, voice: Voice) -> str:
    return voice.pgettext("button", "Remove: {name}").format(name=name)


def name_page(form: Form, place: int, found: Sequence[Listed], voice: Voice) -> Message:
    """Ask whom a bare name means: somebody of those ``found``, somebody of another spelling, or nobody."""
    name = form.event.unmatched[place]
    question = voice.gettext("Choose the person, or write the name in another way.")
    asked, labels = choice(found, voice) if found else (escape(nobody(name, voice)), ())
    told = lines(bold(name), asked, escape(question))
    matches = [form.sets(label, Step.MATCH, f"{place}-{each.code}") for label, each in zip(labels, found, strict=True)]
    rows = buttons.column([*matches, form.sets(_remove(name, voice), Step.UNNAME, place)])
    return message(paragraphs(told, words_of_sources(form, voice)), (*rows, *form.back(voice, Field.PEOPLE)))


def found_page(form: Form, name: str, token: str, found: Sequence[Listed], voice: Voice) -> Message:
    """Offer whom a typed name may mean; or the name alone, which then alerts nobody."""
    asked, labels = choice(found, voice) if found else (escape(nobody(name, voice)), ())
    people = [form.sets(label, Step.PERSON, each.code) for label, each in zip(labels, found, strict=True)]
    alone = form.sets(voice.pgettext("button", "Add the name alone"), Step.NAME, token)
    return message(asked, (*buttons.column([*people, alone]), *form.back(voice, Field.PEOPLE)))


def nobody(name: str, voice: Voice) -> str:
    """Say that the register has no such name."""
    return voice.gettext("The register has no name like this: {name}").format(name=name)
