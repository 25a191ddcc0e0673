"""Answers to a name that was asked for, when there is no card to show."""

from collections.abc import Sequence

from domain.callback import Verb
from domain.message import Message
from domain.person import OUT, Listed, Person
from texts import buttons
from texts.articles import article_numbers
from texts.dates import day
from texts.institutions import institution
from texts.markup import Html, escape, lines, message
from texts.phrasebook import Voice

_LONGEST_ECHO = 60
"""A query is shown back no longer than this: enough to see one's own slip."""


def candidates(listed: Sequence[Listed], voice: Voice) -> Message:
    """Ask which of these was meant; the buttons show the cards."""
    asked, labels = choice(listed, voice)
    choices = (buttons.button(label, Verb.CARD, each.code) for label, each in zip(labels, listed, strict=True))
    return message(asked, buttons.column(choices))


def choice(listed: Sequence[Listed], voice: Voice) -> tuple[Html, Sequence[str]]:
    """Return the question which of these was meant, a numbered line each, with what tells namesakes apart; and labels.

    The labels are for the buttons, one each.
    """
    facts = [facts_of(each, voice) for each in listed]
    texts = [f"{number}. {', '.join(each)}" for number, each in enumerate(facts, 1)]
    labels = [f"{number}. {', '.join(each[:2])}" for number, each in enumerate(facts, 1)]
    several = voice.gettext("Several names are like this one. Choose the person:")
    question = several if len(listed) > 1 else voice.gettext("One name is like this one. Is this the person?")
    return lines(escape(question), *map(escape, texts)), labels


def facts_of(listed: Listed, voice: Voice) -> Sequence[str]:
    """Return the name, then what tells namesakes apart, as far as it is known."""
    person = listed.person
    facts = (
        person.name(voice.language),
        voice.gettext("year of birth: {year}").format(year=person.born.year) if person.born else "",
        "" if person.custody.status in OUT else institution(person.custody.institution, voice),
        _detained(person, voice),
        _articles(person.case.articles, voice),
    )
    return [fact for fact in facts if fact]


def _articles(articles: Sequence[str], voice: Voice) -> str:
    return (
        voice.pgettext("article", "Art. {number}").format(number=article_numbers(articles, voice)) if articles else ""
    )


def _detained(person: Person, voice: Voice) -> str:
    date = person.custody.detained
    return voice.gettext("detained: {date}").format(date=day(date, voice)) if date else ""


def not_found(query: str, voice: Voice) -> Message:
    """Say that nothing was found, and that this proves nothing."""
    # NOTE: {query} is what the reader typed: not a word of the sentence, so it needs its quotation marks.
    text = voice.gettext(
        "We found nothing for “{query}”. This does not mean the person is free. Check the spelling or try another "
        "language."
    )
    return message(escape(text.format(query=_echo(query))), ((buttons.guide(voice),),))


def _echo(query: str) -> str:
    words = " ".join(query.split())
    return words if len(words) <= _LONGEST_ECHO else words[: _LONGEST_ECHO - 1].rstrip() + "…"


def ask_for_name(voice: Voice, command: str) -> Message:
    """Ask for the name that ``command`` (``/find``) lacks."""
    text = voice.gettext("Write the name after the command, like this: {command} First name Surname")
    return message(escape(text.format(command=command)))


def too_long(voice: Voice) -> Message:
    """Ask for a name where a whole text was sent."""
    return message(escape(voice.gettext("This is too long for a name. Write only the first name and the surname.")))
