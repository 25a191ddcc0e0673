"""News by kind, about everyone."""

from collections.abc import Iterator

from domain.callback import Verb
from domain.message import Button, Message
from domain.rhythm import Frequency
from domain.subscription import Subscriber, Topic
from texts import buttons
from texts.clock import digest_hour
from texts.kinds import pace_name, topic_name
from texts.markup import Html, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice


def topics_menu(chat: Subscriber, voice: Voice) -> Message:
    """Show every kind as a button that says whether ``chat`` has it, and beside it how often it comes."""
    text = voice.gettext(
        "News about everyone, by kind. Tap a kind to switch it on or off. Beside it you see how often it comes: tap to "
        "change. News of a death comes at once."
    )
    rows = tuple((_switch(topic, chat.topics, voice), *_pace(topic, chat, voice)) for topic in Topic)
    return message(escape(text), (*rows, (buttons.settings(voice),)))


def _pace(topic: Topic, chat: Subscriber, voice: Voice) -> tuple[Button, ...]:
    """Return the button that tells how often; a kind that is off has none, and deaths come at once to everybody."""
    if topic not in chat.topics or topic is Topic.DEATHS:
        return ()
    return (buttons.button(pace_name(chat.frequency(topic), voice), Verb.PACE, arg=topic),)


def pace_menu(topic: Topic, chat: Subscriber, voice: Voice) -> Message:
    """Ask how often ``topic`` shall come."""
    text = voice.gettext("{kind}. Now: {pace}. Choose how often this news comes. Digest hour: {hour}.").format(
        kind=topic_name(topic, voice),
        pace=pace_name(chat.frequency(topic), voice).lower(),
        hour=digest_hour(chat, voice),
    )
    paces = (buttons.button(pace_name(each, voice), Verb.PACE, code, topic) for code, each in enumerate(Frequency, 1))
    return message(escape(text), (*buttons.column(paces), (buttons.kinds(voice), buttons.digest(voice))))


def _switch(topic: Topic, topics: frozenset[Topic], voice: Voice) -> Button:
    """Carry what is wanted, not "the other": a press that Telegram tells us of twice must not undo itself."""
    state = voice.pgettext("switch", "{kind}: on") if topic in topics else voice.pgettext("switch", "{kind}: off")
    return buttons.button(state.format(kind=topic_name(topic, voice)), Verb.TOPIC, int(topic not in topics), topic)


def subscribed(chat: Subscriber, voice: Voice) -> Message:
    """Confirm, naming every kind this chat gets now, how often, and when digests come."""
    done = voice.gettext("Done. Kinds of news you get: {kinds}.").format(kinds=_names(chat, voice))
    return message(escape(sentences(done, *_when(chat, voice))), ((buttons.kinds(voice),),))


def _when(chat: Subscriber, voice: Voice) -> Iterator[str]:
    if chat.rhythm:
        hour = voice.gettext("Digest hour: {hour}. To change: {command}.")
        yield hour.format(hour=digest_hour(chat, voice), command="/digest")
    if chat.rhythm or Topic.DEATHS in chat.topics:
        yield voice.gettext("News of a death comes at once.")


def how_often(voice: Voice) -> Message:
    """Say how kinds and how often they shall come are written."""
    text = voice.gettext("Write the kinds of news, then how often they come. For example: {command}. The words are:")
    paces = (escape(f"{each} – {pace_name(each, voice)}") for each in Frequency)
    said = escape(text.format(command="/subscribe pardons releases daily"))
    return message(paragraphs(said, lines(*_topics(voice)), lines(*paces)), ((buttons.kinds(voice),),))


def unsubscribed(chat: Subscriber, voice: Voice) -> Message:
    """Confirm, naming the kinds that are left."""
    if chat.topics:
        done = voice.gettext("Done. Kinds of news that remain: {kinds}.").format(kinds=_names(chat, voice))
    else:
        done = voice.gettext("Done. No kinds of news remain.")
    return message(escape(done), ((buttons.kinds(voice),),))


def unknown_topic(word: str, voice: Voice) -> Message:
    """Say that ``word`` is no kind of news, and list the words that are."""
    unknown = voice.gettext("There is no kind of news called “{word}”. The words are:").format(word=word)
    return message(paragraphs(escape(unknown), lines(*_topics(voice))), ((buttons.kinds(voice),),))


def _topics(voice: Voice) -> Iterator[Html]:
    """Yield the word to type for each kind, with what it is."""
    return (escape(f"{topic} – {topic_name(topic, voice)}") for topic in Topic)


def admins_only(voice: Voice) -> Message:
    """Say who may do this in a group."""
    return message(escape(voice.gettext("Only administrators of this chat can change this.")))


def _names(chat: Subscriber, voice: Voice) -> str:
    return ", ".join(_name(topic, chat.frequency(topic), voice) for topic in Topic if topic in chat.topics)


def _name(topic: Topic, frequency: Frequency, voice: Voice) -> str:
    name = topic_name(topic, voice)
    return name if frequency is Frequency.NOW else f"{name} ({pace_name(frequency, voice).lower()})"
