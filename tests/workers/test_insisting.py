"""Told again until seen: as often as promised and no more, whatever becomes of the reader, the news and the clock."""

import asyncio
from datetime import timedelta

import pytest

from domain.event import Act, EventKind
from domain.insisting import APART, TIMES
from domain.rhythm import Quiet
from domain.subscription import Topic
from storage.store import Store
from tests.logs import everything_said
from tests.storage.samples import event
from tests.workers.insistent import NAMED, correct, insistent, seen_buttons, worker_of
from tests.workers.outbox import PATIENCE_SECONDS, Outbox, QuickClock

DAY, TEN_YEARS = timedelta(days=1), timedelta(days=3_652)
A_DAY_IN_SECONDS = 10_000.0
"""The speed of a clock whose day takes nine seconds."""


async def test_a_day_long_every_half_hour_and_then_no_more(outbox: Outbox) -> None:
    outbox.clock = QuickClock(A_DAY_IN_SECONDS)
    async with insistent(outbox) as told:
        working = asyncio.create_task(told.worker.run())
        begun = outbox.clock.now()
        number = await told.tell()
        await outbox.telegram.wait_for(lambda: told.sent() > TIMES, 3 * PATIENCE_SECONDS)
        assert outbox.clock.now() - begun >= TIMES * APART
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await outbox.store.insisting.is_due(outbox.clock.now() + APART):  # noqa: ASYNC110 - rows
                await asyncio.sleep(0.01)
        assert not await outbox.store.insisting.is_unseen(told.key, number)
        working.cancel()
        await asyncio.wait({working})
    assert told.sent() == 1 + TIMES
    assert seen_buttons(told.shown) == [1, 1], "the news and the last repeat stand in the chat"
    assert len({message.text for message in told.shown}) == 1


