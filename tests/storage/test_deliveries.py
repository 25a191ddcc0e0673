"""Deliveries: leased to one at a time, settled once, kept no longer than needed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.audience import Lane
from domain.delivery import KEPT, LEASE, Delivery, Failed, Gone, Migrated, Outcome, RetryLater, Sent
from domain.event import Filed
from domain.subscription import ChatKind, Topic
from storage.database import Database
from storage.deliveries import Deliveries, Progress
from storage.errors import StorageError
from storage.outbox_tables import deliveries as rows
from storage.sealing import Sealer
from storage.subscribers import Subscribers
from tests.storage.samples import NOW, House, chat, event, lease

SECOND = timedelta(seconds=1)


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


async def enqueued(house: House, chats: int) -> Filed:
    for chat_id in range(1, chats + 1):
        await house.subscribers.put(chat(chat_id, Topic.ALL, kind=ChatKind.GROUP))
    filed = await house.approved(event())
    await house.confirm(filed)
    return filed


async def test_a_lease_is_nobody_elses_until_it_ends(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 3)
    first = await lease(outbox, NOW, 2)
    rest = await lease(outbox, NOW, 2)
    assert (len(first), len(rest), await lease(outbox, NOW + LEASE - SECOND, 2)) == (2, 1, ())
    assert {delivery.event_number for delivery in first} == {filed.number}
    assert {delivery.id for delivery in await lease(outbox, NOW + LEASE, 9)} == {each.id for each in (*first, *rest)}


async def test_many_who_lease_at_once_never_get_the_same(house: House, database_url: str, outbox: Deliveries) -> None:
    await enqueued(house, 60)
    other = await Database.open(database_url)
    elsewhere = Deliveries(other, Subscribers(other, house.sealer))
    leases = [lease((outbox, elsewhere)[turn % 2], NOW, 7) for turn in range(16)]
    taken = [delivery.id for lease in await asyncio.gather(*leases) for delivery in lease]
    while late := await lease(outbox, NOW, 7):  # PostgreSQL skips what another holds at that instant
        taken += [delivery.id for delivery in late]
    await other.close()
    assert len(taken) == len(set(taken)) == 60


async def test_what_is_given_back_is_due_at_once(house: House, outbox: Deliveries) -> None:
    await enqueued(house, 2)
    leased = await lease(outbox, NOW, 2)
    await outbox.release(leased)
    assert await outbox.next_due(NOW) == NOW
    assert await lease(outbox, NOW, 2) == leased


async def test_what_a_dead_sender_held_may_have_been_said_whatever_comes_of_the_next_try(
    house: House, outbox: Deliveries
) -> None:
    await enqueued(house, 2)
    await lease(outbox, NOW, 2)
    put_off, given_back = await lease(outbox, NOW + LEASE, 2)
    assert (put_off.attempts, given_back.attempts) == (1, 1)
    await outbox.settle(put_off, RetryLater(SECOND, everyone=True), NOW + LEASE)
    await outbox.release([given_back])
    async with house.db.reading() as connection:
        assert (await connection.execute(select(rows.c.tried))).scalars().all() == [True, True]


async def test_the_next_due_moment_is_known(house: House, outbox: Deliveries) -> None:
    assert await outbox.next_due(NOW) is None
    await enqueued(house, 1)
    assert await outbox.next_due(NOW + SECOND) == NOW + SECOND
    [delivery] = await lease(outbox, NOW, 1)
    assert await outbox.next_due(NOW) == NOW + LEASE
    await outbox.settle(delivery, Sent(1), NOW)
    assert await outbox.next_due(NOW) is None


@pytest.mark.parametrize(
    ("outcome", "wait", "attempts"),
    [
        (RetryLater(), timedelta(seconds=2), 1),
        (RetryLater(after=timedelta(seconds=30)), timedelta(seconds=30), 1),
        (RetryLater(after=timedelta(seconds=30), everyone=True), timedelta(seconds=30), 0),
    ],
)
async def test_a_passing_fault_is_tried_again_when_said(
    house: House, outbox: Deliveries, outcome: RetryLater, wait: timedelta, attempts: int
) -> None:
    await enqueued(house, 1)
    [delivery] = await lease(outbox, NOW, 1)
    await outbox.settle(delivery, outcome, NOW)
    assert await lease(outbox, NOW + wait - SECOND, 1) == ()
    [again] = await lease(outbox, NOW + wait, 1)
    assert again == Delivery(delivery.id, delivery.event_number, 1, delivery.chat, attempts, Lane.GROUPS)


async def test_what_was_sent_keeps_its_sealed_number_for_corrections_and_no_longer(
    house: House, outbox: Deliveries
) -> None:
    filed = await enqueued(house, 2)
    leased = await lease(outbox, NOW, 2)
    for delivery in leased:
        await outbox.settle(delivery, Sent(8_412_367_590), NOW)
    async with house.db.reading() as connection:
        sealed = (await connection.execute(select(rows.c.message))).scalars().all()
    assert len(set(sealed)) == 2
    assert await outbox.progress(filed.number) == Progress(0, 2, 0)
    await outbox.purge(NOW + KEPT - SECOND)
    assert await outbox.progress(filed.number) == Progress(0, 2, 0)
    await outbox.purge(NOW + KEPT)
    assert await outbox.progress(filed.number) == Progress(0, 0, 0)


async def test_our_own_mistake_is_counted_and_the_chat_kept(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 2)
    [delivery] = await lease(outbox, NOW, 1)
    await outbox.settle(delivery, Failed("can't parse entities"), NOW)
    assert await outbox.progress(filed.number) == Progress(1, 0, 1)
    assert await house.subscribers.count() == 2


async def test_a_closed_chat_is_forgotten(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 2)
    [delivery] = await lease(outbox, NOW, 1)
    await outbox.settle(delivery, Gone(), NOW)
    await outbox.settle(delivery, Sent(1), NOW)
    assert await house.subscribers.by_key(delivery.chat) is None
    assert house.subscribers.circle.get(delivery.chat) is None
    assert await outbox.progress(filed.number) == Progress(1, 0, 0)


async def test_a_migrated_chat_is_told_under_its_new_id(house: House, outbox: Deliveries) -> None:
    await enqueued(house, 1)
    [delivery] = await lease(outbox, NOW, 1)
    await outbox.settle(delivery, Migrated(-1001), NOW)
    [again] = await lease(outbox, NOW, 1)
    assert again.chat == house.sealer.chat_key(-1001)
    moved = await house.subscribers.by_key(again.chat)
    assert moved is not None
    assert moved.chat_id == -1001


async def test_what_is_settled_is_never_settled_or_leased_again(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 1)
    [delivery] = await lease(outbox, NOW, 1)
    late: tuple[Outcome, ...] = (Sent(1), Failed("late"), RetryLater())
    for outcome in late:
        await outbox.settle(delivery, outcome, NOW)
    await outbox.release([delivery])
    assert await outbox.progress(filed.number) == Progress(0, 1, 0)
    assert await lease(outbox, NOW + KEPT, 1) == ()


async def test_a_settling_finishes_although_cancelled(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 1)
    [delivery] = await lease(outbox, NOW, 1)
    settling = asyncio.create_task(outbox.settle(delivery, Sent(1), NOW))
    await asyncio.sleep(0)
    settling.cancel()
    await asyncio.wait({settling})
    assert settling.cancelled()
    assert await outbox.progress(filed.number) == Progress(0, 1, 0)


async def test_an_unknown_event_has_no_progress(database: Database, sealer: Sealer) -> None:
    assert await Deliveries(database, Subscribers(database, sealer)).progress(7) == Progress(0, 0, 0)


async def test_many_settled_at_once_are_all_settled_each_as_it_came_out(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 30)
    leased = await lease(outbox, NOW, 30)
    came: list[Outcome] = [Sent(1), Failed("400"), RetryLater()]
    await asyncio.gather(*(outbox.settle(delivery, came[turn % 3], NOW) for turn, delivery in enumerate(leased)))
    assert await outbox.progress(filed.number) == Progress(10, 10, 10)


async def test_an_error_in_settling_reaches_everybody_it_concerns(house: House, outbox: Deliveries) -> None:
    filed = await enqueued(house, 3)
    leased = await lease(outbox, NOW, 3)
    refused = {each.chat for each in leased[1:]}
    broken = [outbox.settle(each, Failed(object() if each.chat in refused else "x"), NOW) for each in leased]  # type: ignore[arg-type]
    came = await asyncio.gather(*broken, return_exceptions=True)
    assert [isinstance(outcome, StorageError) for outcome in came] == [True, True, True]
    assert await outbox.progress(filed.number) == Progress(3, 0, 0)
    await outbox.settle(leased[0], Sent(1), NOW)
    assert await outbox.progress(filed.number) == Progress(2, 1, 0)
