"""Confirming an event: approved, told of, and enqueued become one fact (ARCHITECTURE.md, leg 2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.approval import Digest, editors_missing
from domain.audience import Audience
from domain.consequence import custody_after
from domain.event import EventState, Filed
from storage import changes
from storage.columns import minsk_day
from storage.database import Database
from storage.errors import AlreadyConfirmed, NoSuchEvent, NotApproved, Overtaken
from storage.events import from_row, read_approvals
from storage.people import write_people
from storage.person_rows import read_people
from storage.recipients import PAGE, add_page, discard_inert, make_live, remove_chats, write_inert
from storage.subscribers import Subscribers
from storage.tables import events, people


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An event on its way, and to how many chats."""

    number: int
    recipients: int


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try at confirming: the newest ``claim`` on an event owns its inert pages."""

    filed: Filed
    audience: Audience
    digest: Digest
    needed: int
    now: datetime
    claim: int = 0


async def confirm(
    db: Database,
    subscribers: Subscribers,
    filed: Filed,
    audience: Audience,
    digest: Digest,
    needed: int,
    now: datetime,
) -> Confirmed:
    """Confirm an approved draft and enqueue it for everyone ``audience`` reaches.

    Inert pages are written first, in short transactions; one durable transaction then takes in the chats that changed
    since and makes the pages live. Cut off at any point, it can be called again: either nothing happened or all of it.
    Raises NotApproved, AlreadyConfirmed (Overtaken where another call came later), NoSuchEvent.
    """
    attempt = await _claimed(db, _Attempt(filed, audience, digest, needed, now))
    await discard_inert(db, filed)
    await subscribers.refresh()
    known, reached = subscribers.seen, subscribers.circle.reached(audience)
    await write_inert(db, filed, attempt.claim, reached, now)
    async with db.durable() as connection:
        await changes.hold(connection, changes.DELIVERIES, changes.EVENTS, changes.PEOPLE, changes.SUBSCRIBERS)
        await _check(connection, attempt)
        await _catch_up(connection, subscribers, attempt, known)
        await _draw_consequences(connection, filed, minsk_day(now))
        return Confirmed(filed.number, await _go_live(connection, filed))


async def _claimed(db: Database, attempt: _Attempt) -> _Attempt:
    async with db.writing() as connection:
        await changes.hold(connection, changes.EVENTS)
        claim = await _check(connection, attempt)
        mine = update(events).where(events.c.number == attempt.filed.number)
        await connection.execute(mine.values(claim=claim + 1))
        return replace(attempt, claim=claim + 1)


async def _check(connection: AsyncConnection, attempt: _Attempt) -> int:
    """Return the claim on a draft that is still the one approved; an attempt with a claim must hold it."""
    number = attempt.filed.number
    row = (await connection.execute(select(events).where(events.c.number == number))).one_or_none()
    if row is None:
        raise NoSuchEvent
    held = from_row(row)
    if held.state is EventState.CONFIRMED:
        raise AlreadyConfirmed
    if attempt.claim not in (0, row.claim):
        raise Overtaken
    given = await read_approvals(connection, number, held.event.revision)
    same = held.state is EventState.DRAFT and held.event == attempt.filed.event
    if not same or editors_missing(given, attempt.digest, attempt.needed):
        raise NotApproved
    return int(row.claim)


async def _catch_up(connection: AsyncConnection, subscribers: Subscribers, attempt: _Attempt, known: int) -> None:
    """Put on the pages, or take off, the chats that changed after version ``known``; erased ones left by themselves."""
    changed = await subscribers.changed_since(connection, known)
    for start in range(0, len(changed), PAGE):
        part = changed[start : start + PAGE]
        lanes = [(key, attempt.audience.lane(subscriber)) for key, subscriber in part]
        await remove_chats(connection, attempt.filed, [key for key, _ in lanes])
        reached = [(key, lane) for key, lane in lanes if lane is not None]
        if reached:
            await add_page(connection, attempt.filed, reached, attempt.now)


async def _draw_consequences(connection: AsyncConnection, filed: Filed, today: date) -> None:
    named = await read_people(connection, people.c.id.in_(filed.event.people))
    after = [replace(person, custody=custody_after(filed.event, person.custody, today)) for person in named.values()]
    await write_people(connection, after, today)


async def _go_live(connection: AsyncConnection, filed: Filed) -> int:
    confirmed = update(events).where(events.c.number == filed.number).values(state=EventState.CONFIRMED.value)
    await connection.execute(confirmed)
    recipients = await make_live(connection, filed)
    await changes.bump(connection, changes.EVENTS)
    await changes.bump(connection, changes.DELIVERIES)
    return recipients