async def test_once_it_is_seen_no_more_comes(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        await told.pass_by(2)
        await outbox.store.insisting.end(told.key, number)
        await told.pass_by(3)
    assert told.sent() == 3


async def test_once_it_is_seen_not_even_the_repeat_that_waits_for_its_slot_comes(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        outbox.clock.skip_to(outbox.clock.now() + APART)
        told.pacer.hold(30)
        looking = asyncio.create_task(told.worker.look())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await outbox.store.insisting.is_due(outbox.clock.now()):  # noqa: ASYNC110 - rows
                await asyncio.sleep(0)
        await outbox.store.insisting.end(told.key, number)
        assert not looking.done()
        await looking
    assert told.sent() == 1


@pytest.mark.parametrize(("kind", "sent"), [(EventKind.DEATH, 1), (EventKind.HEALTH, 1), (EventKind.CONVICTION, 3)])
async def test_a_death_comes_once(outbox: Outbox, kind: EventKind, sent: int) -> None:
    async with insistent(outbox) as told:
        await told.tell(kind)
        await told.pass_by(2)
    assert told.sent() == sent
    assert set(seen_buttons(told.shown)) == {int(sent > 1)}


@pytest.mark.parametrize("changes", [{"insist": False}, {"follows": frozenset(), "topics": frozenset({Topic.ALL})}])
async def test_who_did_not_ask_or_follows_nobody_named_is_told_once(outbox: Outbox, changes: dict[str, object]) -> None:
    async with insistent(outbox, **changes) as told:
        await told.tell()
        await told.pass_by(2)
    assert (told.sent(), seen_buttons(told.shown)) == (1, [0])


@pytest.mark.parametrize("changes", [{"insist": False}, {"follows": frozenset()}])
async def test_turning_it_off_or_leaving_the_person_stops_it(outbox: Outbox, changes: dict[str, object]) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        await told.pass_by()
        await told.change(**changes)
        await told.pass_by(3)
        await told.change(insist=True, follows=frozenset({told.code}))
        await told.pass_by(3)
    assert told.sent() == 2


@pytest.mark.parametrize("act", [Act.UPDATE, Act.CANCEL])
async def test_a_correction_is_told_once_and_strikes_every_copy(outbox: Outbox, act: Act) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        await told.pass_by(3)
        await correct(outbox, number, act)
        await told.pass_by(3)
    *struck, correction = told.shown
    assert told.sent() == 1 + 3 + 1
    assert [message.edited for message in struck] == [True, True]
    assert correction.reply_to == struck[-1].id
    assert set(seen_buttons(told.shown)) == {0}


async def test_what_a_correction_says_to_new_followers_is_repeated(outbox: Outbox) -> None:
    async with insistent(outbox, follows=frozenset()) as told:
        number = await told.tell()
        await told.change(follows=frozenset({told.code}))
        await correct(outbox, number, Act.UPDATE)
        await told.pass_by(2)
    assert told.sent() == 3


async def test_while_an_editor_stops_the_news_it_waits(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        filed = await outbox.store.events.correct(
            number, event(people=(NAMED,), count=15, act=Act.UPDATE), outbox.clock.now()
        )
        await told.pass_by(3)
        assert told.sent() == 1
        await outbox.store.events.drop(filed.number)
        await told.worker.look()
    assert told.sent() == 2


async def test_a_restart_goes_on_where_it_was(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        await told.pass_by(2)
    store = await Store.open(f"sqlite:///{outbox.folder}/store/zvestka.db", outbox.folder / "secret" / "key")
    await store.subscribers.load()
    outbox.store = store
    async with outbox.working() as delivery:
        told.worker = worker_of(outbox, store, delivery, told.pacer)
        outbox.clock.skip_to(outbox.clock.now() + 5 * APART)
        for _ in range(3):
            await told.worker.look()
        assert told.sent() == 4, "what was missed is not made up for"
        await told.pass_by(TIMES)
        assert not await store.insisting.is_unseen(told.key, number)
    await store.close()
    assert told.sent() == 1 + TIMES
    assert len(told.shown) == 2


@pytest.mark.parametrize("by", [DAY, -DAY, TEN_YEARS, -TEN_YEARS])
async def test_a_clock_that_jumps_and_is_set_right_ends_nothing_and_brings_no_burst(
    outbox: Outbox, by: timedelta
) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        await told.pass_by(2)
        for off in (by, -by):
            before = told.sent()
            outbox.clock.set_off(off)
            for _ in range(5):
                await told.worker.look()
            assert told.sent() - before == int(off > timedelta(0)), "one is due by the wrong date, and none twice"
            await told.pass_by()
            assert told.sent() - before == 1 + int(off > timedelta(0))
        await told.pass_by(TIMES)
    assert told.sent() == 1 + TIMES


async def test_in_quiet_hours_it_comes_without_a_sound(outbox: Outbox) -> None:
    hour = outbox.clock.now().hour
    async with insistent(outbox, quiet=Quiet(hour + 1, hour + 2), offset=0) as told:
        await told.tell()
        silences = []
        for _ in range(5):
            await told.pass_by()
            silences.append(told.shown[-1].silent)
    assert (told.shown[0].silent, silences) == (False, [False, True, True, False, False])


async def test_a_discreet_reader_is_told_again_discreetly(outbox: Outbox) -> None:
    async with insistent(outbox, discreet=True) as told:
        await told.tell()
        await told.pass_by()
    assert [message.text for message in told.shown] == ["There is an update."] * 2
    assert [[button.text for button in message.buttons] for message in told.shown] == [["Show", "Seen"]] * 2


async def test_who_has_blocked_the_bot_is_erased(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        outbox.telegram.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
        await told.pass_by()
        assert await outbox.store.subscribers.get(told.chat) is None
        await told.pass_by(2)
    assert told.sent() == 1


async def test_a_429_puts_it_off_and_loses_none(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        outbox.telegram.faults.too_many("sendMessage", 10)
        await told.pass_by()
        assert told.sent() == 1
        outbox.clock.skip_to(outbox.clock.now() + timedelta(seconds=11))
        await told.worker.look()
        assert told.sent() == 2
        await told.pass_by(TIMES + 1)
    assert told.sent() == 1 + TIMES


async def test_a_passing_fault_costs_one_repeat(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        outbox.telegram.faults.refuse("sendMessage", 502, "Bad Gateway")
        await told.pass_by(2)
    assert told.sent() == 2


async def test_our_own_mistake_ends_it_and_is_told_to_the_operator(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        outbox.telegram.faults.refuse("sendMessage", 400, "Bad Request: message is too long")
        with everything_said() as said:
            await told.pass_by(2)
    assert told.sent() == 1
    assert said.getvalue().count("ERROR zvestka.insisting") == 1
    assert "message is too long" in said.getvalue()
    assert await outbox.store.subscribers.get(told.chat) is not None


async def test_a_chat_that_is_just_being_told_something_else_waits(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        await told.tell()
        told.delivery.alerts.busy.add(told.key)
        await told.pass_by()
        assert told.sent() == 1
        told.delivery.alerts.busy.discard(told.key)
        outbox.clock.skip_to(outbox.clock.now() + timedelta(seconds=2))
        await told.worker.look()
    assert told.sent() == 2


async def test_a_message_nobody_can_delete_any_more_is_left(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        await told.pass_by()
        outbox.telegram.faults.refuse("deleteMessage", 400, "Bad Request: message can't be deleted")
        await told.pass_by(2)
        await correct(outbox, number, Act.UPDATE)
    assert len(told.shown) == 1 + 2 + 1


async def test_a_stop_finishes_what_is_on_its_way_and_knows_its_number(outbox: Outbox) -> None:
    async with insistent(outbox) as told:
        number = await told.tell()
        outbox.clock.skip_to(outbox.clock.now() + APART)
        outbox.telegram.faults.latency = 0.2
        tried = len(outbox.tries())
        working = asyncio.create_task(told.worker.run())
        await outbox.telegram.wait_for(lambda: len(outbox.tries()) > tried)
        working.cancel()
        await asyncio.wait({working})
        assert working.cancelled()
        outbox.telegram.faults.latency = 0
        await correct(outbox, number, Act.CANCEL)
    assert [message.edited for message in told.shown] == [True, True, False]


async def test_it_is_written_down_before_the_news_is_sent(outbox: Outbox) -> None:
    """A crash between the two must not cost the repeats."""
    async with insistent(outbox) as told:
        outbox.telegram.faults.latency = 0.3
        number = await outbox.confirm(people=(NAMED,))
        await outbox.telegram.wait_for(outbox.tries)
        assert await outbox.store.insisting.is_due(outbox.clock.now() + APART)
        outbox.telegram.faults.latency = 0
        await outbox.settled(number)
        await told.pass_by()
    assert told.sent() == 2
