"""A reader who wants to be told again until they have seen it, and the workers that tell them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from domain.audience import ChatKey, audience_of
from domain.event import Act, EventKind
from domain.insisting import APART
from domain.language import ENGLISH
from domain.subscription import ChatKind, Subscriber
from playground.chats import Message
from storage.confirmation import confirm
from storage.store import Store
from tests.storage.samples import DIGEST, TODAY, event, person
from tests.workers.outbox import Outbox
from workers.delivery import DeliveryWorker
from workers.insisting import InsistingWorker
from workers.pacer import Pacer

NAMED = "viasna:1"


@dataclass(slots=True)
class Insistent:
    """One reader who wants to be told again of one person, and who tells them."""

    outbox: Outbox
    chat: int
    code: int
    delivery: DeliveryWorker
    pacer: Pacer
    worker: InsistingWorker

    @property
    def key(self) -> ChatKey:
        return self.outbox.store.sealer.chat_key(self.chat)

    @property
    def shown(self) -> Sequence[Message]:
        """What stands in the chat now."""
        return self.outbox.telegram.sent(self.chat)

    def sent(self) -> int:
        """Return how many messages Telegram has taken, those that were deleted since too."""
        return len([call for call in self.outbox.telegram.calls if call.method == "sendMessage" and not call.error])

    async def tell(self, kind: EventKind = EventKind.RELEASE) -> int:
        """Tell the reader of an event about that person; return its number."""
        number = await self.outbox.confirm(people=(NAMED,), kind=kind)
        await self.outbox.settled(number)
        return number

    async def pass_by(self, count: int = 1) -> None:
        """Let half hours pass, with a look at the end of each."""
        for _ in range(count):
            self.outbox.clock.skip_to(self.outbox.clock.now() + APART)
            await self.worker.look()

    async def change(self, **changes: object) -> None:
        await self.outbox.store.subscribers.change(self.chat, lambda kept: replace(kept, **changes))  # type: ignore[arg-type]


def worker_of(outbox: Outbox, store: Store, delivery: DeliveryWorker, pacer: Pacer) -> InsistingWorker:
    return InsistingWorker(store, delivery.alerts, outbox.messenger(pacer), outbox.clock, pacer)


@asynccontextmanager
async def insistent(outbox: Outbox, **changes: object) -> AsyncIterator[Insistent]:
    """Give a reader, and let the outbox work until the block ends."""
    [added] = await outbox.store.people.put([person(1)], TODAY)
    [chat] = outbox.readers(1)
    reader = Subscriber(chat, ChatKind.PRIVATE, ENGLISH, discreet=False, follows=frozenset({added.code}), insist=True)
    await outbox.store.subscribers.put(replace(reader, **changes))  # type: ignore[arg-type]
    async with outbox.working() as delivery:
        pacer = Pacer(1_000, outbox.clock)
        yield Insistent(outbox, chat, added.code, delivery, pacer, worker_of(outbox, outbox.store, delivery, pacer))


async def correct(outbox: Outbox, number: int, act: Act) -> None:
    """Let editors correct or take back an event."""
    store, now = outbox.store, outbox.clock.now()
    what = event(people=(NAMED,), count=15, act=act)
    filed = await store.events.correct(number, what, now)
    for editor in (1, 2):
        await store.events.approve(number, filed.event.revision, store.sealer.editor_key(editor), DIGEST, now)
    codes = (await store.people.codes_of(what.people)).values()
    await confirm(store.database, store.subscribers, filed, audience_of(what, codes), DIGEST, 2, now)
    await outbox.settled(number)


def seen_buttons(messages: Sequence[Message]) -> list[int]:
    """Return how many buttons *Seen* each message has."""
    return [len([button for button in each.buttons if button.text == "Seen"]) for each in messages]
