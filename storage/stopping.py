"""Stopping what an event still has to say, and going on with it: by pages, so that it takes no longer for a million."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import changes
from storage.database import Database
from storage.outbox_tables import pages


async def stop(db: Database, number: int) -> None:
    """Let nobody more be told of event ``number``; what is on its way arrives."""
    async with db.durable() as connection:
        await set_stopped(connection, number, is_stopped=True)


async def go_on(db: Database, number: int) -> None:
    """Go on telling of event ``number``."""
    async with db.durable() as connection:
        await set_stopped(connection, number, is_stopped=False)


async def set_stopped(connection: AsyncConnection, number: int, *, is_stopped: bool) -> None:
    """Stop an event's pages, or let them go on, in the transaction of ``connection``."""
    await changes.hold(connection, changes.DELIVERIES)
    await connection.execute(update(pages).where(pages.c.event_number == number).values(stopped=is_stopped))
    await changes.bump(connection, changes.DELIVERIES)
