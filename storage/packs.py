"""Chats that are packed on pages: found by their key, taken off, exchanged (storage/packing.py)."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, and_, delete, func, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audience import ChatKey
from storage.outbox_tables import packs, pages
from storage.packing import KEY_BYTES, exchanged, without

EVERY_PAGE = true()


async def take_off(connection: AsyncConnection, key: ChatKey, where: ColumnElement[bool] = EVERY_PAGE) -> None:
    """Take a chat off the packed pages that ``where`` names."""
    await _rewrite(connection, key, where, lambda chats: without(chats, (key,)))


async def exchange(connection: AsyncConnection, old: ChatKey, new: ChatKey) -> None:
    """Put a chat in the place of another one on every packed page."""
    await _rewrite(connection, old, EVERY_PAGE, lambda chats: exchanged(chats, old, new))


async def _rewrite(
    connection: AsyncConnection, key: ChatKey, where: ColumnElement[bool], change: Callable[[bytes], bytes]
) -> None:
    for page_id, chats in (await connection.execute(_holding(connection, key, where))).all():
        left = change(chats)
        pack = packs.c.page_id == page_id
        await connection.execute(update(packs).where(pack).values(chats=left) if left else delete(packs).where(pack))
        size = len(left) // KEY_BYTES
        await connection.execute(update(pages).where(pages.c.id == page_id).values(size=size))


def _holding(connection: AsyncConnection, key: ChatKey, where: ColumnElement[bool]) -> Select[int, bytes]:
    """Return the query for the packs that hold ``key``: a search through memory, 1 ms for every 100,000 chats."""
    needle = literal(key)
    if connection.dialect.name == "sqlite":
        place = func.instr(packs.c.chats, needle)
    else:
        place = func.position(needle.op("IN")(packs.c.chats))
    of_pages = and_(packs.c.page_id == pages.c.id, where)
    return select(packs.c.page_id, packs.c.chats).where(of_pages, place > 0).with_for_update(of=packs)
