"""The row of the one sender: read, and replaced only as it was read (domain/tenure.py)."""

from collections.abc import Mapping

from sqlalchemy import Executable, delete, select, update
from sqlalchemy.sql.elements import ColumnElement

from domain.tenure import Mark
from storage.database import Database
from storage.tables import sender

_ONE = 1


class SenderRow:
    """Whose turn it is to send, for every host on one database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def seen(self) -> Mark | None:
        """Return the row as it stands, None where nobody holds it."""
        async with self._db.reading() as connection:
            row = (await connection.execute(select(sender.c.holder, sender.c.beat))).one_or_none()
        return None if row is None else Mark(row.holder, row.beat)

    async def replace(self, seen: Mark | None, by: Mark) -> bool:
        """Put ``by`` where ``seen`` stands (None: nothing); return False where another beat stands there by now.

        Survives a power cut of the database: a holder must not find its row undone.
        """
        async with self._db.durable() as connection:
            changed = await connection.execute(self._put(by) if seen is None else _instead(seen, by))
            return changed.one_or_none() is not None

    async def give_back(self, last: Mark) -> None:
        """Drop the row where ``last`` still stands there, so that another host need not wait."""
        async with self._db.durable() as connection:
            await connection.execute(delete(sender).where(_stands(last)))

    def _put(self, by: Mark) -> Executable:
        put = self._db.insert(sender).values(one=_ONE, **_columns(by))
        return put.on_conflict_do_nothing().returning(sender.c.one)


def _instead(seen: Mark, by: Mark) -> Executable:
    return update(sender).where(_stands(seen)).values(_columns(by)).returning(sender.c.one)


def _columns(mark: Mark) -> Mapping[str, str | int]:
    return {"holder": mark.holder, "beat": mark.number}


def _stands(mark: Mark) -> ColumnElement[bool]:
    return (sender.c.one == _ONE) & (sender.c.holder == mark.holder) & (sender.c.beat == mark.number)
