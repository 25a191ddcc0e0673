"""The newest events, a few lines each."""

from collections.abc import Mapping, Sequence

from domain.callback import Verb
from domain.event import Event, Filed
from domain.message import Button, Message
from domain.person import Person, PersonId
from domain.subscription import Topic
from texts import buttons
from texts.announcement import certainty, counts, title
from texts.citations import source_line
from texts.kinds import topic_name
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice

_NAMES_SHOWN = 3


def latest(
    filed: Sequence[Filed],
    people: Mapping[PersonId, Person],
    page: int,
    more: bool,
    topic: Topic | None,
    voice: Voice,
) -> Message:
    """Show one page (counted from 0) of the newest events of a kind, or of all; ``more`` tells of a next page."""
    heading = voice.gettext("Latest news")
    if topic:
        heading = voice.gettext("Latest news: {kind}").format(kind=topic_name(topic, voice))

    def turn(label: str, to: int) -> Button:
        return buttons.button(label, Verb.LATEST, to, topic or "")

    turns = buttons.pager(page, more, turn, voice)
    text = paragraphs(bold(heading), *(_entry(each.event, people, voice) for each in filed))
    return message(text, (*((turns,) if turns else ()), (buttons.kinds(voice),)))


def _entry(event: Event, people: Mapping[PersonId, Person], voice: Voice) -> Html:
    return lines(escape(headline(event, people, voice)), escape(source_line(event.sources, voice)))


def headline(event: Event, people: Mapping[PersonId, Person], voice: Voice) -> str:
    """Return one plain line: kind, date, how many, and up to three names."""
    known = [people[each].name(voice.language) for each in event.people if each in people]
    names = [*known, *event.unmatched]
    return sentences(f"{title(event, voice)}.", certainty(event, voice), counts(event, voice), few_names(names, voice))


def few_names(names: Sequence[str], voice: Voice) -> str:
    """Return a sentence with up to three names and how many more there are; empty where there is none."""
    if not names:
        return ""
    rest = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN])
    if len(names) == 1:
        return voice.gettext("Name: {name}.").format(name=shown)
    if rest <= 0:
        return voice.gettext("Names: {names}.").format(names=shown)
    return voice.gettext("Names: {names}; more names: {n}.").format(names=shown, n=voice.number(rest))


def no_news(voice: Voice) -> Message:
    """Say that there is nothing of this kind."""
    text = voice.gettext("There is no news of this kind yet.")
    return message(escape(text), ((buttons.kinds(voice),),))
