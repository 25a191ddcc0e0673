"""Names awaited are kept sealed, and changed as one step."""

import asyncio
from dataclasses import replace

from domain.language import BELARUSIAN
from domain.subscription import ChatKind, Subscriber
from storage.database import Database
from storage.sealing import Sealer
from storage.subscribers import Subscribers

READER = replace(Subscriber.newcomer(5_812_000_777, ChatKind.PRIVATE, BELARUSIAN), thread_id=None)


async def test_a_name_comes_back_as_it_was_written(database: Database, sealer: Sealer) -> None:
    kept = READER.awaiting("Ціханоўскі «Сяргей»").awaiting("O’Neil 'x'").asked_about(2, 77)
    await Subscribers(database, sealer).put(kept)
    fresh = Subscribers(database, sealer)
    await fresh.load()
    assert await fresh.get(READER.chat_id) == kept
    assert list(fresh.circle.awaiting()) == [kept]


async def test_changes_at_once_lose_nothing(database: Database, sealer: Sealer) -> None:
    subscribers = Subscribers(database, sealer)
    await subscribers.put(READER)
    changes = (lambda chat, code=code: chat.following(code) for code in range(1, 21))
    await asyncio.gather(*(subscribers.change(READER.chat_id, change) for change in changes))
    changed = await subscribers.get(READER.chat_id)
    assert changed is not None
    assert changed.follows == frozenset(range(1, 21))


async def test_who_is_not_kept_is_not_changed(database: Database, sealer: Sealer) -> None:
    subscribers = Subscribers(database, sealer)
    assert await subscribers.change(READER.chat_id, lambda chat: chat.following(1)) is None
    assert await subscribers.count() == 0
