"""Digests in the outbox: due at each chat's hour, unpacked and leased chat by chat, brought back from a wrong date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from domain.audience import Lane
from domain.delivery import LEASE, Delivery, Sent
from domain.rhythm import Frequency, next_digest
from domain.subscription import ChatKind, Subscriber, Topic
from storage.deliveries import Deliveries, Progress
from storage.digesting import Digesting
from storage.outbox_tables import deliveries as rows
from storage.outbox_tables import packs, pages
from storage.packing import unpacked
from storage.stopping import go_on, stop
from storage.subscribers import Subscribers
from tests.storage.samples import NOW, House, chat, event, lease

SECOND, HOUR, DAY, YEARS = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=3_652)
ALL = frozenset({Topic.ALL})
MORNING = next_digest(Frequency.DAILY, 9, None, NOW)


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


@pytest.fixture
def digests(house: House) -> Digesting:
    return Digesting(house.db)


def late(chat_id: int, frequency: Frequency = Frequency.DAILY, hour: int = 9, offset: int | None = None) -> Subscriber:
    return replace(chat(chat_id, Topic.ALL).paced(ALL, frequency), hour=hour, offset=offset)


async def confirmed(house: House, *event_ids: str) -> list[int]:
    return [(await house.confirm(await house.approved(event(each)))).number for each in event_ids]


async def due(digests: Digesting, when: datetime) -> Sequence[Sequence[Delivery]]:
    await digests.unpack(when)
    return await digests.lease(when, 100)


async def test_a_page_holds_the_chats_of_one_hour_and_waits_for_it(
    house: House, outbox: Deliveries, digests: Digesting
) -> None:
    kept = [late(1), late(2), late(3, Frequency.WEEKLY), late(4, hour=20), late(5, offset=-300), chat(6, Topic.ALL)]
    for each in kept:
        await house.subscribers.put(each)
    [number] = await confirmed(house, "e1")
    async with house.db.reading() as connection:
        written = (await connection.execute(select(pages.c.lane, pages.c.due, packs.c.chats).join(packs))).all()
    found = {key: (Lane(page.lane), page.due) for page in written for key in unpacked(page.chats)}
    for each in kept[:5]:
        frequency = each.frequency(Topic.ALL)
        moment = next_digest(frequency, each.hour, each.offset, NOW)
        assert found[house.sealer.chat_key(each.chat_id)] == (Lane.DIGESTS, moment)
    assert len(written) == 5
    assert await outbox.progress(number) == Progress(6, 0, 0)
    assert (await outbox.outlook(MORNING + 7 * DAY)).due == {Lane.CHATS}


async def test_a_chat_that_comes_meanwhile_stands_in_line_by_its_own_clock(house: House, digests: Digesting) -> None:
    elsewhere = Subscribers(house.db, house.sealer)

    class Late(Subscribers):
        async def refresh(self) -> None:
            await super().refresh()
            await elsewhere.put(late(1, hour=10))

    house.subscribers = Late(house.db, house.sealer)
    await house.subscribers.put(late(1))
    await confirmed(house, "e1")
    assert not await digests.are_due(MORNING)
    [[delivery]] = await due(digests, MORNING + HOUR)
    assert delivery.chat == house.sealer.chat_key(1)


async def test_all_that_is_due_of_a_chat_is_leased_together(house: House, digests: Digesting) -> None:
    for chat_id in (1, 2, 3):
        await house.subscribers.put(late(chat_id))
    numbers = await confirmed(house, "e1", "e2", "e3")
    assert not await digests.are_due(MORNING - SECOND)
    assert await due(digests, MORNING - SECOND) == []
    assert await digests.are_due(MORNING)
    await digests.unpack(MORNING)
    leased = [group for _ in range(3) for group in await digests.lease(MORNING, 1)]
    assert sorted(group[0].chat for group in leased) == sorted(house.sealer.chat_key(chat_id) for chat_id in (1, 2, 3))
    for group in leased:
        assert len({delivery.chat for delivery in group}) == 1
        assert sorted(delivery.event_number for delivery in group) == sorted(numbers)
    assert not await digests.are_due(MORNING + LEASE - SECOND)
    assert len(await digests.lease(MORNING + LEASE, 10)) == 3, "what a dead worker held is due when its lease ends"


async def test_what_is_settled_is_not_due_again_and_what_is_given_back_is(
    house: House, outbox: Deliveries, digests: Digesting
) -> None:
    await house.subscribers.put(late(1))
    await confirmed(house, "e1", "e2")
    [group] = await due(digests, MORNING)
    await outbox.release(group)
    [group] = await digests.lease(MORNING, 10)
    for delivery in group:
        await outbox.settle(delivery, Sent(7), MORNING)
    assert await digests.lease(MORNING + YEARS, 10) == []


async def test_what_an_editor_stopped_waits(house: House, digests: Digesting) -> None:
    await house.subscribers.put(late(1))
    first, second = await confirmed(house, "e1", "e2")
    await stop(house.db, first)
    [[delivery]] = await due(digests, MORNING)
    assert delivery.event_number == second
    assert not await digests.are_due(MORNING)
    await go_on(house.db, first)
    assert await digests.are_due(MORNING)
    [[delivery]] = await due(digests, MORNING)
    assert delivery.event_number == first


async def test_who_forgets_has_no_digest(house: House, digests: Digesting) -> None:
    for chat_id in (1, 2):
        await house.subscribers.put(late(chat_id))
    await confirmed(house, "e1")
    await house.subscribers.erase(1)
    [[delivery]] = await due(digests, MORNING)
    assert delivery.chat == house.sealer.chat_key(2)


async def test_a_group_that_moved_is_told_under_its_new_id(house: House, digests: Digesting) -> None:
    await house.subscribers.put(replace(late(-1), kind=ChatKind.GROUP))
    await confirmed(house, "e1", "e2")
    await digests.unpack(MORNING)
    await house.subscribers.migrate(-1, -2)
    [group] = await digests.lease(MORNING, 10)
    assert [delivery.chat for delivery in group] == [house.sealer.chat_key(-2)] * 2


@pytest.mark.parametrize("is_unpacked", [True, False])
async def test_what_a_wrong_date_put_off_comes_back_to_the_same_hour_within_a_day(
    house: House, digests: Digesting, is_unpacked: bool
) -> None:
    await house.subscribers.put(late(1))
    await confirmed(house, "e1")
    if is_unpacked:
        await digests.unpack(MORNING)
    async with house.db.writing() as connection:
        for table in (rows, pages):
            await connection.execute(update(table).values(due=MORNING + YEARS))
    assert not await digests.are_due(MORNING + 30 * DAY)
    await digests.bring_back(NOW)
    assert not await digests.are_due(MORNING - SECOND)
    assert await digests.are_due(MORNING)


async def test_what_waits_for_its_week_is_left_alone(house: House, outbox: Deliveries, digests: Digesting) -> None:
    await house.subscribers.put(late(1, Frequency.WEEKLY))
    await confirmed(house, "e1")
    for moment in (NOW, NOW - DAY + HOUR, NOW + DAY):
        await digests.bring_back(moment)
        await outbox.hasten(moment)
    monday = next_digest(Frequency.WEEKLY, 9, None, NOW)
    assert not await digests.are_due(monday - SECOND)
    assert await digests.are_due(monday)


async def test_pages_that_a_wrong_date_put_off_are_due_again_and_digests_are_not(
    house: House, outbox: Deliveries, digests: Digesting
) -> None:
    await house.subscribers.put(chat(1, Topic.ALL))
    await house.subscribers.put(late(2))
    await confirmed(house, "e1")
    before = NOW - YEARS
    assert await lease(outbox, before, 10) == ()
    await outbox.hasten(before)
    [delivery] = await lease(outbox, before, 10)
    assert delivery.chat == house.sealer.chat_key(1)
    assert not await digests.are_due(MORNING - SECOND)
