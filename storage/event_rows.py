"""Rows of events, and the events they hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.approval import Approval
from domain.dates import PartialDate
from domain.event import Event, EventState, Filed
from domain.records import read_event, write_event
from storage import changes
from storage.columns import minsk_day
from storage.tables import approvals, event_people, events


def from_row(row: Row[Any]) -> Filed:
    """Return the event in a row of ``events``."""
    return Filed(row.number, read_event(row.content), EventState(row.state))


async def read_approvals(connection: AsyncConnection, number: int, revision: int) -> Sequence[Approval]:
    """Return the approvals of one revision, oldest first, as this transaction sees them."""
    query = select(approvals.c.editor, approvals.c.digest, approvals.c.at).where(
        approvals.c.event_number == number, approvals.c.revision == revision
    )
    rows = await connection.execute(query.order_by(approvals.c.at, approvals.c.editor))
    return [Approval(row.editor, row.digest, row.at) for row in rows]


async def read_filed(connection: AsyncConnection, wanted: ColumnElement[bool]) -> Filed | None:
    """Return the event whose row is ``wanted``, in any state, or None."""
    row = (await connection.execute(select(events).where(wanted))).one_or_none()
    return None if row is None else from_row(row)


async def write_filed(
    connection: AsyncConnection, held: Filed | None, event: Event, state: EventState, at: datetime
) -> Filed:
    """Add an event, or write it over the one ``held``; who it names with it."""
    row = _values(event, state, at)
    if held is None:
        added = insert(events).values(id=event.id, filed=at, claim=0, **row).returning(events.c.number)
        number = int((await connection.execute(added)).scalar_one())
    else:
        number = held.number
        await connection.execute(update(events).where(events.c.number == number).values(row))
        await connection.execute(delete(event_people).where(event_people.c.event_number == number))
    named = [{"event_number": number, "person_id": person_id} for person_id in dict.fromkeys(event.people)]
    if named:
        await connection.execute(insert(event_people), named)
    await changes.bump(connection, changes.EVENTS)
    return Filed(number, event, state)


def _values(event: Event, state: EventState, at: datetime) -> dict[str, Any]:
    return {
        "revision": event.revision,
        "kind": event.kind.value,
        "state": state.value,
        "happened": happened(event.date or PartialDate.of(minsk_day(at))),
        "content": write_event(event),
        "shown": None,
    }


def happened(day: PartialDate) -> int:
    """Return a day as the number by which events are ordered; of a month, one before its days."""
    return day.year * 10_000 + day.month * 100 + day.day


def days_around(day: PartialDate) -> tuple[int, int]:
    """Return the bounds of ``happened`` from the month before to the month after; of a year, the year."""
    if not day.month:
        return day.year * 10_000, day.year * 10_000 + 9_999
    month = day.year * 12 + day.month - 1
    (year_before, before), (year_after, after) = divmod(month - 1, 12), divmod(month + 1, 12)
    return year_before * 10_000 + (before + 1) * 100, year_after * 10_000 + (after + 1) * 100 + 99


def newest_first(query: Select[Any]) -> Select[Any]:
    """Return a query for events with the newest first."""
    return query.order_by(events.c.happened.desc(), events.c.number.desc())
