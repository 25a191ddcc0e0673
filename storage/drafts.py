"""What lies on the editors' desk: first drafts, and later revisions of what was sent."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.event import Act, Event, EventState, Filed
from domain.records import read_event, write_event
from storage import changes
from storage.errors import AlreadyConfirmed, AlreadyFiled, NoSuchEvent, NotSent
from storage.event_rows import from_row, read_filed, write_filed
from storage.stopping import stop_pages
from storage.tables import corrections, events

_SETTLED = frozenset({EventState.CONFIRMED.value, EventState.HISTORY.value, EventState.RETRACTED.value})


async def read_draft(connection: AsyncConnection, number: int) -> tuple[Filed, int]:
    """Return what lies on the desk under this number, or was dropped there, and the newest claim on the event.

    Raises NoSuchEvent, AlreadyConfirmed where it was sent, or is history, and no later revision of it lies there.
    """
    query = select(events, corrections.c.content.label("revised")).outerjoin(corrections)
    row = (await connection.execute(query.where(events.c.number == number))).one_or_none()
    if row is None:
        raise NoSuchEvent
    if row.state == EventState.CONFIRMED.value and row.revised is not None:
        return Filed(number, read_event(row.revised), EventState.DRAFT), int(row.claim)
    if row.state in _SETTLED:
        raise AlreadyConfirmed
    return from_row(row), int(row.claim)


async def file_proposal(connection: AsyncConnection, event: Event, at: datetime) -> Filed:
    """Put on the desk what the editors propose, in a transaction that holds the counters of deliveries and events.

    Raises what ``file_draft`` raises of news. Of a correction: NoSuchEvent, NotSent, AlreadyFiled, Refused, and
    AlreadyConfirmed where another revision has come before it.
    """
    if event.act is Act.ALERT:
        return await file_draft(connection, event, at)
    sent = await read_filed(connection, events.c.id == event.id)
    if sent is None:
        raise NoSuchEvent
    if event.revision <= sent.event.revision:
        raise AlreadyConfirmed
    return await file_revision(connection, sent.number, event, at)


async def file_draft(connection: AsyncConnection, event: Event, at: datetime) -> Filed:
    """Add a draft, in a transaction that holds the counter of events; raise AlreadyFiled where its id is taken.

    An event that was dropped does not count: what was dropped may be proposed anew.
    """
    event = read_event(write_event(event))
    held = await read_filed(connection, events.c.id == event.id)
    if held is not None and held.state is not EventState.DROPPED:
        raise AlreadyFiled
    return await write_filed(connection, held, event, EventState.DRAFT, at)


async def file_revision(connection: AsyncConnection, number: int, event: Event, at: datetime) -> Filed:
    """Do what ``Events.correct`` says, in a transaction that holds the counters of deliveries and events."""
    sent = await read_filed(connection, events.c.number == number)
    if sent is None:
        raise NoSuchEvent
    if sent.state is not EventState.CONFIRMED:
        raise NotSent
    lying = select(corrections.c.event_number).where(corrections.c.event_number == number)
    if (await connection.execute(lying)).one_or_none() is not None:
        raise AlreadyFiled
    revised = replace(read_event(write_event(event)), id=sent.event.id, revision=sent.event.revision + 1)
    row = {"event_number": number, "content": write_event(revised), "filed": at}
    await connection.execute(insert(corrections).values(row))
    await stop_pages(connection, number)
    # whoever is confirming the same words, dropped meanwhile, knows nothing of who was told between: it is overtaken
    await connection.execute(update(events).where(events.c.number == number).values(claim=events.c.claim + 1))
    await changes.bump(connection, changes.EVENTS)
    return Filed(number, revised, EventState.DRAFT)


async def write_revision(connection: AsyncConnection, filed: Filed, state: EventState, at: datetime) -> None:
    """Let a revision that lay on the desk be the present one."""
    held = await read_filed(connection, events.c.number == filed.number)
    await write_filed(connection, held, filed.event, state, at)
