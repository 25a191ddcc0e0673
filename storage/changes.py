"""A counter for each subject, so that a process sees cheaply what another one changed.

The counter moves in the transaction that changes the subject, and its row stays locked until the commit: whoever reads
version N has every change up to N before them. A transaction holds all counters it needs before it changes anything,
in one fixed order, so that no two wait for each other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tables import changes

DELIVERIES = "deliveries"
ERASURES = "erasures"
EVENTS = "events"
PEOPLE = "people"
SUBSCRIBERS = "subscribers"


async def versions(db: Database) -> Mapping[str, int]:
    """Return the version of every subject."""
    async with db.reading() as connection:
        return await read(connection)


async def read(connection: AsyncConnection) -> Mapping[str, int]:
    """Return the version of every subject as this transaction sees it."""
    rows = await connection.execute(select(changes.c.subject, changes.c.version))
    return MappingProxyType({row.subject: row.version for row in rows})


async def hold(connection: AsyncConnection, *subjects: str) -> None:
    """Lock the counters of ``subjects`` until the transaction ends; SQLite has its one writer already."""
    query = select(changes.c.version).where(changes.c.subject.in_(subjects)).order_by(changes.c.subject)
    await connection.execute(query.with_for_update())


async def bump(connection: AsyncConnection, subject: str) -> int:
    """Move the counter of a subject that this transaction changes, and return its new version."""
    moved = update(changes).where(changes.c.subject == subject).values(version=changes.c.version + 1)
    return int((await connection.execute(moved.returning(changes.c.version))).scalar_one())
