"""The whole store, opened at once: one object for whoever needs more than one subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from domain.brake import Worry
from domain.event import Event
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

    async def worries(self, event: Event, now: datetime) -> frozenset[Worry]:
        """Return what is unusual about a piece of news now; ``confirm`` looks again."""
        async with self.database.reading() as connection:
            return await worries_about(connection, event, now)

    async def close(self) -> None:
        """Close the database's connections."""
        await self.database.close()
