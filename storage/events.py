"""Events: drafts before the editors, what is confirmed, and what was imported as history."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, true, update

from domain.approval import Approval, Digest, EditorKey
from domain.dates import PartialDate
from domain.event import Act, Event, EventKind, EventState, Filed
from domain.person import PersonId
from domain.records import read_event, write_event
from domain.subscription import TOPIC_OF, Topic
from storage import changes
from storage.columns import minsk_day
from storage.database import Database
from storage.drafts import file_revision, read_draft
from storage.errors import AlreadyConfirmed, NoSuchEvent
from storage.event_rows import days_around, from_row, happened, newest_first, read_approvals, read_filed, write_filed
from storage.stopping import let_go_on
from storage.superseding import earlier_revisions
from storage.tables import approvals, corrections, event_people, events

_SLICE = 500
_MOST_ALIKE = 3
_SETTLED = frozenset({EventState.CONFIRMED, EventState.HISTORY, EventState.RETRACTED})
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
            held = await read_filed(connection, events.c.id == event.id)
            if held is not None and held.state in _SETTLED - {state}:
                raise AlreadyConfirmed
            if held is not None and (held.event, held.state) == (event, state):
                return held
            return await write_filed(connection, held, event, state, at)

    async def by_number(self, number: int) -> Filed | None:
        """Return the event of this number in any state, or None."""
        async with self._db.reading() as connection:
            return await read_filed(connection, events.c.number == number)

    async def by_id(self, event_id: str) -> Filed | None:
        """Return the event of this id in any state, or None."""
        async with self._db.reading() as connection:
            return await read_filed(connection, events.c.id == event_id)

    async def confirmed_at(self, number: int) -> datetime | None:
        """Return when the present revision of an event was confirmed (UTC); None where nobody noted it."""
        async with self._db.reading() as connection:
            query = select(events.c.confirmed).where(events.c.number == number)
            return (await connection.execute(query)).scalar_one_or_none()

    async def earlier(self, number: int) -> Sequence[tuple[Event, datetime | None]]:
        """Return the revisions of an event that were sent before the present one, oldest first, and when each was."""
        return await earlier_revisions(self._db, number)

    async def latest(self, topics: frozenset[Topic] | None, limit: int, offset: int) -> Sequence[Filed]:
        """Return confirmed events and history of some topics (None: of all), newest first.

        What is known to the month only comes after the days of that month; without a date, its filing counts.
        """
        query = select(events).where(_PUBLIC)
        if topics is not None and Topic.ALL not in topics:
            query = query.where(events.c.kind.in_([kind.value for kind, topic in TOPIC_OF.items() if topic in topics]))
        return await self._all(newest_first(query).limit(limit).offset(offset))

    async def about(self, person_id: PersonId, limit: int) -> Sequence[Filed]:
        """Return confirmed events and history that name this person, newest first."""
        named = select(events).join(event_people).where(_PUBLIC, event_people.c.person_id == person_id)
        return await self._all(newest_first(named).limit(limit))

    async def alike(self, event: Event, at: datetime) -> Sequence[Filed]:
        """Return events that may be ``event`` under another id, newest first: its kind, its people, about its time.

        Of one that names nobody, those of the same day. Dropped ones are left out; without a date, ``at`` counts.
        """
        around = event.date or PartialDate.of(minsk_day(at))
        same = (events.c.kind == event.kind.value, events.c.id != event.id, events.c.state != EventState.DROPPED.value)
        query = select(events).where(*same)
        if event.people:
            naming = select(event_people.c.event_number).where(event_people.c.person_id.in_(event.people))
            query = query.where(events.c.number.in_(naming), events.c.happened.between(*days_around(around)))
        else:
            query = query.where(events.c.happened == happened(around))
        return await self._all(newest_first(query).limit(_MOST_ALIKE))

    async def of_kinds(self, kinds: Collection[EventKind]) -> Sequence[Event]:
        """Return all confirmed events and history of some kinds, in the order of numbers, read in slices."""
        query = select(events).where(_PUBLIC, events.c.kind.in_([kind.value for kind in kinds]))
        return [filed.event async for filed in self._sliced(query)]

    def everything(self) -> AsyncIterator[Filed]:
        """Give every event in any state, in the order of numbers, read in slices."""
        return self._sliced(select(events))

    async def correct(self, number: int, event: Event, at: datetime) -> Filed:
        """Put the next revision of a confirmed event on the desk, and stop what is still to be said of this one.

        Raises NoSuchEvent, NotSent where the event is not confirmed (any more), AlreadyFiled where a revision of it
        lies on the desk, Refused for what cannot be stored.
        """
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.DELIVERIES, changes.EVENTS)
            return await file_revision(connection, number, event, at)

    async def drop(self, number: int) -> None:
        """Drop a draft and its approvals; an event of which it is a later revision goes on.

        Raises NoSuchEvent, or AlreadyConfirmed.
        """
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.DELIVERIES, changes.EVENTS)
            draft, _ = await read_draft(connection, number)
            if draft.event.act is Act.ALERT:
                dropped = update(events).where(events.c.number == number)
                await connection.execute(dropped.values(state=EventState.DROPPED.value))
            else:
                await connection.execute(delete(corrections).where(corrections.c.event_number == number))
                await let_go_on(connection, number)
            void = (approvals.c.event_number == number) & (approvals.c.revision == draft.event.revision)
            await connection.execute(delete(approvals).where(void))
            await changes.bump(connection, changes.EVENTS)

    async def on_desk(self, number: int) -> Filed | None:
        """Return what lies before the editors under this number: a draft, or the next revision of what was sent."""
        async with self._db.reading() as connection:
            try:
                draft, _ = await read_draft(connection, number)
            except (AlreadyConfirmed, NoSuchEvent):
                return None
        return draft if draft.state is EventState.DRAFT else None

    async def drafts(self) -> Sequence[Filed]:
        """Return what waits for the editors' approval: drafts, then revisions of what was sent, oldest first."""
        return await self._lying(true(), true())

    async def unshown_drafts(self) -> Sequence[Filed]:
        """Return those of them that the editors have not seen in their present wording."""
        return await self._lying(events.c.shown.is_(None), corrections.c.shown.is_(None))

    async def no_longer_drafts(self, numbers: Collection[int]) -> Sequence[Filed]:
        """Return those of ``numbers`` that have been confirmed or dropped, some of them retracted since."""
        if not numbers:
            return ()
        lying = select(corrections.c.event_number)
        settled = select(events).where(events.c.number.in_(numbers), events.c.number.not_in(lying))
        return await self._all(settled.where(events.c.state != EventState.DRAFT.value))

    async def mark_shown(self, number: int, at: datetime) -> None:
        """Note that the editors were shown this draft."""
        async with self._db.writing() as connection:
            await connection.execute(update(events).where(events.c.number == number).values(shown=at))
            revised = update(corrections).where(corrections.c.event_number == number)
            await connection.execute(revised.values(shown=at))

    async def approve(
        self, number: int, revision: int, editor: EditorKey, digest: Digest, at: datetime
    ) -> Sequence[Approval]:
        """Write down an approval, in the place of an older one by the same editor; return all of that revision.

        Raises NoSuchEvent, or AlreadyConfirmed, also of what was dropped.
        """
        row = {"event_number": number, "revision": revision, "editor": editor}
        new = {"digest": digest, "at": at}
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            draft, _ = await read_draft(connection, number)
            if (draft.state, draft.event.revision) != (EventState.DRAFT, revision):
                raise AlreadyConfirmed
            written = self._db.insert(approvals).values(**row, **new)
            await connection.execute(written.on_conflict_do_update(index_elements=list(row), set_=new))
            return await read_approvals(connection, number, revision)

    async def approvals(self, number: int, revision: int) -> Sequence[Approval]:
        """Return the approvals of one revision, oldest first, whatever digest they name."""
        async with self._db.reading() as connection:
            return await read_approvals(connection, number, revision)

    async def _lying(self, drafts: ColumnElement[bool], revised: ColumnElement[bool]) -> Sequence[Filed]:
        first = select(events).where(events.c.state == EventState.DRAFT.value, drafts).order_by(events.c.number)
        later = select(corrections).where(revised).order_by(corrections.c.event_number)
        async with self._db.reading() as connection:
            news = (await connection.execute(first.limit(_SLICE))).all()
            rows = (await connection.execute(later.limit(_SLICE))).all()
        revisions = (Filed(row.event_number, read_event(row.content), EventState.DRAFT) for row in rows)
        return [*map(from_row, news), *revisions]

    async def _sliced(self, query: Select[Any]) -> AsyncIterator[Filed]:
        last = 0
        query = query.order_by(events.c.number).limit(_SLICE)
        while page := await self._all(query.where(events.c.number > last)):
            for filed in page:
                yield filed
            last = page[-1].number

    async def _all(self, query: Select[Any]) -> Sequence[Filed]:
        async with self._db.reading() as connection:
            return [from_row(row) for row in await connection.execute(query)]
