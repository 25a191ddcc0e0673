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

    def speaking_in(self, thread_id: int | None) -> Self:
        """Return this subscriber told in the forum topic ``thread_id``; the general one where it is None."""
        return replace(self, thread_id=thread_id)

    def subscribed(self, topics: frozenset[Topic]) -> Self:
        """Return this subscriber with ``topics`` added."""
        return replace(self, topics=self.topics | topics)

    def unsubscribed(self, topics: frozenset[Topic]) -> Self:
        """Return this subscriber without ``topics``; ``all`` takes every one."""
        return replace(self, topics=frozenset() if Topic.ALL in topics else self.topics - topics)
