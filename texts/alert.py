"""What is said unasked: the alert about a followed person, the announcement, and their discreet forms."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from domain.callback import Verb
from domain.event import Event, EventKind
from domain.message import Keyboard, Message
from domain.person import Person, PersonId
from texts import buttons
from texts.announcement import announcement, certainty, condolence, conflicts, ground, summary
from texts.citations import source_line
from texts.facts import fact
from texts.markup import (
    LONGEST,
    Html,
    bold,
    escape,
    fits,
    lines,
    message,
    paragraphs,
    plain,
    sentences,
    utf16_length,
)
from texts.phrasebook import Voice


def alert_text(
    event: Event, people: Sequence[Person], mine: frozenset[PersonId], voice: Voice, room: int = LONGEST
) -> Html:
    """Return the HTML about those of ``people`` who are ``mine``; where none is, the announcement to subscribers.

    It takes at most ``room`` UTF-16 units.
    """
    named = told_by_name(event, people, mine)
    return fits(_personal(event, named, room, voice) if named else announcement(event, people, voice, room), room)


def told_by_name(event: Event, people: Sequence[Person], mine: frozenset[PersonId]) -> Sequence[Person]:
    """Return of whom a chat that follows ``mine`` is told one by one; of nobody where it gets the announcement."""
    followed = [person for person in people if person.id in mine]
    # A death is told in one way to everybody: the name, who reports it, a word of condolence (MESSAGES.md, Tone).
    return followed or (people if event.kind is EventKind.DEATH else ())


def told_of(event: Event, named: Sequence[Person], voice: Voice) -> Sequence[tuple[Sequence[str], str]]:
    """Return the names, and what is said of them; people of whom the same is said share the sentence."""
    return [
        ([person.name(voice.language) for person in group], sentence)
        for sentence, group in groupby(named, key=lambda person: fact(event, person, voice))
    ]


def _personal(event: Event, named: Sequence[Person], room: int, voice: Voice) -> Html:
    """Names alone first; what has no room is cut before the source is."""
    told = told_of(event, named, voice)
    label, ending = certainty(event, voice), _ending(event, voice)
    if len(told) == 1:
        names, sentence = told[0]
        last = escape(sentences(label, sentence, ending))
        return lines(fits(lines(*map(bold, names)), room - utf16_length(plain(last)) - len("\n")), last)
    blocks = paragraphs(*(lines(*map(bold, names), escape(sentences(label, sentence))) for names, sentence in told))
    return paragraphs(fits(blocks, room - utf16_length(plain(escape(ending))) - len("\n\n")), escape(ending))


def _ending(event: Event, voice: Voice) -> str:
    if event.kind is EventKind.DEATH:
        # The sentence itself says who reports it; after the condolence nothing follows (MESSAGES.md, Tone).
        return sentences(summary(event, voice), condolence(voice))
    return sentences(
        ground(event, voice), summary(event, voice), conflicts(event, voice), source_line(event.sources, voice)
    )


def full_alert(number: int, event: Event, people: Sequence[Person], mine: frozenset[PersonId], voice: Voice) -> Message:
    """Return the whole alert about event ``number``; a death has no button."""
    text = alert_text(event, people, mine, voice)
    return message(text, () if event.kind is EventKind.DEATH else doors(number, people, mine, voice))


def doors(number: int, people: Sequence[Person], mine: frozenset[PersonId], voice: Voice) -> Keyboard:
    """Return the buttons under news that names ``people``: the list and *Hide*, or the kinds of news to subscribers."""
    if mine.isdisjoint(person.id for person in people):
        return ((buttons.beside(buttons.kinds(voice)),),)
    return ((buttons.beside(buttons.my_list(voice)), buttons.hide(voice, number)),)


def discreet_alert(number: int, voice: Voice) -> Message:
    """Return the alert that says nothing, with a button that opens event ``number``."""
    return message(escape(voice.gettext("There is an update.")), ((buttons.show(number, voice),),))


def until_seen(alert: Message, number: int, voice: Voice) -> Message:
    """Return ``alert`` with the button that ends its repeating, below its others."""
    return replace(alert, keyboard=with_seen(alert.keyboard, number, voice))


def with_seen(keyboard: Keyboard, number: int, voice: Voice) -> Keyboard:
    """Return the buttons of an alert about event ``number`` with *Seen* below them."""
    return (*keyboard, (buttons.seen(number, voice),))


def shown_keyboard(number: int, next_page: int, pages: int, voice: Voice) -> Keyboard:
    """Return the Show button naming the next pop-up page, counted from 1; past the last one it begins anew."""
    if not 1 < next_page <= pages:
        return ((buttons.show(number, voice),),)
    label = voice.pgettext("button", "Show {page}/{pages}").format(page=next_page, pages=pages)
    return ((buttons.button(label, Verb.SHOW, number, str(next_page)),),)
