"""Stopping what an event still has to say, and going on with it: by pages, so that it takes no longer for a million."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import changes
from storage.database import Database
from storage.outbox_tables import pages
from storage.tables import corrections, events


async def stop(db: Database, number: int) -> None:
    """Let nobody more be told of event ``number``; what is on its way arrives."""
    async with db.durable() as connection:
        await changes.hold(connection, changes.DELIVERIES)
        await stop_pages(connection, number)


async def go_on(db: Database, number: int) -> None:
    """Go on telling of event ``number``, unless a correction of it lies before the editors."""
    async with db.durable() as connection:
        await changes.hold(connection, changes.DELIVERIES)
        lying = select(corrections.c.event_number).where(corrections.c.event_number == number)
        if (await connection.execute(lying)).one_or_none() is None:
            await let_go_on(connection, number)


async def stop_pages(connection: AsyncConnection, number: int) -> None:
    """Stop an event's pages, in a transaction that holds the counter of deliveries."""
    await connection.execute(update(pages).where(pages.c.event_number == number).values(stopped=True))
    await changes.bump(connection, changes.DELIVERIES)


async def let_go_on(connection: AsyncConnection, number: int) -> None:
    """Let the pages of an event's present revision go on, in a transaction that holds the counter of deliveries."""
    present = select(events.c.revision).where(events.c.number == number).scalar_subquery()
    its = update(pages).where(pages.c.event_number == number, pages.c.revision == present)
    await connection.execute(its.values(stopped=False))
    await changes.bump(connection, changes.DELIVERIES)
