"""The whole store, opened at once: one object for whoever needs more than one subject."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from storage.database import Database
from storage.deliveries import Deliveries
from storage.events import Events
from storage.people import People
from storage.reports import Reports
from storage.sealing import Sealer, load_key
from storage.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class Store:
    """Every subject of the store, over one database and one key."""

    database: Database
    sealer: Sealer
    people: People
    events: Events
    reports: Reports
    subscribers: Subscribers
    deliveries: Deliveries

    @classmethod
    async def open(cls, url: str, key_file: Path) -> Self:
        """Open, or create and migrate, the database at ``url`` with the key in ``key_file``; raise StorageError."""
        sealer = Sealer(load_key(key_file))
        database = await Database.open(url)
        return cls(
            database=database,
            sealer=sealer,
            people=People(database),
            events=Events(database),
            reports=Reports(database),
            subscribers=Subscribers(database, sealer),
            deliveries=Deliveries(database, sealer),
        )

    async def close(self) -> None:
        """Close the database's connections."""
        await self.database.close()
