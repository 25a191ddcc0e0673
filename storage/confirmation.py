"""Confirming an event: approved, told of, and enqueued become one fact (ARCHITECTURE.md, leg 2)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.approval import Digest, editors_missing
from domain.audience import Audience, ChatKey, Lane, Place
from domain.brake import editors_needed
from domain.event import Act, EventState, Filed
from domain.subscription import Subscriber
from storage import changes
from storage.columns import minsk_day
from storage.consequences import draw_consequences, worries_about
from storage.database import Database
from storage.drafts import read_draft, write_revision
from storage.errors import NotApproved, Overtaken
from storage.event_rows import read_approvals
from storage.recipients import Part, Recipients
from storage.subscribers import Subscribers
from storage.superseding import supersede, told_chats, was_told
from storage.tables import events


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
        held, claim = await read_draft(connection, self.filed.number)
        given = await read_approvals(connection, self.filed.number, held.event.revision)
        same = held.state is EventState.DRAFT and held.event == self.filed.event
        needed = editors_needed(self.usually, await worries_about(connection, held.event, self.now))
        if not same or editors_missing(given, self.digest, needed):
            raise NotApproved
        return claim


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
    told = await told_chats(db, filed)
    knowing = frozenset(key for part in told for key in part)
    await subscribers.refresh()
    with subscribers.leaving() as left:
        known = subscribers.seen
        await recipients.write(db, _parts(filed, subscribers.circle.reached(audience), told, knowing))
        catching_up = _CatchingUp(db, subscribers, recipients, audience, left)
        known = await catching_up.meanwhile(known)
        async with db.durable() as connection:
            await changes.hold(connection, changes.DELIVERIES, changes.EVENTS, changes.PEOPLE, changes.SUBSCRIBERS)
            if await approved.check(connection) != recipients.claim:
                raise Overtaken
            await catching_up.now(connection, known)
            await draw_consequences(connection, filed, minsk_day(now))
            chats = await _go_live(connection, recipients, now)
    db.outbox_bell.set()
    return Confirmed(filed.number, chats)


def _parts(
    filed: Filed,
    reached: Iterable[Part],
    told: Sequence[Sequence[ChatKey]],
    knowing: Collection[ChatKey],
) -> Iterator[Part]:
    """Give who is told: first whoever knows an earlier revision, then whom the news reaches for the first time.

    What is taken back is no news to anybody else.
    """
    yield from ((Lane.CORRECTIONS, part) for part in told)
    if filed.event.act is Act.CANCEL:
        return
    for lane, part in reached:
        if new := [key for key in part if key not in knowing] if knowing else part:
            yield lane, new


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

    async def _place(self, connection: AsyncConnection, key: ChatKey, subscriber: Subscriber) -> Place | None:
        """Return where a changed chat stands; told something wrong, it is told what is right, whatever it changed."""
        filed = self.recipients.filed
        if filed.event.act is not Act.ALERT and await was_told(connection, filed, key):
            return Lane.CORRECTIONS
        return None if filed.event.act is Act.CANCEL else self.audience.place(subscriber)

    async def _take_in(self, connection: AsyncConnection, changed: Sequence[tuple[ChatKey, Subscriber | None]]) -> None:
        reached: dict[Place, list[ChatKey]] = {}
        for key, subscriber in changed:
            await self.recipients.remove(connection, key)
            place = await self._place(connection, key, subscriber) if subscriber else None
            if place is not None:
                reached.setdefault(place, []).append(key)
        if reached:
            await self.recipients.add(connection, tuple(reached.items()))


async def _go_live(connection: AsyncConnection, recipients: Recipients, now: datetime) -> int:
    filed = recipients.filed
    if filed.event.act is not Act.ALERT:
        await supersede(connection, filed, now)
        state = EventState.RETRACTED if filed.event.act is Act.CANCEL else EventState.CONFIRMED
        await write_revision(connection, filed, state, now)
    else:
        its = update(events).where(events.c.number == filed.number)
        await connection.execute(its.values(state=EventState.CONFIRMED.value))
    await connection.execute(update(events).where(events.c.number == filed.number).values(confirmed=now))
    told = await recipients.make_live(connection)
    await changes.bump(connection, changes.DELIVERIES)
    await changes.bump(connection, changes.EVENTS)
    return told
