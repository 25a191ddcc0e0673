"""Events: drafts before the editors, what is confirmed, and what was imported as history."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.approval import Approval, Digest, EditorKey
from domain.dates import PartialDate
from domain.event import Event, EventState, Filed
from domain.person import PersonId
from domain.records import read_event, write_event
from domain.subscription import TOPIC_OF, Topic
from storage import changes
from storage.columns import minsk_day
from storage.database import Database
from storage.errors import AlreadyConfirmed, AlreadyFiled, NoSuchEvent
from storage.tables import approvals, event_people, events

_SLICE = 500
_MOST_ALIKE = 3
_SETTLED = frozenset({EventState.CONFIRMED, EventState.HISTORY, EventState.RETRACTED})
_TOLD = frozenset({EventState.CONFIRMED.value, EventState.RETRACTED.value})
_PUBLIC = events.c.state.in_([EventState.CONFIRMED.value, EventState.HISTORY.value])


class Events:
    """The events of the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def file(self, event: Event, state: EventState, at: datetime) -> Filed:
        """Add an event, or replace the one of the same id; raise AlreadyConfirmed where that one is confirmed.

        A draft does not replace history either: what was imported as known is not announced anew. Nor does anything
        replace what was retracted: it is never news again.

        Returns it as stored: cleaned as ``domain.records`` reads it, which raises Refused for what cannot be stored.
        A replaced draft is shown to the editors anew; its approvals stay, for the digest they name only.
        """
        event = read_event(write_event(event))
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            held = await _filed(connection, events.c.id == event.id)
            if held is not None and held.state in _SETTLED - {state}:
                raise AlreadyConfirmed
            if held is not None and (held.event, held.state) == (event, state):
                return held
            return await _write(connection, held, event, state, at)

    async def by_number(self, number: int) -> Filed | None:
        """Return the event of this number in any state, or None."""
        async with self._db.reading() as connection:
            return await _filed(connection, events.c.number == number)

    async def by_id(self, event_id: str) -> Filed | None:
        """Return the event of this id in any state, or None."""
        async with self._db.reading() as connection:
            return await _filed(connection, events.c.id == event_id)

    async def latest(self, topics: frozenset[Topic] | None, limit: int, offset: int) -> Sequence[Filed]:
        """Return confirmed events and history of some topics (None: of all), newest first.

        What is known to the month only comes after the days of that month; without a date, its filing counts.
        """
        query = select(events).where(_PUBLIC)
        if topics is not None and Topic.ALL not in topics:
            query = query.where(events.c.kind.in_([kind.value for kind, topic in TOPIC_OF.items() if topic in topics]))
        return await self._all(_newest_first(query).limit(limit).offset(offset))

    async def about(self, person_id: PersonId, limit: int) -> Sequence[Filed]:
        """Return confirmed events and history that name this person, newest first."""
        named = select(events).join(event_people).where(_PUBLIC, event_people.c.person_id == person_id)
        return await self._all(_newest_first(named).limit(limit))

    async def alike(self, event: Event, at: datetime) -> Sequence[Filed]:
        """Return events that may be ``event`` under another id, newest first: its kind, its people, about its time.

        Of one that names nobody, those of the same day. Dropped ones are left out; without a date, ``at`` counts.
        """
        around = event.date or PartialDate.of(minsk_day(at))
        same = (events.c.kind == event.kind.value, events.c.id != event.id, events.c.state != EventState.DROPPED.value)
        query = select(events).where(*same)
        if event.people:
            naming = select(event_people.c.event_number).where(event_people.c.person_id.in_(event.people))
            query = query.where(events.c.number.in_(naming), events.c.happened.between(*_about(around)))
        else:
            query = query.where(events.c.happened == _happened(around))
        return await self._all(_newest_first(query).limit(_MOST_ALIKE))

    async def everything(self) -> AsyncIterator[Filed]:
        """Give every event in any state, in the order of numbers, read in slices."""
        last = 0
        query = select(events).order_by(events.c.number).limit(_SLICE)
        while page := await self._all(query.where(events.c.number > last)):
            for filed in page:
                yield filed
            last = page[-1].number

    async def drop(self, number: int) -> None:
        """Drop a draft; raise NoSuchEvent, or AlreadyConfirmed."""
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            await _open_draft(connection, number)
            dropped = update(events).where(events.c.number == number)
            await connection.execute(dropped.values(state=EventState.DROPPED.value))
            await changes.bump(connection, changes.EVENTS)

    async def drafts(self) -> Sequence[Filed]:
        """Return what waits for the editors' approval, oldest first."""
        drafts = select(events).where(events.c.state == EventState.DRAFT.value)
        return await self._all(drafts.order_by(events.c.number).limit(_SLICE))

    async def unshown_drafts(self) -> Sequence[Filed]:
        """Return drafts that the editors have not seen in their present wording, oldest first."""
        unshown = select(events).where(events.c.state == EventState.DRAFT.value, events.c.shown.is_(None))
        return await self._all(unshown.order_by(events.c.number).limit(_SLICE))

    async def no_longer_drafts(self, numbers: Collection[int]) -> Sequence[Filed]:
        """Return those of ``numbers`` that have been confirmed or dropped, some of them retracted since."""
        if not numbers:
            return ()
        return await self._all(
            select(events).where(events.c.number.in_(numbers), events.c.state != EventState.DRAFT.value)
        )

    async def mark_shown(self, number: int, at: datetime) -> None:
        """Note that the editors were shown this draft."""
        async with self._db.writing() as connection:
            await connection.execute(update(events).where(events.c.number == number).values(shown=at))

    async def approve(
        self, number: int, revision: int, editor: EditorKey, digest: Digest, at: datetime
    ) -> Sequence[Approval]:
        """Write down an approval, in the place of an older one by the same editor; return all of that revision.

        Raises NoSuchEvent, or AlreadyConfirmed.
        """
        row = {"event_number": number, "revision": revision, "editor": editor}
        new = {"digest": digest, "at": at}
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            await _open_draft(connection, number)
            written = self._db.insert(approvals).values(**row, **new)
            await connection.execute(written.on_conflict_do_update(index_elements=list(row), set_=new))
            return await read_approvals(connection, number, revision)

    async def approvals(self, number: int, revision: int) -> Sequence[Approval]:
        """Return the approvals of one revision, oldest first, whatever digest they name."""
        async with self._db.reading() as connection:
            return await read_approvals(connection, number, revision)

    async def _all(self, query: Select[Any]) -> Sequence[Filed]:
        async with self._db.reading() as connection:
            return [from_row(row) for row in await connection.execute(query)]


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


