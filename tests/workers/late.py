"""Readers who get their news in digests, and the moments at which those come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.language import ENGLISH
from domain.rhythm import Frequency, next_digest
from domain.subscription import ChatKind, Subscriber, Topic
from playground.chats import Message
from tests.clock import START
from tests.workers.outbox import Outbox

ALL, RELEASES = frozenset({Topic.ALL}), frozenset({Topic.RELEASES})
MINUTE, DAY, YEARS = timedelta(minutes=1), timedelta(days=1), timedelta(days=3_652)
MORNING = next_digest(Frequency.DAILY, 9, None, START)


def late(chat_id: int, frequency: Frequency = Frequency.DAILY, kind: ChatKind = ChatKind.PRIVATE) -> Subscriber:
    return Subscriber(chat_id, kind, ENGLISH, discreet=False, topics=ALL).paced(ALL, frequency)


async def reader(outbox: Outbox, **changes: object) -> int:
    """Let somebody press Start who wants digests; return their chat."""
    [chat] = outbox.readers(1)
    await outbox.store.subscribers.put(replace(late(chat), **changes))  # type: ignore[arg-type]
    return chat


async def confirm(outbox: Outbox, *names: str, **changes: object) -> list[int]:
    """Confirm an event a name; return their numbers."""
    return [await outbox.confirm(name, unmatched=(name,), count=None, **changes) for name in names]


async def looked(outbox: Outbox, moment: datetime) -> None:
    """Let time pass, and a worker that has just begun look what is due."""
    outbox.clock.skip_to(moment)
    await outbox.digests().look()


def said(outbox: Outbox, chat: int) -> Sequence[Message]:
    return outbox.telegram.sent(chat)
