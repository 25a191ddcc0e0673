"""Whose chats these are: a chat's number means nothing to another bot, whom every chat would answer "not found"."""

from sqlalchemy import insert, select

from domain.audience import ChatKey
from storage.database import Database
from storage.tables import owner


async def claim(db: Database, bot: ChatKey) -> bool:
    """Return whether the store belongs to ``bot`` (the HMAC of its id); the first to ask owns it from then on."""
    async with db.durable() as connection:
        held = (await connection.execute(select(owner.c.bot))).scalar_one_or_none()
        if held is None:
            await connection.execute(insert(owner).values(bot=bot))
        return held in {None, bot}
