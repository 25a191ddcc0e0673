"""The whole store, opened at once: one object for whoever needs more than one subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from domain.audience import Reach, audience_of
from domain.brake import Worry
from domain.draft import Draft, Replaced
from domain.event import Act, Event, Filed
from domain.person import Listed
from storage.articles import Articles
from storage.consequences import worries_about
from storage.database import Database
from storage.deliveries import Deliveries
from storage.events import Events
from storage.insisting import Insisting
from storage.outbox_state import OutboxState
from storage.people import People
from storage.reports import Reports
from storage.sealing import Sealer, load_key
from storage.sources import Sources
from storage.subscribers import Subscribers
from storage.superseding import reach_of


@dataclass(frozen=True, slots=True)
class Store:
    """Every subject of the store, over one database and one key."""

    database: Database
    sealer: Sealer
    people: People
    events: Events
    reports: Reports
    sources: Sources
    articles: Articles
    subscribers: Subscribers
    deliveries: Deliveries
    insisting: Insisting
    outbox: OutboxState

    @classmethod
    async def open(cls, url: str, key_file: Path) -> Self:
        """Open, or create and migrate, the database at ``url`` with the key in ``key_file``; raise StorageError."""
        sealer = Sealer(load_key(key_file))
        database = await Database.open(url)
        subscribers = Subscribers(database, sealer)
        return cls(
            database=database,
            sealer=sealer,
            people=People(database),
            events=Events(database),
            reports=Reports(database),
            sources=Sources(database),
            articles=Articles(database),
            subscribers=subscribers,
            deliveries=Deliveries(database, subscribers),
            insisting=Insisting(database),
            outbox=OutboxState(database),
        )

    async def named(self, *events: Event) -> Sequence[Listed]:
        """Return the people whom ``events`` name, in their order; ids that are not in the store are left out."""
        ids = tuple(dict.fromkeys(each for event in events for each in event.people))
        codes = await self.people.codes_of(ids)
        return await self.people.by_codes([codes[each] for each in ids if each in codes])

    async def draft(self, filed: Filed) -> Draft:
        """Return all that the preview of ``filed`` is made of: a draft, or what follows on what was sent."""
        named = await self.named(filed.event)
        sent = None if filed.event.act is Act.ALERT else await self.events.by_number(filed.number)
        if sent is None:
            return Draft(filed, named)
        at = await self.events.confirmed_at(filed.number)
        return Draft(filed, named, Replaced(sent.event, at, await self.named(sent.event)))

    async def reach(self, draft: Draft) -> Reach:
        """Count whom a draft would be told now."""
        audience = audience_of(draft.filed.event, (listed.code for listed in draft.named))
        return await reach_of(self.database, draft.filed, self.subscribers.circle, audience)

    async def worries(self, event: Event, now: datetime) -> frozenset[Worry]:
        """Return what is unusual about a piece of news now; ``confirm`` looks again."""
        async with self.database.reading() as connection:
            return await worries_about(connection, event, now)

    async def close(self) -> None:
        """Close the database's connections."""
        await self.database.close()
