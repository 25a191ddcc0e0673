"""Reports: what sources claim, waiting for the editors."""

from collections.abc import Sequence

from sqlalchemy import func, select

from domain.records import read_event, write_event
from domain.report import Report
from storage.database import Database
from storage.tables import reports


class Reports:
    """The reports of the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def file(self, claims: Sequence[Report]) -> int:
        """Add those reports whose id is not there yet, at most 500 at once; return how many were new."""
        if not claims:
            return 0
        rows = {
            report.id: {
                "id": report.id,
                "source": report.source,
                "seen": report.seen,
                "content": write_event(report.event),
                "excerpt": report.excerpt,
            }
            for report in claims
        }
        new = self._db.insert(reports).values(list(rows.values())).on_conflict_do_nothing().returning(reports.c.id)
        async with self._db.writing() as connection:
            return len((await connection.execute(new)).all())

    async def waiting(self, limit: int) -> Sequence[Report]:
        """Return the reports that wait for the editors, oldest first."""
        query = select(reports).order_by(reports.c.seen, reports.c.id).limit(limit)
        async with self._db.reading() as connection:
            return [
                Report(row.id, row.source, row.seen, read_event(row.content), row.excerpt)
                for row in await connection.execute(query)
            ]

    async def count_waiting(self) -> int:
        """Return how many reports wait for the editors."""
        async with self._db.reading() as connection:
            return (await connection.execute(select(func.count()).select_from(reports))).scalar_one()