async def _filed(connection: AsyncConnection, wanted: ColumnElement[bool]) -> Filed | None:
    row = (await connection.execute(select(events).where(wanted))).one_or_none()
    return None if row is None else from_row(row)


async def _open_draft(connection: AsyncConnection, number: int) -> None:
    state = (await connection.execute(select(events.c.state).where(events.c.number == number))).scalar_one_or_none()
    if state is None:
        raise NoSuchEvent
    if state in _TOLD:
        raise AlreadyConfirmed


async def file_draft(connection: AsyncConnection, event: Event, at: datetime) -> Filed:
    """Add a draft, in a transaction that holds the counter of events; raise AlreadyFiled where its id is taken.

    An event that was dropped does not count: what was dropped may be proposed anew.
    """
    event = read_event(write_event(event))
    held = await _filed(connection, events.c.id == event.id)
    if held is not None and held.state is not EventState.DROPPED:
        raise AlreadyFiled
    return await _write(connection, held, event, EventState.DRAFT, at)


async def _write(
    connection: AsyncConnection, held: Filed | None, event: Event, state: EventState, at: datetime
) -> Filed:
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
        "happened": _happened(event.date or PartialDate.of(minsk_day(at))),
        "content": write_event(event),
        "shown": None,
    }


def _happened(day: PartialDate) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _about(day: PartialDate) -> tuple[int, int]:
    """Return the bounds of ``happened`` from the month before to the month after; of a year, the year."""
    if not day.month:
        return day.year * 10_000, day.year * 10_000 + 9_999
    month = day.year * 12 + day.month - 1
    (year_before, before), (year_after, after) = divmod(month - 1, 12), divmod(month + 1, 12)
    return year_before * 10_000 + (before + 1) * 100, year_after * 10_000 + (after + 1) * 100 + 99


def _newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(events.c.happened.desc(), events.c.number.desc())
