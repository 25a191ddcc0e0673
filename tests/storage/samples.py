"""People, events and chats for the storage tests; nobody real."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from domain.approval import Digest
from domain.audience import OUTBOX_LANES, audience_of
from domain.dates import PartialDate
from domain.delivery import Delivery
from domain.event import Act, Event, EventKind, EventState, Filed
from domain.language import Language
from domain.person import Case, Citation, Custody, Gender, Person, Sentence, Status
from domain.subscription import ChatKind, Subscriber, Topic
from storage.confirmation import Confirmed, confirm
from storage.database import Database
from storage.deliveries import Deliveries
from storage.events import Events
from storage.people import People
from storage.sealing import Sealer
from storage.subscribers import Subscribers

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DIGEST: Digest = b"d" * 32


def person(number: int = 1, **changes: object) -> Person:
    """Return a person with every kind of fact, or with ``changes``."""
    facts: dict[str, object] = {
        "id": f"viasna:{number}",
        "names": {Language("be"): (f"Янка {number}", "Ясь"), Language("en"): (f"Yanka {number}",)},
        "gender": Gender.MALE,
        "born": PartialDate(1982, 4),
        "custody": Custody(Status.IMPRISONED, PartialDate(2020, 9, 7), "colony-4", as_of=PartialDate(2024, 1)),
        "case": Case(("357", "361-1"), Sentence(11, 6), PartialDate(2021, 9, 6)),
        "recognised": True,
        "note": "a note",
        "sources": (Citation("https://example.org/1", "Example", PartialDate(2021)), Citation("https://example.org/2")),
    }
    return Person(**{**facts, **changes})  # type: ignore[arg-type]


def event(event_id: str = "e1", **changes: object) -> Event:
    """Return a release of nobody in particular, or with ``changes``."""
    facts: dict[str, object] = {"kind": EventKind.RELEASE, "date": PartialDate(2025, 6, 21), "count": 14}
    return Event(event_id, **{**facts, **changes})  # type: ignore[arg-type]


def chat(chat_id: int, *topics: Topic, follows: tuple[int, ...] = (), kind: ChatKind = ChatKind.PRIVATE) -> Subscriber:
    """Return a chat that asked for ``topics`` and ``follows``."""
    newcomer = Subscriber.newcomer(chat_id, kind, Language("ru"))
    return Subscriber(
        newcomer.chat_id, kind, newcomer.language, newcomer.discreet, frozenset(follows), frozenset(topics)
    )


class House:
    """A store with its subjects, and the short way to a confirmed event."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self.db = db
        self.people = People(db)
        self.events = Events(db)
        self.subscribers = Subscribers(db, sealer)
        self.sealer = sealer

    async def approved(self, what: Event) -> Filed:
        """File a draft and approve it by two editors."""
        return await self.approve(await self.events.file(what, EventState.DRAFT, NOW))

    async def approve(self, filed: Filed) -> Filed:
        """Approve what lies on the desk by two editors."""
        for user_id in (1, 2):
            editor = self.sealer.editor_key(user_id)
            await self.events.approve(filed.number, filed.event.revision, editor, DIGEST, NOW)
        return filed

    async def corrected(self, filed: Filed, **changes: object) -> Filed:
        """Put a revision of what was sent on the desk and approve it by two editors."""
        facts = {"act": Act.UPDATE, **changes}
        revised = replace(filed.event, **facts)  # type: ignore[arg-type]
        return await self.approve(await self.events.correct(filed.number, revised, NOW))

    async def retracted(self, filed: Filed) -> Filed:
        """Take back what was sent; return what is known of it now."""
        taken_back = await self.corrected(filed, act=Act.CANCEL)
        await self.confirm(taken_back)
        return taken_back

    async def confirm(self, filed: Filed) -> Confirmed:
        """Confirm what is approved, for followers of the people whom it names and subscribers of its topic."""
        return await self.confirm_through(self.subscribers, filed)

    async def confirm_through(self, subscribers: Subscribers, filed: Filed) -> Confirmed:
        """Confirm what is approved as a process does whose own view of the subscribers is ``subscribers``."""
        codes = (await self.people.codes_of(filed.event.people)).values()
        audience = audience_of(filed.event, codes)
        return await confirm(self.db, subscribers, filed, audience, DIGEST, 2, NOW)


async def lease(outbox: Deliveries, now: datetime, limit: int) -> Sequence[Delivery]:
    """Lease up to ``limit`` deliveries, the lowest lane first, and in it as long as there are some."""
    taken: list[Delivery] = []
    for lane in OUTBOX_LANES:
        while len(taken) < limit and (more := await outbox.lease(lane, now, limit - len(taken))):
            taken += more
    return tuple(taken)
