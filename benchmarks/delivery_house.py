"""Our own bot's house for the measuring stand: a store with people, sealed chats, and events ready to be confirmed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert

from benchmarks.delivery_stand import Order
from bot.config import Settings
from domain.approval import Digest
from domain.audience import audience_of
from domain.dates import PartialDate
from domain.event import Event, EventKind, EventState, Filed, Ground
from domain.language import BELARUSIAN, ENGLISH
from domain.person import Citation, Code, Custody, Gender, Person, Status
from domain.subscription import ChatKind, Subscriber, Topic
from storage import changes
from storage.confirmation import Confirmed, confirm
from storage.sealing import Sealer
from storage.store import Store
from storage.subscriber_codec import encode
from storage.tables import subscribers

PERSON = Person(
    id="bench:1",
    names={BELARUSIAN: ("Янка Прыклад",), ENGLISH: ("Yanka Pryklad",)},
    gender=Gender.MALE,
    custody=Custody(Status.IMPRISONED, PartialDate(2020, 9, 7)),
)
_SOURCES = (
    Citation("https://example.org/navina/2026/11/12/vyzvalenne", "праваабарончы цэнтр", PartialDate(2026, 11, 12)),
)
_TOLD = {
    BELARUSIAN: "Праваабаронцы паведамляюць, што чалавек ужо сустрэўся з роднымі і адпачывае. Пра стан здароўя і пра "
    "далейшыя планы сям'я раскажа пазней, калі палічыць патрэбным."
}
_EDITORS = (1, 2)
_DIGEST: Digest = b"d" * 32
_TOGETHER = 10_000
"""Rows a statement: what is sealed is half a kilobyte a chat."""


def settings(order: Order) -> Settings:
    """Return the settings of a bot that lives in the order's folder."""
    return Settings(
        data_dir=order.folder,
        key_file=order.folder / "key",
        database_url=f"sqlite:///{order.folder / 'zvestka.db'}",
        bot_token=order.token,
        telegram_api=order.api,
    )


async def open_store(order: Order) -> Store:
    """Open an empty store in the order's folder; put the one person of the news into it."""
    store = await Store.open(settings(order).database_url, settings(order).key_file)
    await store.people.put([PERSON], now().date())
    return store


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def reader(chat_id: int, *topics: Topic, follows: Sequence[Code] = ()) -> Subscriber:
    """Return a private chat that wants to be told in plain words."""
    chosen = {"topics": frozenset(topics), "follows": frozenset(follows), "seen_week": f"{now():%G-W%V}"}
    return Subscriber(chat_id, ChatKind.PRIVATE, BELARUSIAN, discreet=False, **chosen)  # type: ignore[arg-type]


async def seed(store: Store, readers: Iterable[Subscriber]) -> None:
    """Seal chats into an empty store in one transaction, and read them as a bot does when it starts."""
    async with store.database.durable() as connection:
        version = await changes.bump(connection, changes.SUBSCRIBERS)
        rows = (_row(store.sealer, each, version) for each in readers)
        while some := list(islice(rows, _TOGETHER)):
            await connection.execute(insert(subscribers), some)
    await store.subscribers.load()


def _row(sealer: Sealer, subscriber: Subscriber, version: int) -> Mapping[str, Any]:
    key = sealer.chat_key(subscriber.chat_id)
    return {"key": key, "sealed": sealer.seal(encode(subscriber), subscribers.name, key), "version": version}


def people(names: Iterable[Mapping[str, Sequence[str]]]) -> Iterator[Person]:
    """Make a person of each's spellings by language."""
    for number, spelled in enumerate(names):
        yield Person(f"bench:{number}", {language: tuple(each) for language, each in spelled.items()})  # type: ignore[misc]


async def approved(store: Store, event_id: str, kind: EventKind, *people: str) -> Filed:
    """File news, as long as the other senders' `TEXT`, and approve it as two editors do."""
    event = Event(
        event_id,
        kind,
        PartialDate(2026, 11, 12),
        1,
        people=people,
        ground=Ground.PARDON,
        summary=_TOLD,
        sources=_SOURCES,
    )
    filed = await store.events.file(event, EventState.DRAFT, now())
    for editor in _EDITORS:
        await store.events.approve(filed.number, 1, store.sealer.editor_key(editor), _DIGEST, now())
    return filed


async def confirmed(store: Store, filed: Filed) -> Confirmed:
    """Put approved news on its way to everyone it is for."""
    codes = (await store.people.codes_of(filed.event.people)).values()
    audience = audience_of(filed.event, codes)
    return await confirm(store.database, store.subscribers, filed, audience, _DIGEST, len(_EDITORS), now())
