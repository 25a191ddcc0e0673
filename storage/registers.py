"""How many rows a source's register had when it was last imported: a shorter one is suspect (SOURCES.md, 7)."""

from sqlalchemy import select

from storage.database import Database
from storage.tables import registers


async def rows_of(db: Database, source: str) -> int:
    """Return the rows of the last import, 0 where there was none."""
    async with db.reading() as connection:
        rows: int | None = (
            await connection.execute(select(registers.c.rows).where(registers.c.source == source))
        ).scalar_one_or_none()
    return rows or 0


async def note_rows(db: Database, source: str, rows: int) -> None:
    """Remember how many rows the register had that has just been imported."""
    noted = db.insert(registers).values(source=source, rows=rows)
    async with db.writing() as connection:
        await connection.execute(noted.on_conflict_do_update(index_elements=["source"], set_={"rows": rows}))
