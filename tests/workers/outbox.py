"""A store with something to deliver, a Telegram over HTTP, and the worker between them, in quick time."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.messenger import CONNECTIONS, TIMEOUT_SECONDS, TelegramMessenger
from bot.wire import Wire
from domain.audience import audience_of
from domain.event import Act, EventState, Filed
from domain.language import ENGLISH
from domain.ports import Correspondent
from domain.steadiness import STEADY, Steadiness
from domain.subscription import ChatKind, Subscriber, Topic
from playground import Server, Telegram, serve
from storage.clock import ClockRow
from storage.confirmation import confirm
from storage.deliveries import Progress
from storage.store import Store
from tests.clock import START
from tests.storage.samples import DIGEST, event
from texts.phrasebook import Phrasebook
from workers.clock_watch import ClockWatch
from workers.delivery import DeliveryWorker
from workers.digests import DigestWorker
from workers.living import LivingWorker
from workers.pacer import Pacer

SPEED = 20.0
PATIENCE_SECONDS = 15.0


class QuickClock:
    """A clock on which ``speed`` seconds pass in one, and more where a test lets them."""

    def __init__(self, speed: float = SPEED) -> None:
        self._begun = time.monotonic()
        self._passed = 0.0
        self._speed = speed
        self._start = START

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return self._passed + (time.monotonic() - self._begun) * self._speed

    def go_on_at(self, speed: float) -> None:
        self._passed, self._begun, self._speed = self.monotonic(), time.monotonic(), speed

    def skip_to(self, moment: datetime) -> None:
        """Let time pass until ``moment``."""
        self._passed += (moment - self.now()).total_seconds()

    def set_off(self, by: timedelta) -> None:
        """Let somebody set the date wrong, or right: no time passes."""
        self._start += by

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)


@dataclass(slots=True)
class Outbox:
    """The store, and what the worker needs."""

    folder: Path
    telegram: Telegram
    server: Server
    wire: Wire
    store: Store
    clock: QuickClock

    async def subscribe(self, chat_ids: Iterable[int], kind: ChatKind = ChatKind.PRIVATE) -> None:
        for chat_id in chat_ids:
            topics = frozenset({Topic.ALL})
            await self.store.subscribers.put(Subscriber(chat_id, kind, ENGLISH, discreet=False, topics=topics))

    def readers(self, count: int) -> list[int]:
        """Add people who have pressed Start; return their chats."""
        chats = [self.telegram.add_person(f"Reader {number}", "en").chat_id for number in range(count)]
        for chat in chats:
            self.telegram.type(chat, chat, "/start")
        return chats

    async def confirm(self, event_id: str = "e1", **changes: object) -> int:
        """Put an event on its way; return its number."""
        filed = await self.store.events.file(event(event_id, **changes), EventState.DRAFT, self.clock.now())
        return await self.confirm_filed(filed)

    async def on_desk(self, number: int, **changes: object) -> Filed:
        """Put a correction of what was sent before the editors, or what ``changes`` make of it."""
        sent = await self.store.events.by_number(number)
        assert sent
        facts = {"act": Act.UPDATE, **changes}
        return await self.store.events.correct(number, replace(sent.event, **facts), self.clock.now())  # type: ignore[arg-type]

    async def correct(self, number: int, **changes: object) -> None:
        """Put a correction on its way, or a retraction where ``changes`` say so."""
        await self.confirm_filed(await self.on_desk(number, **changes))

    async def confirm_filed(self, filed: Filed) -> int:
        """Let two editors approve what lies on the desk, and put it on its way; return its number."""
        store, now = self.store, self.clock.now()
        for editor in (1, 2):
            key = store.sealer.editor_key(editor)
            await store.events.approve(filed.number, filed.event.revision, key, DIGEST, now)
        codes = (await store.people.codes_of(filed.event.people)).values()
        await confirm(store.database, store.subscribers, filed, audience_of(filed.event, codes), DIGEST, 2, now)
        return filed.number

    @asynccontextmanager
    async def working(
        self, rate: float = 1_000, messenger: Correspondent | None = None
    ) -> AsyncIterator[DeliveryWorker]:
        """Deliver until the block ends."""
        pacer = Pacer(rate / SPEED, self.clock)
        given = messenger or self.messenger(pacer)
        worker = DeliveryWorker(self.store, Phrasebook.load(), given, self.clock, pacer)
        running = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            running.cancel()
            await asyncio.wait({running})
            assert running.cancelled(), running.exception()

    def digests(self, rate: float = 1_000) -> DigestWorker:
        """Return who sends digests."""
        pacer = Pacer(rate / SPEED, self.clock)
        return DigestWorker(self.store, Phrasebook.load(), self.messenger(pacer), self.clock, pacer, self.watch())

    def living(self) -> LivingWorker:
        """Return who sends proofs of life."""
        pacer = Pacer(1_000 / SPEED, self.clock)
        return LivingWorker(self.store, Phrasebook.load(), self.messenger(pacer), self.clock, pacer, self.watch())

    def watch(self) -> ClockWatch:
        """Return a look at the clock, as a process begins with."""
        return ClockWatch(ClockRow(self.store.database), self.clock, self.store.deliveries.hasten)

    async def trust_clock(self) -> None:
        """Let the clock have gone without a jump for long."""
        await ClockRow(self.store.database).note(Steadiness(self.clock.now(), self.clock.now() - 2 * STEADY))

    async def rewire(self, patience: float) -> None:
        """Let the worker wait for an answer no longer than ``patience`` real seconds."""
        await self.wire.close()
        self.wire = Wire(self.server.url, timeout=patience, connections=CONNECTIONS)
        await self.wire.open()

    def messenger(self, pacer: Pacer) -> TelegramMessenger:
        """Return what sends over HTTP."""
        return TelegramMessenger(self.wire, self.telegram.token, pacer)

    async def settled(self, number: int) -> Progress:
        """Wait until nobody is left to be told of an event."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (progress := await self.store.deliveries.progress(number)).waiting:  # noqa: ASYNC110 - rows
                await asyncio.sleep(0.02)
        return progress

    def told(self, chat_id: int) -> int:
        """Return how many messages the chat holds."""
        return len(self.telegram.sent(chat_id))

    def tries(self) -> list[float]:
        """Return when each send arrived, in real seconds."""
        return [call.at_monotonic for call in self.telegram.calls if call.method == "sendMessage"]


@asynccontextmanager
async def open_outbox(folder: Path) -> AsyncIterator[Outbox]:
    """Open everything, and close it at the end."""
    telegram = Telegram()
    server = await serve(telegram)
    store = await Store.open(f"sqlite:///{folder}/store/zvestka.db", folder / "secret" / "key")
    await store.subscribers.load()
    wire = Wire(server.url, timeout=TIMEOUT_SECONDS, connections=CONNECTIONS)
    await wire.open()
    outbox = Outbox(folder, telegram, server, wire, store, QuickClock())
    yield outbox
    await outbox.wire.close()
    await store.close()
    await outbox.server.close()
