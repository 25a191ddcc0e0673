"""How the outbox stands: counted by revision and lane, on each engine."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.audience import Lane
from domain.delivery import Failed, Gone, Passed, RetryLater, Sent
from domain.event import Filed
from domain.status import Sending, Waiting
from domain.subscription import ChatKind, Topic
from storage import stopping
from storage.deliveries import Deliveries
from storage.outbox_state import OutboxState
from storage.outbox_tables import deliveries, packs, pages
from storage.tables import events
from tests.storage.samples import NOW, House, chat, event, lease

HOUR = timedelta(hours=1)
ALL = 99


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


@pytest.fixture
def state(house: House) -> OutboxState:
    return OutboxState(house.db)


async def confirmed(house: House, event_id: str = "e1", chats: int = 5) -> Filed:
    """Put an event on its way to so many chats, all of one lane."""
    for chat_id in range(1, chats + 1):
        await house.subscribers.put(chat(chat_id, Topic.ALL, kind=ChatKind.GROUP))
    filed = await house.approved(event(event_id))
    await house.confirm(filed)
    return filed


async def put_off_to_digests(house: House, number: int) -> None:
    async with house.db.writing() as connection:
        mine = pages.c.event_number == number
        await connection.execute(update(pages).where(mine).values(lane=int(Lane.DIGESTS)))
        row = deliveries.c.event_number == number
        await connection.execute(update(deliveries).where(row).values(lane=int(Lane.DIGESTS)))


async def test_every_outcome_is_counted_once(house: House, outbox: Deliveries, state: OutboxState) -> None:
    filed = await confirmed(house, chats=7)
    assert await state.sending(filed.number) == Sending(0, 7, 0)
    sent, failed, later, gone, passed, *_leased = await lease(outbox, NOW, ALL)
    assert await state.sending(filed.number) == Sending(0, 7, 0)
    await outbox.settle(sent, Sent(1), NOW)
    await outbox.settle(failed, Failed("BadRequest"), NOW)
    await outbox.settle(later, RetryLater(), NOW)
    await outbox.settle(gone, Gone(), NOW)
    await outbox.settle(passed, Passed(), NOW)
    assert await state.sending(filed.number) == Sending(1, 3, 1)


async def test_an_event_nobody_hears_of_is_done(house: House, state: OutboxState) -> None:
    filed = await confirmed(house, chats=0)
    assert (await state.sending(filed.number)).is_done
    assert await state.sending(404) == Sending(0, 0, 0)
    assert await state.waiting() == ()


@pytest.mark.parametrize("unpacked", [False, True])
async def test_digests_are_told_later_and_are_not_late(
    house: House, outbox: Deliveries, state: OutboxState, unpacked: bool
) -> None:
    filed = await confirmed(house)
    if unpacked:
        await outbox.release(await lease(outbox, NOW, ALL))
    await put_off_to_digests(house, filed.number)
    told = await state.sending(filed.number)
    assert told == Sending(0, 0, 0, later=5)
    assert told.is_done
    assert await state.waiting() == ()


async def test_who_waits_stopped_or_not_the_first_before_the_others(
    house: House, outbox: Deliveries, state: OutboxState
) -> None:
    first, second = await confirmed(house, "e1"), await confirmed(house, "e2")
    async with house.db.writing() as connection:
        await connection.execute(update(events).where(events.c.number == first.number).values(confirmed=NOW + HOUR))
    await stopping.stop(house.db, second.number)
    await stopping.stop(house.db, second.number)
    for delivery in await lease(outbox, NOW, 2):
        assert delivery.event_number == first.number
        await outbox.settle(delivery, Sent(1), NOW)
    assert await state.waiting() == (Waiting(second.number, 5, NOW, True), Waiting(first.number, 3, NOW + HOUR))
    assert (await state.sending(second.number)).stopped
    assert not (await state.sending(first.number)).stopped
    await stopping.go_on(house.db, second.number)
    assert (await state.waiting())[0] == Waiting(second.number, 5, NOW)
    for delivery in await lease(outbox, NOW, ALL):
        await outbox.settle(delivery, Sent(1), NOW)
    assert await state.waiting() == ()


async def test_what_an_older_revision_still_held_waits_for_nothing(house: House, state: OutboxState) -> None:
    filed = await confirmed(house)
    async with house.db.writing() as connection:
        await connection.execute(update(events).where(events.c.number == filed.number).values(revision=2))
    assert await state.waiting() == ()
    assert (await state.sending(filed.number)).is_done


async def test_pages_of_an_attempt_that_was_cut_off_hold_nobody(house: House, state: OutboxState) -> None:
    filed = await confirmed(house)
    async with house.db.writing() as connection:
        await connection.execute(update(pages).values(inert_since=NOW))
        assert (await connection.execute(packs.select())).first()
    assert await state.waiting() == ()
    assert (await state.sending(filed.number)).is_done


async def test_failures_are_counted_by_when_they_happened(house: House, outbox: Deliveries, state: OutboxState) -> None:
    await confirmed(house)
    old, new, sent, *_ = await lease(outbox, NOW, ALL)
    await outbox.settle(old, Failed("BadRequest"), NOW)
    await outbox.settle(new, Failed("BadRequest"), NOW + HOUR)
    await outbox.settle(sent, Sent(1), NOW + HOUR)
    assert [await state.failed_since(NOW + wait) for wait in (-HOUR, timedelta(0), HOUR)] == [2, 1, 0]
