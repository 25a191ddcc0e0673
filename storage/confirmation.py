"""Confirming an event: approved, told of, and enqueued become one fact (ARCHITECTURE.md, leg 2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.approval import Digest, editors_missing
from domain.audience import Audience, ChatKey, Place
from domain.brake import WINDOW, Worry, editors_needed, worries
from domain.consequence import custody_after
from domain.event import Event, EventState, Filed
from domain.subscription import Subscriber
from storage import changes
from storage.columns import minsk_day
from storage.database import Database
from storage.errors import AlreadyConfirmed, NoSuchEvent, NotApproved, Overtaken
from storage.events import from_row, read_approvals
from storage.people import write_people
from storage.person_rows import read_people
from storage.recipients import Recipients
from storage.subscribers import Subscribers
from storage.tables import events, people


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An event on its way, and to how many chats."""

    number: int
    recipients: int


@dataclass(frozen=True, slots=True)
class _Approved:
    """What the editors are said to have approved."""

    filed: Filed
    digest: Digest
    usually: int
    now: datetime

    async def check(self, connection: AsyncConnection) -> int:
        """Return the newest claim on the draft, which is still the one approved; raise what ``confirm`` raises."""
        row = (await connection.execute(select(events).where(events.c.number == self.filed.number))).one_or_none()
        if row is None:
            raise NoSuchEvent
        held = from_row(row)
        if held.state in {EventState.CONFIRMED, EventState.RETRACTED}:
            raise AlreadyConfirmed
        given = await read_approvals(connection, self.filed.number, held.event.revision)
        same = held.state is EventState.DRAFT and held.event == self.filed.event
        needed = editors_needed(self.usually, await worries_about(connection, held.event, self.now))
        if not same or editors_missing(given, self.digest, needed):
            raise NotApproved
        return int(row.claim)


async def worries_about(connection: AsyncConnection, event: Event, now: datetime) -> frozenset[Worry]:
    """Return what is unusual about a piece of news, as this transaction sees the register and the last hour."""
    named = await read_people(connection, people.c.id.in_(event.people))
    confirmed = await connection.execute(select(events).where(events.c.confirmed > now - WINDOW))
    return worries(event, (person.custody for person in named.values()), (from_row(row).event for row in confirmed))


async def confirm(
    db: Database,
    subscribers: Subscribers,
    filed: Filed,
    audience: Audience,
    digest: Digest,
    usually: int,
    now: datetime,
) -> Confirmed:
    """Confirm an approved draft and enqueue it for everyone ``audience`` reaches.

    Inert pages of packed chats are written first, in short transactions; one durable transaction then takes in the
    chats that changed since and makes the pages live. Cut off at any point, it can be called again: either nothing
    happened or all of it. ``usually`` so many editors must have approved, one more where the news is unusual
    (domain/brake.py).

    Raises NotApproved, AlreadyConfirmed (Overtaken where another call came later), NoSuchEvent.
    """
    approved = _Approved(filed, digest, usually, now)
    recipients = Recipients(filed, await _claim(db, approved), now)
    await recipients.discard_older(db)
    await subscribers.refresh()
    with subscribers.leaving() as left:
        known = subscribers.seen
        await recipients.write(db, subscribers.circle.reached(audience))
        catching_up = _CatchingUp(db, subscribers, recipients, audience, left)
        known = await catching_up.meanwhile(known)
        async with db.durable() as connection:
            await changes.hold(connection, changes.DELIVERIES, changes.EVENTS, changes.PEOPLE, changes.SUBSCRIBERS)
            if await approved.check(connection) != recipients.claim:
                raise Overtaken
            await catching_up.now(connection, known)
            await _draw_consequences(connection, filed, minsk_day(now))
            return Confirmed(filed.number, await _go_live(connection, recipients, now))


async def _claim(db: Database, approved: _Approved) -> int:
    async with db.writing() as connection:
        await changes.hold(connection, changes.EVENTS)
        claim = await approved.check(connection) + 1
        mine = update(events).where(events.c.number == approved.filed.number)
        await connection.execute(mine.values(claim=claim))
        return claim


@dataclass(frozen=True, slots=True)
class _CatchingUp:
    """Puts on the pages, or takes off, the chats that changed since the pages were begun; ``left`` were erased."""

    db: Database
    subscribers: Subscribers
    recipients: Recipients
    audience: Audience
    left: set[ChatKey]

    async def meanwhile(self, known: int) -> int:
        """Take in what has changed so far, a transaction each, so that the last one has little left to do."""
        await self.subscribers.refresh()
        async with self.db.reading() as connection:
            changed = await self.subscribers.changed_since(connection, known)
            known = (await changes.read(connection))[changes.SUBSCRIBERS]
        gone = [(key, None) for key in self.left]
        self.left.clear()
        for one in (*gone, *changed):
            async with self.db.writing() as connection:
                await self._take_in(connection, [one])
        return known

    async def now(self, connection: AsyncConnection, known: int) -> None:
        """Take in the rest, as this transaction sees it."""
        await self._take_in(connection, [(key, None) for key in self.left])
        await self._take_in(connection, await self.subscribers.changed_since(connection, known))

    async def _take_in(self, connection: AsyncConnection, changed: Sequence[tuple[ChatKey, Subscriber | None]]) -> None:
        reached: dict[Place, list[ChatKey]] = {}
        for key, subscriber in changed:
            await self.recipients.remove(connection, key)
            place = self.audience.place(subscriber) if subscriber else None
            if place is not None:
                reached.setdefault(place, []).append(key)
        if reached:
            await self.recipients.add(connection, tuple(reached.items()))


async def _draw_consequences(connection: AsyncConnection, filed: Filed, today: date) -> None:
    named = await read_people(connection, people.c.id.in_(filed.event.people))
    after = [replace(person, custody=custody_after(filed.event, person.custody, today)) for person in named.values()]
    await write_people(connection, after, today)


async def _go_live(connection: AsyncConnection, recipients: Recipients, now: datetime) -> int:
    confirmed = update(events).where(events.c.number == recipients.filed.number)
    await connection.execute(confirmed.values(state=EventState.CONFIRMED.value, confirmed=now))
    told = await recipients.make_live(connection)
    await changes.bump(connection, changes.DELIVERIES)
    await changes.bump(connection, changes.EVENTS)
    return told
