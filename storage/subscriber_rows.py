"""Sealed rows of subscribers: read by their keys, many at once, and written."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey
from domain.subscription import Subscriber
from storage import changes
from storage.database import Database
from storage.errors import SealError
from storage.sealing import Sealer
from storage.subscriber_codec import decode, encode
from storage.tables import subscribers

_UNDER = select(subscribers).where(subscribers.c.key.in_(bindparam("its_keys", expanding=True)))

Kept = Subscriber | SealError | None
"""What stands under a key: a row that does not open is the trouble of one chat alone."""


class SubscriberRows:
    """Seals and opens the rows of one key."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self._sealer = sealer
        written = db.insert(subscribers)
        new = {"sealed": written.excluded.sealed, "version": written.excluded.version}
        self._upsert = written.on_conflict_do_update(index_elements=["key"], set_=new)

    async def kept(self, connection: AsyncConnection, keys: Sequence[ChatKey]) -> dict[ChatKey, Kept]:
        """Return what stands under those of ``keys`` that are known."""
        rows = await connection.execute(_UNDER, {"its_keys": sorted(set(keys))})
        return {row.key: self._tried(row) for row in rows}

    def _tried(self, row: Row[Any]) -> Kept:
        try:
            return self.open(row)
        except SealError as error:
            return error

    def open(self, row: Row[Any]) -> Subscriber:
        """Return the subscriber in a row; raise SealError."""
        return decode(self._sealer.unseal(row.sealed, subscribers.name, row.key))

    def sealed(self, key: ChatKey, subscriber: Subscriber) -> bytes:
        """Return what ``write`` takes; raise ValueError where it does not fit a row."""
        return self._sealer.seal(encode(subscriber), subscribers.name, key)

    async def write(self, connection: AsyncConnection, sealed: Mapping[ChatKey, bytes]) -> None:
        """Add or replace rows, in the order of their keys, so that on PostgreSQL no two wait for each other."""
        if sealed:
            version = await changes.bump(connection, changes.SUBSCRIBERS)
            rows = [{"key": key, "sealed": sealed[key], "version": version} for key in sorted(sealed)]
            await connection.execute(self._upsert, rows)


def readable(kept: Kept) -> Subscriber | None:
    """Return what is kept, or None; raise the SealError that it is."""
    if isinstance(kept, SealError):
        raise kept
    return kept
