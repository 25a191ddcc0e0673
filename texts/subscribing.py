"""News by kind, about everyone."""

from collections.abc import Iterable

from domain.callback import Verb
from domain.message import Button, Message
from domain.subscription import Topic
from texts import buttons
from texts.kinds import topic_name
from texts.markup import escape, lines, message, paragraphs
from texts.phrasebook import Voice


def topics_menu(topics: frozenset[Topic], voice: Voice) -> Message:
    """Show every kind as a button that says whether ``topics`` has it."""
    text = voice.gettext("News about everyone, by kind. Tap a kind to switch it on or off.")
    return message(escape(text), buttons.column(_switch(topic, topics, voice) for topic in Topic))


def _switch(topic: Topic, topics: frozenset[Topic], voice: Voice) -> Button:
    """Carry what is wanted, not "the other": a press that Telegram tells us of twice must not undo itself."""
    state = voice.pgettext("switch", "{kind}: on") if topic in topics else voice.pgettext("switch", "{kind}: off")
    return buttons.button(state.format(kind=topic_name(topic, voice)), Verb.TOPIC, int(topic not in topics), topic)


def subscribed(topics: frozenset[Topic], voice: Voice) -> Message:
    """Confirm, naming every kind this chat gets now."""
    done = voice.gettext("Done. Kinds of news you get: {kinds}.").format(kinds=_names(topics, voice))
    return message(escape(done), ((buttons.kinds(voice),),))


def unsubscribed(topics: frozenset[Topic], voice: Voice) -> Message:
    """Confirm, naming the kinds that are left in ``topics``."""
    if topics:
        done = voice.gettext("Done. Kinds of news that remain: {kinds}.").format(kinds=_names(topics, voice))
    else:
        done = voice.gettext("Done. No kinds of news remain.")
    return message(escape(done), ((buttons.kinds(voice),),))


def unknown_topic(word: str, voice: Voice) -> Message:
    """Say that ``word`` is no kind of news, and list the words that are."""
    unknown = voice.gettext("There is no kind of news called “{word}”. The words are:").format(word=word)
    words = (escape(f"{topic} – {topic_name(topic, voice)}") for topic in Topic)
    return message(paragraphs(escape(unknown), lines(*words)), ((buttons.kinds(voice),),))


def admins_only(voice: Voice) -> Message:
    """Say who may do this in a group."""
    return message(escape(voice.gettext("Only administrators of this chat can change this.")))


def _names(topics: Iterable[Topic], voice: Voice) -> str:
    chosen = set(topics)
    return ", ".join(topic_name(topic, voice) for topic in Topic if topic in chosen)
