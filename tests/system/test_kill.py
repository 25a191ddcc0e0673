"""kill -9 in the middle of a delivery to 200 chats: every chat is told, repeats are no more than were in flight."""

import asyncio
import collections
import json
import signal
from pathlib import Path

from domain.language import ENGLISH
from domain.subscription import ChatKind, Subscriber, Topic
from playground import Telegram, serve
from storage.store import Store
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings
from workers.delivery import in_flight

CHATS = 200
RATE = 200
PARDON = {
    "id": "2026-02-03-pardon",
    "kind": "pardon",
    "date": "2026-02-03",
    "count": 7,
    "sources": [{"url": "https://example.org/3", "publisher": "Example", "published": "2026-02-03"}],
}


async def test_nobody_is_lost_and_few_are_told_twice(tmp_path: Path) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    telegram.faults.latency = 0.05
    settings = bot_settings(telegram, server.url, (1, 2), shell_approval="1", send_rate=str(RATE))
    installation = Installation(tmp_path, settings)
    (tmp_path / "event.json").write_text(json.dumps(PARDON), "utf-8")
    chats = [telegram.add_person(f"Reader {n}", "en").chat_id for n in range(CHATS)]
    for chat in chats:
        telegram.type(chat, chat, "/start")
    await _subscribe(installation, chats)
    published = await installation.command(
        "publish", str(tmp_path / "event.json"), "--confirmed-by", "1", "--confirmed-by", "2"
    )
    assert f"chats to tell: {CHATS}" in published.out

    async with installation.running(telegram) as first:
        await telegram.wait_for(lambda: len(_told(telegram)) >= CHATS // 3, PATIENCE_SECONDS)
        first.send_signal(signal.SIGKILL)
        await first.wait()
    assert len(_told(telegram)) < CHATS
    async with installation.running(telegram):
        await telegram.wait_for(lambda: set(_told(telegram)) == set(chats), PATIENCE_SECONDS)
        await _settled(installation)
    repeats = sum(_told(telegram).values()) - CHATS
    assert repeats <= in_flight(RATE)
    await server.close()


def _told(telegram: Telegram) -> collections.Counter[int]:
    alerts = (
        call
        for call in telegram.calls
        if call.method == "sendMessage" and call.error is None and "has been announced" in str(call.params["text"])
    )
    return collections.Counter(int(call.params["chat_id"]) for call in alerts)


async def _settled(installation: Installation) -> None:
    """Wait until nothing is left in the outbox, so that a repeat would have been seen."""
    store = await Store.open(f"sqlite:///{installation.database}", installation.folder / "secret" / "key")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await store.deliveries.progress(1)).waiting:  # noqa: ASYNC110 - another process's rows
            await asyncio.sleep(0.1)
    await store.close()


async def _subscribe(installation: Installation, chats: list[int]) -> None:
    store = await Store.open(f"sqlite:///{installation.database}", installation.folder / "secret" / "key")
    for chat in chats:
        newcomer = Subscriber(chat, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=frozenset({Topic.PARDONS}))
        await store.subscribers.put(newcomer)
    await store.close()
