"""One event on its way to many readers of an installation, and who has been told of it."""

import asyncio
import collections
import json
from collections.abc import Mapping
from dataclasses import dataclass

from domain.language import ENGLISH
from domain.subscription import ChatKind, Subscriber, Topic
from playground import Telegram
from storage.store import Store
from tests.system.processes import PATIENCE_SECONDS, Installation

PARDON: Mapping[str, object] = {
    "id": "2026-02-03-pardon",
    "kind": "pardon",
    "date": "2026-02-03",
    "count": 7,
    "sources": [{"url": "https://example.org/3", "publisher": "Example", "published": "2026-02-03"}],
}


@dataclass(frozen=True, slots=True)
class FanOut:
    """The only event of an installation whose bot talks to ``telegram``; editors 1 and 2 may confirm in the shell."""

    telegram: Telegram
    installation: Installation

    async def begin(self, count: int) -> None:
        """Subscribe so many readers, then confirm the event."""
        await self._subscribe([self.telegram.add_person(f"Reader {n}", "en").chat_id for n in range(count)])
        (self.installation.folder / "event.json").write_text(json.dumps(PARDON), "utf-8")
        published = await self.installation.command(
            "publish", str(self.installation.folder / "event.json"), "--confirmed-by", "1", "--confirmed-by", "2"
        )
        assert f"chats to tell: {count}" in published.out

    def told(self) -> Mapping[int, int]:
        """Return how often each chat that was told was told."""
        alerts = (
            call
            for call in self.telegram.calls
            if call.method == "sendMessage" and call.error is None and "has been announced" in str(call.params["text"])
        )
        return collections.Counter(int(call.params["chat_id"]) for call in alerts)

    def sends(self) -> int:
        """Return how many messages have arrived."""
        return sum(self.told().values())

    def repeats(self) -> int:
        """Return how many of them told a chat what it knew."""
        return self.sends() - len(self.told())

    async def has_told(self, count: int) -> None:
        """Wait until so many chats were told."""
        await self.telegram.wait_for(lambda: len(self.told()) >= count, PATIENCE_SECONDS)

    async def settled(self) -> None:
        """Wait until nothing is left in the outbox, so that a repeat would have been seen."""
        store = await self._store()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await store.deliveries.progress(1)).waiting:  # noqa: ASYNC110 - another process's rows
                await asyncio.sleep(0.1)
        await store.close()

    async def _store(self) -> Store:
        folder = self.installation.folder
        return await Store.open(f"sqlite:///{self.installation.database}", folder / "secret" / "key")

    async def _subscribe(self, chats: list[int]) -> None:
        store = await self._store()
        for chat in chats:
            self.telegram.type(chat, chat, "/start")
            newcomer = Subscriber(chat, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=frozenset({Topic.PARDONS}))
            await store.subscribers.put(newcomer)
        await store.close()
