"""Every page about when news comes and how loudly, digests, and signs of life."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.language import Language
from domain.message import Message
from domain.person import Person
from domain.rhythm import Frequency, Quiet
from domain.subscription import ChatKind, Subscriber, Topic
from texts import buttons, digest, living, rhythm, settings, subscribing
from texts.markup import escape
from texts.phrasebook import Voice

NOW = datetime(2026, 3, 19, 22, 5, tzinfo=UTC)
READER = Subscriber.newcomer(1, ChatKind.PRIVATE, Language("be"))
OF_ALL = READER.subscribed(frozenset(Topic))


def chats() -> Iterator[Subscriber]:
    """Yield a reader and a group, with and without everything set."""
    for chat in (READER, Subscriber.newcomer(-1, ChatKind.GROUP, Language("be"))):
        yield chat
        for offset in (None, 180, -210):
            full = replace(chat, quiet=Quiet(23, 7), offset=offset, insist=True, hour=21)
            yield full.subscribed(frozenset(Topic) - {Topic.PARDONS}, Frequency.WEEKLY)


def about_rhythm(voice: Voice) -> Iterator[Message]:
    """Yield every page of settings, topics with how often they come, and what is said of wrong hours."""
    for chat in chats():
        yield settings.settings(chat, voice)
        yield rhythm.quiet_page(chat, voice)
        yield rhythm.digest_page(chat, voice)
        yield subscribing.topics_menu(chat, voice)
        yield from (subscribing.pace_menu(topic, chat, voice) for topic in Topic)
    for paced in (OF_ALL, *(OF_ALL.paced(frozenset(Topic), each) for each in Frequency)):
        yield subscribing.topics_menu(paced, voice)
        yield subscribing.subscribed(paced, voice)
        yield subscribing.unsubscribed(paced, voice)
    yield subscribing.subscribed(READER.subscribed(frozenset({Topic.ALL})), voice)
    yield subscribing.unsubscribed(READER, voice)
    yield from (rhythm.clock_page(NOW, waiting, voice) for waiting in (None, Quiet(23, 7)))
    pages = (subscribing.how_often, rhythm.not_quiet_hours, rhythm.not_an_hour, rhythm.insist_on, rhythm.insist_off)
    yield from (page(voice) for page in pages)
    yield Message(escape(rhythm.seen(voice)), ((buttons.seen(17, voice),),))


def digests(event: Event, people: Sequence[Person], voice: Voice) -> Iterator[Message]:
    """Yield digests of every kind of event, long and short, on days that are known, in part or not at all."""
    every = [(replace(event, kind=kind), people) for kind in EventKind]
    bare: list[digest.Entry] = [(Event("bare", kind), []) for kind in EventKind]
    part = replace(event, date=PartialDate(2026, 3), certainty=Certainty.UNCONFIRMED, unmatched=("x",) * 9)
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        yield digest.digest([*every, *bare, (part, people)], frequency, voice)
        yield digest.digest([*every, (part, people)] * 6, frequency, voice)
    long = dict.fromkeys(part.summary, "x" + " x" * 499)
    yield digest.digest([(replace(part, kind=EventKind.HEALTH, summary=long), people)] * 9, Frequency.DAILY, voice)
    yield digest.digest([(Event("bare", EventKind.PARDON), [])], Frequency.DAILY, voice)


def signs_of_life(counts: Sequence[int], voice: Voice) -> Iterator[Message]:
    """Yield the monthly line and the question whether to stay, with its answers."""
    for number in counts:
        yield digest.discreet_digest(number, voice)
        yield from (living.proof_of_life(number, checked, voice) for checked in (NOW, None))
    yield living.stay_or_go(voice)
    yield living.stayed(voice)
    yield living.gone(voice)
