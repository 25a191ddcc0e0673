"""The sender's row is one, and is replaced only as it was read."""

import asyncio

from domain.tenure import Mark
from storage.database import Database
from storage.sender import SenderRow

MINE, OTHER = "a" * 32, "b" * 32


async def test_a_row_is_replaced_only_as_it_was_read(database: Database) -> None:
    row = SenderRow(database)
    assert await row.seen() is None
    assert not await row.replace(Mark(MINE, 1), Mark(MINE, 2)), "nothing stands there"
    assert await row.replace(None, Mark(MINE, 1))
    assert not await row.replace(None, Mark(OTHER, 1))
    assert not await row.replace(Mark(MINE, 2), Mark(OTHER, 1)), "the beat has moved"
    assert not await row.replace(Mark(OTHER, 1), Mark(OTHER, 2))
    assert await row.replace(Mark(MINE, 1), Mark(OTHER, 2**31 - 1))
    assert await row.seen() == Mark(OTHER, 2**31 - 1)


async def test_of_many_who_take_it_at_once_one_does(database: Database, database_url: str) -> None:
    other = await Database.open(database_url)
    rows = [SenderRow(database), SenderRow(other)]
    for standing in (None, Mark("0" * 32, 7)):
        hosts = [Mark(f"{host:032x}", 1) for host in range(1, 9)]
        took = await asyncio.gather(*(rows[turn % 2].replace(standing, host) for turn, host in enumerate(hosts)))
        assert took.count(True) == 1
        holder = hosts[took.index(True)]
        assert await rows[0].seen() == holder
        assert await rows[1].replace(holder, Mark("0" * 32, 7))
    await other.close()


async def test_only_what_stands_is_given_back(database: Database) -> None:
    row = SenderRow(database)
    await row.replace(None, Mark(MINE, 5))
    for another in (Mark(MINE, 4), Mark(OTHER, 5)):
        await row.give_back(another)
        assert await row.seen() == Mark(MINE, 5)
    await row.give_back(Mark(MINE, 5))
    assert await row.seen() is None
