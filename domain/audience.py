"""Who is told of an event: pure rules, and the who-follows-whom that lives in memory only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from domain.event import Event
from domain.person import Code
from domain.subscription import TOPIC_OF, ChatKind, Subscriber, Topic

K = TypeVar("K", Code, Topic)

ChatKey = bytes
"""HMAC of a chat id: all that an unsent delivery knows of its chat."""


class Lane(IntEnum):
    """Who is served first: the lower number."""

    FOLLOWERS = 10
    CHATS = 20
    GROUPS = 30


@dataclass(frozen=True, slots=True)
class Audience:
    """The rule for who is told: subscribers of ``topics``, and followers of ``codes``."""

    topics: frozenset[Topic]
    codes: frozenset[Code]

    def lane(self, subscriber: Subscriber) -> Lane | None:
        """Return the lane this subscriber is told in, or None where the event is not theirs."""
        if self.codes & subscriber.follows:
            return Lane.FOLLOWERS
        if self.topics & subscriber.topics:
            return Lane.CHATS if subscriber.kind is ChatKind.PRIVATE else Lane.GROUPS
        return None

    def __str__(self) -> str:
        """One exact line, for the digest that editors approve."""
        topics = ",".join(sorted(self.topics))
        return f"topics:{topics};followers:{','.join(map(str, sorted(self.codes)))}"


def audience_of(event: Event, codes: Iterable[Code]) -> Audience:
    """Return who is told of ``event``, whose named people have ``codes``; naming nobody, it alerts no follower."""
    return Audience(frozenset({TOPIC_OF[event.kind], Topic.ALL}), frozenset(codes))


class Circle:
    """Who follows whom, in memory: rebuilt at start, never written down in the clear."""

    def __init__(self) -> None:
        self._subscribers: dict[ChatKey, Subscriber] = {}
        self._by_code: dict[Code, set[ChatKey]] = {}
        self._by_topic: dict[Topic, set[ChatKey]] = {}
        self._awaiting: set[ChatKey] = set()

    def __len__(self) -> int:
        return len(self._subscribers)

    def put(self, key: ChatKey, subscriber: Subscriber) -> None:
        """Add or replace a chat."""
        self.remove(key)
        self._subscribers[key] = subscriber
        for code in subscriber.follows:
            self._by_code.setdefault(code, set()).add(key)
        for topic in subscriber.topics:
            self._by_topic.setdefault(topic, set()).add(key)
        if subscriber.awaited:
            self._awaiting.add(key)

    def remove(self, key: ChatKey) -> None:
        """Forget a chat; nothing happens where it is not known."""
        subscriber = self._subscribers.pop(key, None)
        if subscriber is None:
            return
        self._awaiting.discard(key)
        for code in subscriber.follows:
            _discard(self._by_code, code, key)
        for topic in subscriber.topics:
            _discard(self._by_topic, topic, key)

    def get(self, key: ChatKey) -> Subscriber | None:
        """Return the chat's subscriber, or None."""
        return self._subscribers.get(key)

    def awaiting(self) -> Sequence[Subscriber]:
        """Return the chats that await a name which is not listed yet."""
        return [self._subscribers[key] for key in self._awaiting]

    def reached(self, audience: Audience) -> Mapping[ChatKey, Lane]:
        """Return every chat the audience reaches, with its lane."""
        keys = self._reach(self._by_code, audience.codes) | self._reach(self._by_topic, audience.topics)
        lanes = {key: audience.lane(self._subscribers[key]) for key in keys}
        return {key: lane for key, lane in lanes.items() if lane is not None}

    @staticmethod
    def _reach(index: Mapping[K, set[ChatKey]], wanted: Iterable[K]) -> set[ChatKey]:
        return set().union(*(index.get(each, set()) for each in wanted))


def _discard(index: dict[K, set[ChatKey]], topic: K, key: ChatKey) -> None:
    members = index[topic]
    members.discard(key)
    if not members:
        del index[topic]
