"""Who asked for what. A Subscriber is all we keep of a chat, and it is kept sealed (SECURITY.md, C)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from domain.event import EventKind
from domain.language import BELARUSIAN, Language
from domain.person import Code
from domain.rhythm import Frequency, Quiet

FOLLOW_LIMIT = 50
"""People one chat may follow: keeps a sealed row within its padded size, and a flood out of memory."""


AWAITED_LIMIT = 10
LONGEST_AWAITED = 80
"""Names a chat may await, and the characters of one."""

DIGEST_HOUR = 9
"""When digests come until the reader chooses an hour."""


class ChatKind(StrEnum):
    """What sort of chat Telegram says it is; a supergroup is a group."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class Topic(StrEnum):
    """What a chat may subscribe to, besides people by name; the values are the words of ``/subscribe``."""

    PARDONS = "pardons"
    RELEASES = "releases"
    CONVICTIONS = "convictions"
    TRIALS = "trials"
    RECOGNITIONS = "recognitions"
    TRANSFERS = "transfers"
    DEATHS = "deaths"
    NUMBERS = "numbers"
    ALL = "all"


TOPIC_OF: Mapping[EventKind, Topic] = {
    EventKind.PARDON: Topic.PARDONS,
    EventKind.RELEASE: Topic.RELEASES,
    EventKind.CONVICTION: Topic.CONVICTIONS,
    EventKind.ADDED_SENTENCE: Topic.CONVICTIONS,
    EventKind.CHARGE: Topic.TRIALS,
    EventKind.TRIAL: Topic.TRIALS,
    EventKind.APPEAL: Topic.TRIALS,
    EventKind.RECOGNITION: Topic.RECOGNITIONS,
    EventKind.TRANSFER: Topic.TRANSFERS,
    EventKind.CONTACT: Topic.ALL,
    EventKind.HEALTH: Topic.ALL,
    EventKind.DEATH: Topic.DEATHS,
    EventKind.NUMBERS: Topic.NUMBERS,
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A name somebody wants news about who is not listed yet, as the reader wrote it.

    ``number`` names it in buttons, within its chat; ``offered`` are the listed people the reader was asked about.
    """

    number: int
    name: str
    offered: frozenset[Code] = frozenset()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat and what it asked for. ``discreet`` hides names in what the bot says unasked.

    ``insist``: news of freedom or of a verdict is repeated until seen; ``quiet``: when messages come without a sound.
    ``offset``: the reader's clock, in minutes from UTC; None until they say, and then Minsk's holds (domain/rhythm.py).
    ``rhythm``: how often the topics come that do not come at once, in the order of ``Topic``; ``hour``: of digests.
    ``lived``: the month of the last proof of life (year * 12 + month, 0 for never); ``unanswered``: how many of them
    have come since the reader last did anything.
    """

    chat_id: int
    kind: ChatKind
    language: Language
    discreet: bool
    follows: frozenset[Code] = frozenset()
    topics: frozenset[Topic] = frozenset()
    thread_id: int | None = None
    seen_week: str = ""
    awaited: tuple[Awaited, ...] = ()
    insist: bool = False
    quiet: Quiet | None = None
    offset: int | None = None
    rhythm: tuple[tuple[Topic, Frequency], ...] = ()
    hour: int = DIGEST_HOUR
    lived: int = 0
    unanswered: int = 0

    @classmethod
    def newcomer(cls, chat_id: int, kind: ChatKind, language: Language) -> Self:
        """Return the defaults: private chats are discreet; groups speak Belarusian until an admin chooses."""
        private = kind is ChatKind.PRIVATE
        return cls(chat_id, kind, language if private else BELARUSIAN, discreet=private)

    def following(self, code: Code) -> Self:
        """Return this subscriber with ``code`` followed."""
        return replace(self, follows=self.follows | {code})

    def not_following(self, code: Code) -> Self:
        """Return this subscriber with ``code`` no longer followed."""
        return replace(self, follows=self.follows - {code})

    def awaiting(self, name: str) -> Self:
        """Return this subscriber awaiting ``name``; the same name, whatever its capitals, is awaited once."""
        if any(each.name.casefold() == name.casefold() for each in self.awaited):
            return self
        number = max((each.number for each in self.awaited), default=0) + 1
        return replace(self, awaited=(*self.awaited, Awaited(number, name)))

    def not_awaiting(self, number: int) -> Self:
        """Return this subscriber no longer awaiting the name with ``number``."""
        return replace(self, awaited=tuple(each for each in self.awaited if each.number != number))

    def asked_about(self, number: int, code: Code) -> Self:
        """Return this subscriber once asked whether ``code`` is the person awaited under ``number``."""
        awaited = (
            replace(each, offered=each.offered | {code}) if each.number == number else each for each in self.awaited
        )
        return replace(self, awaited=tuple(awaited))

    def speaking_in(self, thread_id: int | None) -> Self:
        """Return this subscriber told in the forum topic ``thread_id``; the general one where it is None."""
        return replace(self, thread_id=thread_id)

    def subscribed(self, topics: frozenset[Topic], frequency: Frequency | None = None) -> Self:
        """Return this subscriber with ``topics`` added; without a frequency known ones keep theirs."""
        added = replace(self, topics=self.topics | topics)
        return added if frequency is None else added.paced(topics, frequency)

    def unsubscribed(self, topics: frozenset[Topic]) -> Self:
        """Return this subscriber without ``topics`` and their rhythm; ``all`` takes every one."""
        left = frozenset() if Topic.ALL in topics else self.topics - topics
        return replace(self, topics=left, rhythm=tuple(each for each in self.rhythm if each[0] in left))

    def paced(self, topics: frozenset[Topic], frequency: Frequency) -> Self:
        """Return this subscriber told of those of ``topics`` it has as often as ``frequency``; deaths stay NOW."""
        paces = dict(self.rhythm) | dict.fromkeys(topics & self.topics, frequency)
        return replace(self, rhythm=_rhythm(paces))

    def frequency(self, topic: Topic) -> Frequency:
        """Return how often ``topic`` comes: at once, unless the chat chose otherwise."""
        return dict(self.rhythm).get(topic, Frequency.NOW)

    def taking_over(self, moved: Self) -> Self:
        """Return this chat with what ``moved`` asked for, a group that Telegram moved into this one.

        Each topic comes as often as the more urgent of the two wanted; a setting that was never touched here is taken
        from ``moved``.
        """
        both = replace(self, topics=self.topics | moved.topics, follows=self.follows | moved.follows)
        return replace(
            both,
            insist=self.insist or moved.insist,
            quiet=self.quiet or moved.quiet,
            offset=moved.offset if self.offset is None else self.offset,
            rhythm=_rhythm({topic: _most_urgent(topic, (self, moved)) for topic in both.topics}),
            hour=moved.hour if self.hour == DIGEST_HOUR else self.hour,
            lived=max(self.lived, moved.lived),
            unanswered=min(self.unanswered, moved.unanswered),
        )


def topics_of(kind: EventKind) -> frozenset[Topic]:
    """Return the topics whose subscribers are told of an event of this kind."""
    return frozenset({TOPIC_OF[kind], Topic.ALL})


def frequency_of(subscriber: Subscriber, topics: frozenset[Topic]) -> Frequency:
    """Return how often a chat that ``topics`` (of one event, ``ALL`` among them) reach is told of it.

    The most urgent of those it subscribes to; at once where it subscribes to none. A death is told at once to everybody
    (MESSAGES.md, Tone: never inside a digest). Of followers of somebody named do not ask: a rhythm is of topics alone,
    and they are told at once.
    """
    if Topic.DEATHS in topics:
        return Frequency.NOW
    return _first(subscriber.frequency(topic) for topic in topics & subscriber.topics)


def _most_urgent(topic: Topic, chats: Iterable[Subscriber]) -> Frequency:
    return _first(chat.frequency(topic) for chat in chats if topic in chat.topics)


def _first(frequencies: Iterable[Frequency]) -> Frequency:
    """Return the most urgent; NOW of none."""
    return min(frequencies, key=tuple(Frequency).index, default=Frequency.NOW)


def _rhythm(paces: Mapping[Topic, Frequency]) -> tuple[tuple[Topic, Frequency], ...]:
    """Return ``paces`` as they are kept: in one order, and only what may come later than at once."""
    kept = (topic for topic in Topic if topic in paces and topic is not Topic.DEATHS)
    return tuple((topic, paces[topic]) for topic in kept if paces[topic] is not Frequency.NOW)
