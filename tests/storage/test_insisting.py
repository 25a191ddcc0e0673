"""Who is told again until it is seen, on each engine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.audience import Lane
from domain.delivery import KEPT, Delivery, Failed, RetryLater, Sent
from domain.event import Act, Event, EventState, Filed
from domain.insisting import APART, TIMES
from domain.subscription import Topic
from storage.deliveries import Deliveries
from storage.drafts import write_revision
from storage.insisting import Insisting
from storage.outbox_tables import insisting as rows
from storage.stopping import go_on, stop
from storage.superseding import supersede
from tests.storage.samples import DIGEST, NOW, House, chat, event, lease

SECOND, DAY, TEN_YEARS = timedelta(seconds=1), timedelta(days=1), timedelta(days=3_652)


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


@pytest.fixture
def insisting(house: House) -> Insisting:
    return Insisting(house.db)


async def leased(house: House, outbox: Deliveries, count: int = 1) -> Sequence[Delivery]:
    """Return what a confirmed event is about to tell so many chats."""
    for chat_id in range(1, count + 1):
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    await house.confirm(await house.approved(event()))
    return await lease(outbox, NOW, count)


async def told(house: House, outbox: Deliveries, insisting: Insisting, count: int = 1) -> Sequence[Delivery]:
    """Return what so many chats were told, who are to be told again."""
    deliveries = await leased(house, outbox, count)
    for delivery in deliveries:
        await insisting.begin(delivery, NOW)
        await outbox.settle(delivery, Sent(100 + delivery.id), NOW)
    return deliveries


async def kept(house: House) -> int:
    async with house.db.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(rows))).scalar_one()


async def revised(house: House, delivery: Delivery, act: Act) -> Filed:
    """Let a revision take the place of the one that was told."""
    number, what = delivery.event_number, replace(event(), count=15, act=act)
    filed = await house.events.correct(number, what, NOW)
    for user_id in (1, 2):
        await house.events.approve(number, filed.event.revision, house.sealer.editor_key(user_id), DIGEST, NOW)
    await house.confirm(filed)
    return filed


async def test_every_half_hour_for_a_day_and_no_more(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    [delivery] = await told(house, outbox, insisting)
    assert await insisting.take(NOW + APART - SECOND, 9) == []
    assert not await insisting.is_due(NOW + APART - SECOND)
    for turn in range(1, TIMES + 1):
        now = NOW + turn * APART
        assert await insisting.is_due(now)
        assert await insisting.take(now, 9) == [delivery]
        assert await insisting.take(now, 9) == []
    assert await insisting.take(NOW + (TIMES + 1) * APART, 9) == []
    assert await kept(house) == 0


async def test_after_hours_without_the_bot_it_comes_once(
    house: House, outbox: Deliveries, insisting: Insisting
) -> None:
    [delivery] = await told(house, outbox, insisting)
    late = NOW + 7 * APART
    assert await insisting.take(late, 9) == [delivery]
    assert await insisting.take(late + APART - SECOND, 9) == []
    assert await insisting.take(late + APART, 9) == [delivery]


async def test_some_at_a_time_and_those_that_wait_longest_first(
    house: House, outbox: Deliveries, insisting: Insisting
) -> None:
    deliveries = await told(house, outbox, insisting, 3)
    await insisting.put_off(deliveries[2], NOW + SECOND)
    now = NOW + APART
    first = await insisting.take(now, 2)
    assert first[0] == deliveries[2]
    assert {each.chat for each in [*first, *await insisting.take(now, 2)]} == {each.chat for each in deliveries}


async def test_it_waits_until_the_news_has_arrived(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    [delivery] = await leased(house, outbox)
    await insisting.begin(delivery, NOW)
    await outbox.settle(delivery, RetryLater(), NOW)
    assert await insisting.take(NOW + APART, 9) == []
    assert not await insisting.goes_on(delivery)
    assert await insisting.is_unseen(delivery.chat, delivery.event_number)
    [again] = await lease(outbox, NOW + APART, 1)
    await insisting.begin(again, NOW + APART)
    await outbox.settle(again, Sent(1), NOW + APART)
    assert await insisting.take(NOW + 2 * APART - SECOND, 9) == []
    assert await insisting.take(NOW + 2 * APART, 9) == [again]
    assert await kept(house) == 1


async def test_many_begin_at_the_same_moment(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    deliveries = await leased(house, outbox, 40)
    await asyncio.gather(*(insisting.begin(each, NOW) for each in (*deliveries, *deliveries[::-1])))
    assert await kept(house) == 40


async def test_seen_ends_it_for_one_chat(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    one, other = await told(house, outbox, insisting, 2)
    assert await insisting.goes_on(one)
    await insisting.end(one.chat, one.event_number)
    await insisting.end(one.chat, one.event_number)
    assert not await insisting.goes_on(one)
    assert not await insisting.is_unseen(one.chat, one.event_number)
    assert await insisting.take(NOW + APART, 9) == [other]


async def test_what_was_put_off_counts_for_nothing(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    [delivery] = await told(house, outbox, insisting)
    now, taken = NOW + APART, 0
    assert await insisting.take(now, 9) == [delivery]
    await insisting.put_off(delivery, now + SECOND)
    assert await insisting.take(now, 9) == []
    now += SECOND
    while await insisting.take(now, 9):
        taken, now = taken + 1, now + APART
    assert taken == TIMES


async def test_what_an_editor_stopped_waits(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    [delivery] = await told(house, outbox, insisting)
    await stop(house.db, delivery.event_number)
    assert await insisting.take(NOW + 5 * APART, 9) == []
    assert not await insisting.goes_on(delivery)
    assert await insisting.is_unseen(delivery.chat, delivery.event_number)
    await go_on(house.db, delivery.event_number)
    assert await insisting.take(NOW + 5 * APART, 9) == [delivery]


@pytest.mark.parametrize("act", [Act.UPDATE, Act.CANCEL])
async def test_a_correction_ends_it_for_good(house: House, outbox: Deliveries, insisting: Insisting, act: Act) -> None:
    [delivery] = await told(house, outbox, insisting)
    await revised(house, delivery, act)
    assert await kept(house) == 0
    await insisting.begin(delivery, NOW)  # by somebody who was about to tell the revision before
    assert await kept(house) == 0
    [correction] = await lease(outbox, NOW, 9)
    assert correction.lane is Lane.CORRECTIONS


async def test_while_a_correction_takes_its_place_nothing_of_the_old_revision_begins(
    house: House, outbox: Deliveries, insisting: Insisting
) -> None:
    [delivery] = await told(house, outbox, insisting)
    filed = await house.events.correct(delivery.event_number, replace(event(), count=15, act=Act.UPDATE), NOW)
    async with house.db.durable() as connection:
        await supersede(connection, filed, NOW)
        beginning = asyncio.create_task(insisting.begin(delivery, NOW))
        assert not (await asyncio.wait({beginning}, timeout=0.3))[0], "it waits to see what becomes of the event"
        await write_revision(connection, filed, EventState.CONFIRMED, NOW)
    await beginning
    assert await kept(house) == 0


async def test_an_erased_chat_takes_it_along(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    one, other = await told(house, outbox, insisting, 2)
    await house.subscribers.erase_key(one.chat)
    assert await kept(house) == 1
    await insisting.begin(one, NOW)
    assert await insisting.take(NOW + APART, 9) == [other]


@pytest.mark.parametrize("by", [DAY, TEN_YEARS])
async def test_a_date_ahead_of_its_time_neither_ends_it_nor_puts_it_off(
    house: House, outbox: Deliveries, insisting: Insisting, by: timedelta
) -> None:
    deliveries = await told(house, outbox, insisting, 3)
    assert len(await insisting.take(NOW + by, 9)) == 3
    assert await insisting.take(NOW + by, 9) == [], "once, not for all that the date says was missed"
    right = NOW + SECOND
    assert await insisting.is_due(right)
    assert await insisting.take(right, 9) == []
    assert not await insisting.is_due(right)
    counted = 0
    for turn in range(1, TIMES + 9):
        counted += len(await insisting.take(right + turn * APART, 9))
    assert counted == 3 * (TIMES - 1)
    assert {each.lane for each in deliveries} == {Lane.CHATS}


@pytest.mark.parametrize("by", [DAY, TEN_YEARS])
async def test_a_date_behind_its_time_puts_nothing_off(
    house: House, outbox: Deliveries, insisting: Insisting, by: timedelta
) -> None:
    [delivery] = await told(house, outbox, insisting)
    assert await insisting.take(NOW - by, 9) == []
    assert await insisting.take(NOW - by + APART, 9) == [delivery]


async def test_copies_are_known_for_corrections_until_they_are_taken_back(
    house: House, outbox: Deliveries, insisting: Insisting
) -> None:
    [delivery] = await told(house, outbox, insisting)
    for message_id in (7, 8):
        await outbox.settle(delivery, Sent(message_id), NOW)
    copies = await outbox.copies(delivery)
    assert [message_id for _, message_id in copies] == [7, 8]
    await outbox.forget_copy(copies[0][0])
    await revised(house, delivery, Act.UPDATE)
    [correction] = await lease(outbox, NOW, 9)
    assert {said.message_id for said in await outbox.said(correction)} == {100 + delivery.id, 8}
    assert await outbox.copies(correction) == []


@pytest.mark.parametrize("outcome", [RetryLater(), Failed("message is too long")])
async def test_a_repeat_that_was_not_taken_changes_nothing_of_what_was_told(
    house: House, outbox: Deliveries, insisting: Insisting, outcome: RetryLater | Failed
) -> None:
    [delivery] = await told(house, outbox, insisting)
    before = await outbox.progress(delivery.event_number)
    await outbox.settle(delivery, outcome, NOW)
    assert await outbox.progress(delivery.event_number) == before
    assert await insisting.take(NOW + APART, 9) == [delivery]


async def test_what_was_told_is_forgotten_with_what_would_repeat_it(
    house: House, outbox: Deliveries, insisting: Insisting
) -> None:
    await told(house, outbox, insisting, 2)
    await outbox.purge(NOW + KEPT - SECOND)
    assert await kept(house) == 2
    await outbox.purge(NOW + KEPT)
    assert await kept(house) == 0


async def test_each_event_is_seen_by_itself(house: House, outbox: Deliveries, insisting: Insisting) -> None:
    [first] = await told(house, outbox, insisting)
    await house.confirm(await house.approved(Event("other", event().kind)))
    [second] = await lease(outbox, NOW, 9)
    await insisting.begin(second, NOW)
    await outbox.settle(second, Sent(2), NOW)
    await insisting.end(first.chat, first.event_number)
    assert await insisting.take(NOW + APART, 9) == [second]
