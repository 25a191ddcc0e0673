"""What is remembered of this machine's clock (domain/steadiness.py)."""

from dataclasses import asdict

from sqlalchemy import select

from domain.steadiness import Steadiness
from storage.database import Database
from storage.tables import clock


class ClockRow:
    """The last look at the clock, kept over restarts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def kept(self) -> Steadiness | None:
        """Return what was noted last, None where nobody looked yet."""
        async with self._db.reading() as connection:
            row = (await connection.execute(select(clock.c.beat, clock.c.steady))).one_or_none()
        return None if row is None else Steadiness(row.beat, row.steady)

    async def note(self, steadiness: Steadiness) -> None:
        """Remember a look."""
        looked = asdict(steadiness)
        noted = self._db.insert(clock).values(one=1, **looked)
        async with self._db.writing() as connection:
            await connection.execute(noted.on_conflict_do_update(index_elements=["one"], set_=looked))
