"""A store belongs to the bot that used it first."""

from storage.database import Database
from storage.owner import claim


async def test_the_first_bot_owns_the_store(database: Database) -> None:
    assert await claim(database, b"a" * 16)
    assert await claim(database, b"a" * 16)
    assert not await claim(database, b"b" * 16)
