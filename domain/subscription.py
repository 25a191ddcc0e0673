"""Who asked for what. A Subscriber is all we keep of a chat, and it is kept sealed (SECURITY.md, C)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from domain.event import EventKind
from domain.language import BELARUSIAN, Language
from domain.person import Code

FOLLOW_LIMIT = 50
"""People one chat may follow: keeps a sealed row within its padded size, and a flood out of memory."""


AWAITED_LIMIT = 10
LONGEST_AWAITED = 80
"""Names a chat may await, and the characters of one."""


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
    """A chat and what it asked for. ``discreet`` hides names in what the bot says unasked."""

    chat_id: int
    kind: ChatKind
    language: Language
    discreet: bool
    follows: frozenset[Code] = frozenset()
    topics: frozenset[Topic] = frozenset()
    thread_id: int | None = None
    seen_week: str = ""
    awaited: tuple[Awaited, ...] = ()

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

    def subscribed(self, topics: frozenset[Topic]) -> Self:
        """Return this subscriber with ``topics`` added."""
        return replace(self, topics=self.topics | topics)

    def unsubscribed(self, topics: frozenset[Topic]) -> Self:
        """Return this subscriber without ``topics``; ``all`` takes every one."""
        return replace(self, topics=frozenset() if Topic.ALL in topics else self.topics - topics)
