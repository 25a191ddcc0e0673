"""Who is told of an event: pure rules, and the who-follows-whom that lives in memory only."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TypeVar

from domain.event import Event
from domain.person import Code
from domain.rhythm import Frequency, Timetable
from domain.subscription import ChatKind, Subscriber, Topic, frequency_of, topics_of

Reason = TypeVar("Reason", bound=Hashable)

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

AT_ONCE = tuple(lane for lane in OUTBOX_LANES if lane is not Lane.DIGESTS)
"""Lanes of which each delivery is a message of its own."""

Place = Lane | Timetable
"""Where a chat stands in line: in a lane, or with those who get their digests at the same moments."""

_DIGESTS = (Frequency.DAILY, Frequency.WEEKLY)
_KINDS = (Lane.CHATS, Lane.GROUPS)
_Clock = tuple[int, int | None]
_Late = tuple[Topic, Frequency, Lane]


@dataclass(frozen=True, slots=True)
class Audience:
    """The rule for who is told: subscribers of ``topics``, and followers of ``codes``."""

    topics: frozenset[Topic]
    codes: frozenset[Code]

    def place(self, subscriber: Subscriber) -> Place | None:
        """Return where this subscriber stands in line, or None where the event is not theirs."""
        if self.codes & subscriber.follows:
            return Lane.FOLLOWERS
        if not self.topics & subscriber.topics:
            return None
        frequency = frequency_of(subscriber, self.topics) if subscriber.rhythm else Frequency.NOW
        if frequency is Frequency.NOW:
            return lane_of(subscriber)
        return Timetable(frequency, subscriber.hour, subscriber.offset)

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
    return Audience(topics_of(event.kind), frozenset(codes))


class Circle:
    """Who follows whom, in memory: rebuilt at start, never written down in the clear."""

    def __init__(self) -> None:
        self._subscribers: dict[ChatKey, Subscriber] = {}
        self._by_code: dict[Code, set[ChatKey]] = {}
        self._by_topic: dict[tuple[Topic, Lane], set[ChatKey]] = {}
        self._late: dict[_Clock, dict[_Late, set[ChatKey]]] = {}
        self._awaiting: set[ChatKey] = set()

    def __len__(self) -> int:
        return len(self._subscribers)

    def put(self, key: ChatKey, subscriber: Subscriber) -> None:
        """Add or replace a chat."""
        self.remove(key)
        self._subscribers[key] = subscriber
        for code in subscriber.follows:
            self._by_code.setdefault(code, set()).add(key)
        for topic in _at_once(subscriber):
            self._by_topic.setdefault((topic, lane_of(subscriber)), set()).add(key)
        for reason in _late(subscriber):
            self._late.setdefault(_clock(subscriber), {}).setdefault(reason, set()).add(key)
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
        for topic in _at_once(subscriber):
            _discard(self._by_topic, (topic, lane_of(subscriber)), key)
        for reason in _late(subscriber):
            _discard(self._late[_clock(subscriber)], reason, key)
        if self._late.get(_clock(subscriber)) == {}:
            del self._late[_clock(subscriber)]

    def get(self, key: ChatKey) -> Subscriber | None:
        """Return the chat's subscriber, or None."""
        return self._subscribers.get(key)

    def awaiting(self) -> Sequence[Subscriber]:
        """Return the chats that await a name which is not listed yet."""
        return [self._subscribers[key] for key in self._awaiting]

    def everybody(self) -> Iterator[Sequence[ChatKey]]:
        """Give every chat, in parts of at most ``PART``; between two parts others may run, as in ``reached``."""
        yield from _parts(self._subscribers, ())

    def reached(self, audience: Audience) -> Iterator[tuple[Place, Sequence[ChatKey]]]:
        """Give every chat the audience reaches, once, with its place in line, in parts of at most ``PART``.

        Between two parts others may run: who changes meanwhile may be missing, or be given as before the change.
        """
        earlier: list[set[ChatKey]] = []
        for lane, members in self._reasons(audience):
            for part in _parts(members, earlier):
                yield lane, part
            earlier.append(members)
        for clock in list(self._late):
            before = list(earlier)  # a chat has one clock: it is in no set of another
            for place, members in self._later(audience, clock):
                for part in _parts(members, before):
                    yield place, part
                before.append(members)

    def counted(self, audience: Audience) -> Counter[Lane]:
        """Return how many chats the audience reaches in each lane."""
        counts: Counter[Lane] = Counter()
        for place, part in self.reached(audience):
            counts[lane_at(place)] += len(part)
        return counts

    def _reasons(self, audience: Audience) -> Iterator[tuple[Lane, set[ChatKey]]]:
        """Give the chats that are told at once, by the reason they are told for, the most urgent lane first."""
        for code in sorted(audience.codes):
            if members := self._by_code.get(code):
                yield Lane.FOLLOWERS, members
        for lane in _KINDS:
            for topic in sorted(audience.topics):
                if members := self._by_topic.get((topic, lane)):
                    yield lane, members

    def _later(self, audience: Audience, clock: _Clock) -> Iterator[tuple[Place, set[ChatKey]]]:
        """Give the chats of one clock that get digests, the most frequent first; of a death they too hear at once."""
        known = self._late.get(clock, {})
        for frequency, topic, lane in product(_DIGESTS, sorted(audience.topics), _KINDS):
            if members := known.get((topic, frequency, lane)):
                yield lane if Topic.DEATHS in audience.topics else Timetable(frequency, *clock), members


def lane_of(subscriber: Subscriber) -> Lane:
    """Return the lane in which a chat is told of the kinds of news it subscribed to."""
    return Lane.CHATS if subscriber.kind is ChatKind.PRIVATE else Lane.GROUPS


def lane_at(place: Place) -> Lane:
    """Return the lane of a place in line."""
    return place if isinstance(place, Lane) else Lane.DIGESTS


def _at_once(subscriber: Subscriber) -> Iterable[Topic]:
    """Return the topics that come at once."""
    if not subscriber.rhythm:
        return subscriber.topics
    return subscriber.topics.difference(topic for topic, _ in subscriber.rhythm)


def _late(subscriber: Subscriber) -> Iterator[_Late]:
    """Give the topics that come in digests, as ``Circle`` finds them."""
    lane = lane_of(subscriber)
    return ((topic, frequency, lane) for topic, frequency in subscriber.rhythm)


def _clock(subscriber: Subscriber) -> _Clock:
    return subscriber.hour, subscriber.offset


def _parts(members: Collection[ChatKey], earlier: Sequence[set[ChatKey]]) -> Iterator[Sequence[ChatKey]]:
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
