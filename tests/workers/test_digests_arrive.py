"""Whatever happens on the way, a digest comes, and nobody is forgotten."""

import asyncio
from datetime import timedelta

import pytest

from domain.delivery import LEASE
from domain.rhythm import Frequency
from domain.subscription import ChatKind
from storage.digesting import Digesting
from tests.clock import START
from tests.logs import everything_said
from tests.workers.late import DAY, MINUTE, MORNING, YEARS, confirm, late, looked, reader, said
from tests.workers.outbox import Outbox
from workers.digests import LOOK_SECONDS


async def test_a_group_has_its_digest_too_and_is_followed_where_it_moves(outbox: Outbox) -> None:
    admin = outbox.telegram.add_person("Ева", "be")
    group = outbox.telegram.add_group("Дыяспара", [admin], [admin])
    outbox.telegram.add_bot_to(group)
    await outbox.store.subscribers.put(late(group.id, kind=ChatKind.GROUP))
    await confirm(outbox, "Anna", "Boris")
    moved = outbox.telegram.migrate(group.id)
    await looked(outbox, MORNING)
    [message] = said(outbox, moved)
    assert "Anna" in message.text
    assert "Boris" in message.text
    assert await outbox.store.subscribers.get(group.id) is None


async def test_a_closed_chat_is_erased(outbox: Outbox) -> None:
    chat, other = await reader(outbox), await reader(outbox)
    await confirm(outbox, "Anna", "Boris")
    outbox.telegram.block(chat)
    await looked(outbox, MORNING)
    assert await outbox.store.subscribers.get(chat) is None
    assert len(said(outbox, other)) == 1


async def test_our_own_mistake_is_told_once_and_keeps_the_chats(outbox: Outbox) -> None:
    for _ in range(3):
        await reader(outbox)
    [number] = await confirm(outbox, "Anna")
    outbox.telegram.faults.refuse("sendMessage", 400, "Bad Request: message is too long", times=3)
    with everything_said() as log:
        await looked(outbox, MORNING)
    assert log.getvalue().count("ERROR zvestka.digests") == 1
    assert (await outbox.store.deliveries.progress(number)).failed == 3
    assert await outbox.store.subscribers.count() == 3


@pytest.mark.parametrize("code", [429, 500, 502])
async def test_a_passing_fault_is_tried_again_as_one_digest(outbox: Outbox, code: int) -> None:
    chat = await reader(outbox)
    await confirm(outbox, "Anna", "Boris")
    if code == 429:
        outbox.telegram.faults.too_many("sendMessage", 5)
    else:
        outbox.telegram.faults.refuse("sendMessage", code, "something", times=2)
    worker = outbox.digests()
    outbox.clock.skip_to(MORNING)
    async with asyncio.timeout(15):
        while not said(outbox, chat):
            await worker.look()
            await outbox.clock.sleep(1)
    [message] = said(outbox, chat)
    assert "Anna" in message.text
    assert "Boris" in message.text


async def test_many_chats_are_told_once_each(outbox: Outbox) -> None:
    chats = outbox.readers(80)
    for chat in chats:
        await outbox.store.subscribers.put(late(chat))
    await confirm(outbox, "Anna", "Boris")
    await looked(outbox, MORNING)
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 80


async def test_a_stop_finishes_what_is_in_flight_and_another_goes_on(outbox: Outbox) -> None:
    chats = outbox.readers(60)
    for chat in chats:
        await outbox.store.subscribers.put(late(chat))
    await confirm(outbox, "Anna", "Boris")
    outbox.clock.skip_to(MORNING)
    outbox.telegram.faults.latency = 0.05
    running = asyncio.create_task(outbox.digests(rate=200).run())
    await outbox.telegram.wait_for(lambda: len(outbox.tries()) >= 20)
    running.cancel()
    await asyncio.wait({running})
    assert running.cancelled()
    told = sum(len(said(outbox, chat)) for chat in chats)
    assert 20 <= told < 60
    outbox.telegram.faults.latency = 0
    await outbox.digests().look()
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 60, "what was not sent was given back"


async def test_what_a_killed_worker_held_is_told_by_the_next(outbox: Outbox) -> None:
    chats = [await reader(outbox) for _ in range(3)]
    await confirm(outbox, "Anna", "Boris")
    outbox.clock.skip_to(MORNING)
    held = Digesting(outbox.store.database)
    await held.unpack(MORNING)
    assert len(await held.lease(MORNING, 2)) == 2
    await looked(outbox, MORNING + LEASE / 2)
    assert sum(len(said(outbox, chat)) for chat in chats) == 1
    await looked(outbox, MORNING + LEASE + MINUTE)
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 3


async def test_a_lost_answer_repeats_the_digest_once(outbox: Outbox) -> None:
    chat = await reader(outbox)
    await confirm(outbox, "Anna", "Boris")
    outbox.telegram.faults.lose_answer("sendMessage", times=1)
    await looked(outbox, MORNING)
    await looked(outbox, MORNING + MINUTE)
    await looked(outbox, MORNING + 2 * MINUTE)
    assert len(said(outbox, chat)) == 2


@pytest.mark.parametrize("by", [DAY, -DAY, YEARS, -YEARS])
async def test_whatever_the_date_was_set_to_everything_is_told_once(outbox: Outbox, by: timedelta) -> None:
    await outbox.trust_clock()
    daily, weekly = await reader(outbox), await reader(outbox)
    await outbox.store.subscribers.put(late(weekly, Frequency.WEEKLY))
    watch, worker = outbox.watch(), outbox.digests()
    await confirm(outbox, "Before")
    await watch.steady(outbox.clock.now())
    outbox.clock.set_off(by)
    await worker.look()
    await confirm(outbox, "Meanwhile")
    outbox.clock.set_off(-by)
    await confirm(outbox, "Afterwards")
    for hours in range(0, 24 * 8, 6):
        outbox.clock.skip_to(max(outbox.clock.now(), START + timedelta(hours=hours)))
        await worker.look()
    for chat in (daily, weekly):
        texts = [message.text for message in said(outbox, chat)]
        assert [sum(name in text for text in texts) for name in ("Before", "Meanwhile", "Afterwards")] == [1, 1, 1]


async def test_it_looks_by_itself(outbox: Outbox) -> None:
    chat = await reader(outbox)
    await confirm(outbox, "Anna")
    outbox.clock.skip_to(MORNING - timedelta(seconds=2 * LOOK_SECONDS))
    running = asyncio.create_task(outbox.digests().run())
    await outbox.telegram.wait_for(lambda: said(outbox, chat))
    assert outbox.clock.now() >= MORNING
    running.cancel()
    await asyncio.wait({running})
