"""How the sources fare: one row a source, for the intake to go on with and for the operator to look at."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select

from domain.polling import SourceState
from storage.database import Database
from storage.tables import sources


class Sources:
    """The states of the sources."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def states(self) -> Mapping[str, SourceState]:
        """Return what is remembered of every source that was ever polled, by name."""
        async with self._db.reading() as connection:
            rows = await connection.execute(select(sources).order_by(sources.c.name))
            return {row.name: SourceState(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name

    async def of(self, name: str) -> SourceState | None:
        """Return what is remembered of one source, None where it was never polled."""
        async with self._db.reading() as connection:
            row = (await connection.execute(select(sources).where(sources.c.name == name))).one_or_none()
        return None if row is None else SourceState(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name

    async def note(self, state: SourceState) -> None:
        """Remember how a source fares."""
        row = asdict(state)
        noted = self._db.insert(sources).values(row)
        async with self._db.writing() as connection:
            await connection.execute(noted.on_conflict_do_update(index_elements=["name"], set_=row))
