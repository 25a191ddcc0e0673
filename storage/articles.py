"""Which writings were met already: publisher and id, and a fingerprint of the words; the words are never kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storage.database import Database
from storage.tables import articles

KEPT = timedelta(days=400)
"""No source lists what is older; should one, it is no news."""

_SLICE = 500


class Articles:
    """The writings that were met."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def met(self, publisher: str, ids: Sequence[str]) -> Mapping[str, str]:
        """Return those of ``ids`` that were met, with the fingerprint of each when it was read last."""
        found: dict[str, str] = {}
        async with self._db.reading() as connection:
            for start in range(0, len(ids), _SLICE):
                some = articles.c.article_id.in_(ids[start : start + _SLICE])
                query = select(articles.c.article_id, articles.c.fingerprint)
                rows = await connection.execute(query.where(articles.c.publisher == publisher, some))
                found.update((row.article_id, row.fingerprint) for row in rows)
        return found

    async def has_words(self, publisher: str, fingerprint: str) -> bool:
        """Return whether a publisher has printed the same words before, under whatever id."""
        query = select(articles.c.article_id).where(
            articles.c.publisher == publisher, articles.c.fingerprint == fingerprint
        )
        async with self._db.reading() as connection:
            return (await connection.execute(query.limit(1))).one_or_none() is not None

    async def note(self, publisher: str, met: Mapping[str, str], at: datetime) -> None:
        """Remember writings by id with their fingerprints, at most 500 at once."""
        if not met:
            return
        rows = [
            {"publisher": publisher, "article_id": each, "fingerprint": words, "seen": at}
            for each, words in met.items()
        ]
        noted = self._db.insert(articles).values(rows)
        renewed = {"fingerprint": noted.excluded.fingerprint, "seen": noted.excluded.seen}
        async with self._db.writing() as connection:
            await connection.execute(
                noted.on_conflict_do_update(index_elements=["publisher", "article_id"], set_=renewed)
            )

    async def purge(self, now: datetime) -> None:
        """Forget what was met too long ago to come again."""
        async with self._db.writing() as connection:
            await connection.execute(delete(articles).where(articles.c.seen < now - KEPT))
