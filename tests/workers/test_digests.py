"""What a digest tells whom, and when: everything that waits for its hour, and nothing untrue."""

import asyncio

from sqlalchemy import select, update

from domain.audience import Lane
from domain.event import EventKind, EventState
from domain.language import ENGLISH
from domain.rhythm import Frequency, Quiet, next_digest
from storage.digesting import Digesting
from storage.outbox_tables import deliveries
from storage.tables import events
from tests.clock import START
from tests.storage.samples import TODAY, person
from tests.workers.late import ALL, DAY, MINUTE, MORNING, RELEASES, YEARS, confirm, late, looked, reader, said
from tests.workers.outbox import Outbox


async def test_three_events_make_one_digest_at_the_hour(outbox: Outbox) -> None:
    chat = await reader(outbox)
    numbers = await confirm(outbox, "Anna", "Boris", "Vera")
    await looked(outbox, MORNING - MINUTE)
    assert said(outbox, chat) == []
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    assert message.text.startswith("News of the day\n")
    assert all(name in message.text for name in ("Anna", "Boris", "Vera"))
    assert not message.silent
    for number in numbers:
        progress = await outbox.store.deliveries.progress(number)
        assert (progress.waiting, progress.sent, progress.failed) == (0, 1, 0)
    await looked(outbox, MORNING + DAY)
    assert len(said(outbox, chat)) == 1, "nothing new is nothing sent"


async def test_corrections_find_the_message_by_every_event_in_it(outbox: Outbox) -> None:
    chat = await reader(outbox)
    await confirm(outbox, "Anna", "Boris")
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    async with outbox.store.database.reading() as connection:
        rows = (await connection.execute(select(deliveries))).all()
    sealer = outbox.store.subscribers.sealer
    numbers = [
        sealer.unseal_number(row.message, "deliveries", _place(row.chat, row.event_number, row.revision))
        for row in rows
    ]
    assert numbers == [message.id] * 2


def _place(chat: bytes, number: int, revision: int) -> bytes:
    return chat + number.to_bytes(8, "big") + revision.to_bytes(8, "big")


async def test_the_hour_is_that_of_the_readers_clock(outbox: Outbox) -> None:
    west, east = await reader(outbox, hour=20, offset=-300), await reader(outbox, hour=8, offset=600)
    await confirm(outbox, "Anna")
    for chat, hour, offset in ((east, 8, 600), (west, 20, -300)):
        moment = next_digest(Frequency.DAILY, hour, offset, START)
        await looked(outbox, moment - MINUTE)
        assert said(outbox, chat) == []
        await looked(outbox, moment)
        assert len(said(outbox, chat)) == 1


async def test_a_weekly_digest_waits_for_monday(outbox: Outbox) -> None:
    [chat] = outbox.readers(1)
    await outbox.store.subscribers.put(late(chat, Frequency.WEEKLY))
    await confirm(outbox, "Anna")
    await looked(outbox, MORNING + 3 * DAY)
    await confirm(outbox, "Boris")
    monday = next_digest(Frequency.WEEKLY, 9, None, START)
    await looked(outbox, monday - MINUTE)
    assert said(outbox, chat) == []
    await looked(outbox, monday)
    [message] = said(outbox, chat)
    assert message.text.startswith("News of the week\n")
    assert "Anna" in message.text
    assert "Boris" in message.text


async def test_who_follows_a_named_person_and_whoever_dies_is_told_at_once(outbox: Outbox) -> None:
    [change] = await outbox.store.people.put([person(1)], TODAY)
    follower, other = await reader(outbox, follows=frozenset({change.code})), await reader(outbox)
    named = await outbox.confirm("e1", people=("viasna:1",))
    async with outbox.working():
        await outbox.telegram.wait_for(lambda: said(outbox, follower))
        assert said(outbox, other) == []
        await confirm(outbox, "Dead", kind=EventKind.DEATH)
        await outbox.telegram.wait_for(lambda: said(outbox, other))
    assert (await outbox.store.deliveries.progress(named)).waiting == 1
    await looked(outbox, MORNING)
    assert ["Dead" in message.text for message in said(outbox, other)] == [True, False]


async def test_what_was_taken_back_is_left_out(outbox: Outbox) -> None:
    chat = await reader(outbox)
    _, number = await confirm(outbox, "Anna", "Boris")
    async with outbox.store.database.writing() as connection:
        taken_back = update(events).where(events.c.number == number)
        await connection.execute(taken_back.values(state=EventState.RETRACTED.value))
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    assert "Anna" in message.text
    assert "Boris" not in message.text
    progress = await outbox.store.deliveries.progress(number)
    assert (progress.waiting, progress.sent, progress.failed) == (0, 0, 0)


async def test_what_was_unsubscribed_is_left_out_and_nothing_left_is_nothing_sent(outbox: Outbox) -> None:
    both, none = await reader(outbox), await reader(outbox)
    await confirm(outbox, "Anna", kind=EventKind.RELEASE)
    await confirm(outbox, "Boris", kind=EventKind.TRANSFER)
    await outbox.store.subscribers.change(both, lambda chat: chat.unsubscribed(ALL).subscribed(RELEASES))
    await outbox.store.subscribers.change(none, lambda chat: chat.unsubscribed(ALL))
    await looked(outbox, MORNING)
    [message] = said(outbox, both)
    assert "Anna" in message.text
    assert "Boris" not in message.text
    assert said(outbox, none) == []
    assert not await Digesting(outbox.store.database).are_due(MORNING + YEARS)


async def test_what_is_taken_back_or_forgotten_while_it_waits_for_its_slot_is_not_said(outbox: Outbox) -> None:
    gone, stays = await reader(outbox), await reader(outbox)
    [number] = await confirm(outbox, "Anna")
    worker = outbox.digests()
    outbox.clock.skip_to(MORNING)
    worker._pacer.hold(20)
    looking = asyncio.create_task(worker.look())
    async with asyncio.timeout(15):
        while len(worker._pacer._waiting.get(Lane.DIGESTS, ())) < 2:  # noqa: ASYNC110 - the pacer tells nobody
            await asyncio.sleep(0.01)
    await outbox.store.subscribers.erase(gone)
    async with outbox.store.database.writing() as connection:
        taken_back = update(events).where(events.c.number == number)
        await connection.execute(taken_back.values(state=EventState.RETRACTED.value))
    await looking
    assert not outbox.tries()
    assert await outbox.store.subscribers.get(stays) is not None
    assert (await outbox.store.deliveries.progress(number)).chats == 0


async def test_in_quiet_hours_it_comes_without_a_sound(outbox: Outbox) -> None:
    chat = await reader(outbox, quiet=Quiet(22, 10))
    await confirm(outbox, "Anna")
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    assert message.silent


async def test_a_discreet_digest_names_nobody(outbox: Outbox) -> None:
    chat = await reader(outbox, discreet=True)
    await confirm(outbox, "Anna", "Boris")
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    assert message.text == "Updates: 2"


async def test_more_than_fits_is_said_to_be_more(outbox: Outbox) -> None:
    chat = await reader(outbox)
    await confirm(outbox, *(f"Anna {number}" for number in range(20)), summary={ENGLISH: "Word " * 60})
    await looked(outbox, MORNING)
    [message] = said(outbox, chat)
    assert "More news: " in message.text
    assert not await Digesting(outbox.store.database).are_due(MORNING + YEARS)
