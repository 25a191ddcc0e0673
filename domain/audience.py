"""Who is told of an event: pure rules, and the who-follows-whom that lives in memory only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from domain.event import Event
from domain.person import Code
from domain.subscription import TOPIC_OF, ChatKind, Subscriber, Topic

Reason = TypeVar("Reason", Code, tuple[Topic, "Lane"])

ChatKey = bytes
"""HMAC of a chat id, 16 bytes: all that an unsent delivery knows of its chat."""

PART = 1_000
"""Chats handed out at once: less than a millisecond of the event loop."""


class Lane(IntEnum):
    """Who is served first: the lower number. Answers wait in no outbox, all others do."""

    ANSWERS = 0
    CORRECTIONS = 5
    FOLLOWERS = 10
    CHATS = 20
    GROUPS = 30
    DIGESTS = 40


OUTBOX_LANES = tuple(lane for lane in Lane if lane is not Lane.ANSWERS)


@dataclass(frozen=True, slots=True)
class Audience:
    """The rule for who is told: subscribers of ``topics``, and followers of ``codes``."""

    topics: frozenset[Topic]
    codes: frozenset[Code]

    def lane(self, subscriber: Subscriber) -> Lane | None:
        """Return the lane this subscriber is told in, or None where the event is not theirs."""
        if self.codes & subscriber.follows:
            return Lane.FOLLOWERS
        return lane_of(subscriber) if self.topics & subscriber.topics else None

    def __str__(self) -> str:
        """One exact line, for the digest that editors approve."""
        topics = ",".join(sorted(self.topics))
        return f"topics:{topics};followers:{','.join(map(str, sorted(self.codes)))}"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many chats would be told now: of what was ``told`` before, and of news, by why it is theirs."""

    told: int
    followers: int
    others: int


def audience_of(event: Event, codes: Iterable[Code]) -> Audience:
    """Return who is told of ``event``, whose named people have ``codes``; naming nobody, it alerts no follower."""
    return Audience(frozenset({TOPIC_OF[event.kind], Topic.ALL}), frozenset(codes))


class Circle:
    """Who follows whom, in memory: rebuilt at start, never written down in the clear."""

    def __init__(self) -> None:
        self._subscribers: dict[ChatKey, Subscriber] = {}
        self._by_code: dict[Code, set[ChatKey]] = {}
        self._by_topic: dict[tuple[Topic, Lane], set[ChatKey]] = {}
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
            self._by_topic.setdefault((topic, lane_of(subscriber)), set()).add(key)
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
            _discard(self._by_topic, (topic, lane_of(subscriber)), key)

    def get(self, key: ChatKey) -> Subscriber | None:
        """Return the chat's subscriber, or None."""
        return self._subscribers.get(key)

    def awaiting(self) -> Sequence[Subscriber]:
        """Return the chats that await a name which is not listed yet."""
        return [self._subscribers[key] for key in self._awaiting]

    def reached(self, audience: Audience) -> Iterator[tuple[Lane, Sequence[ChatKey]]]:
        """Give every chat the audience reaches, once, with its lane, in parts of at most ``PART``.

        Between two parts others may run: who changes meanwhile may be missing, or be given as before the change.
        """
        earlier: list[set[ChatKey]] = []
        for lane, members in self._reasons(audience):
            for part in _parts(members, earlier):
                yield lane, part
            earlier.append(members)

    def counted(self, audience: Audience) -> Counter[Lane]:
        """Return how many chats the audience reaches in each lane."""
        counts: Counter[Lane] = Counter()
        for lane, part in self.reached(audience):
            counts[lane] += len(part)
        return counts

    def _reasons(self, audience: Audience) -> Iterator[tuple[Lane, set[ChatKey]]]:
        """Give the chats by the reason they are told for, the most urgent lane first."""
        for code in sorted(audience.codes):
            if members := self._by_code.get(code):
                yield Lane.FOLLOWERS, members
        for lane in Lane:
            for topic in sorted(audience.topics):
                if members := self._by_topic.get((topic, lane)):
                    yield lane, members


def lane_of(subscriber: Subscriber) -> Lane:
    """Return the lane in which a chat is told of the kinds of news it subscribed to."""
    return Lane.CHATS if subscriber.kind is ChatKind.PRIVATE else Lane.GROUPS


def _parts(members: set[ChatKey], earlier: Sequence[set[ChatKey]]) -> Iterator[Sequence[ChatKey]]:
    """Give ``members`` without those of ``earlier``, in parts; no set as large as the whole is ever made."""
    snapshot = list(members)
    for start in range(0, len(snapshot), PART):
        part: Sequence[ChatKey] = snapshot[start : start + PART]
        if earlier:
            part = list(set(part).difference(*earlier))
        if part:
            yield part


def _discard(index: dict[Reason, set[ChatKey]], reason: Reason, key: ChatKey) -> None:
    members = index[reason]
    members.discard(key)
    if not members:
        del index[reason]
