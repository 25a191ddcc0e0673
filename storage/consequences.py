"""What a confirmed event does to the register: the custody of those it names, and what is unusual about that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.brake import WINDOW, Worry, worries
from domain.consequence import came_of, custody_after, custody_taken_back
from domain.event import Act, Event, EventState, Filed
from domain.person import Custody, Listed, Person
from storage.columns import minsk_day
from storage.event_rows import from_row
from storage.people import write_people
from storage.person_rows import read_listed
from storage.superseding import read_earlier
from storage.tables import events, people


async def worries_about(connection: AsyncConnection, event: Event, now: datetime) -> frozenset[Worry]:
    """Return what is unusual about a piece of news, as this transaction sees the register and the last hour.

    Of a correction, what it corrects counts for nothing.
    """
    concerned = await _concerned(connection, event)
    named = [_as_before(concerned, listed) for listed in concerned.people if listed.person.id in event.people]
    query = select(events).where(events.c.confirmed > now - WINDOW, events.c.id != event.id)
    recent = [filed for filed in map(from_row, await connection.execute(query)) if filed.state is EventState.CONFIRMED]
    return worries(event, named, (filed.event for filed in recent))


async def draw_consequences(connection: AsyncConnection, filed: Filed, today: date) -> None:
    """Write what becomes of those whom a confirmed revision names, and of those whom the one before it named."""
    concerned = await _concerned(connection, filed.event)
    after = [_become(concerned, listed, filed.event, today) for listed in concerned.people]
    await write_people(connection, after, today)


@dataclass(frozen=True, slots=True)
class _Concerned:
    """The people whom an event names, or the revision of it that was sent; all that were, each with its Minsk day."""

    people: Sequence[Listed]
    sent: Sequence[tuple[Event, date]] = ()


async def _concerned(connection: AsyncConnection, event: Event) -> _Concerned:
    row = None
    if event.act is not Act.ALERT:
        row = (await connection.execute(select(events).where(events.c.id == event.id))).one_or_none()
    if row is None or row.confirmed is None:
        return _Concerned(await read_listed(connection, people.c.id.in_(event.people)))
    was = from_row(row).event
    named = await read_listed(connection, people.c.id.in_({*event.people, *was.people}))
    sent = [*await read_earlier(connection, row.number), (was, row.confirmed)]
    return _Concerned(named, [(each, minsk_day(confirmed)) for each, confirmed in sent if confirmed])


def _as_before(concerned: _Concerned, listed: Listed) -> Custody:
    """Return somebody's custody as if nothing that was sent of this event had been."""
    custody = listed.person.custody
    if not concerned.sent or listed.person.id not in concerned.sent[-1][0].people:
        return custody
    was, told = concerned.sent[-1]
    known = (line.custody for line in reversed(listed.history))
    others = (each for each in known if not any(came_of(event, day, each) for event, day in concerned.sent))
    return custody_taken_back(was, custody, told, next(others, None))


def _become(concerned: _Concerned, listed: Listed, event: Event, today: date) -> Person:
    custody = _as_before(concerned, listed)
    named = listed.person.id in event.people
    return replace(listed.person, custody=custody_after(event, custody, today) if named else custody)
