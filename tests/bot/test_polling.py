"""Updates are acknowledged when handled, kept in their order, and never held up by anybody else's."""

import asyncio
import time

import pytest
from telegram import Bot

from bot.polling import BATCH
from playground import Telegram
from tests.bot.polled import polled
from tests.clock import FakeClock


async def test_acknowledged_only_when_handled(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva = telegram.add_person("Ева", "be")
    async with polled(telegram, bot, clock) as here:
        here.held["one"] = asyncio.Event()
        telegram.type(eva.id, eva.id, "one")
        await here.until("one", begun=True)
        fetches = _fetches(telegram)
        await telegram.wait_for(lambda: _fetches(telegram) > fetches)
        assert here.waiting() == ["one"]
        here.held["one"].set()
        await telegram.wait_for(lambda: not telegram.updates.pending())
        assert here.done == ["one"]


async def test_one_chat_in_order_others_beside_it(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    slow, quick = telegram.add_person("Ева", "be"), telegram.add_person("Ян", "ru")
    async with polled(telegram, bot, clock) as here:
        here.held["slow 1"] = asyncio.Event()
        telegram.type(slow.id, slow.id, "slow 1")
        telegram.type(slow.id, slow.id, "slow 2")
        await here.until("slow 1", begun=True)
        for number in range(5):  # comes after the slow one has begun, in later batches
            telegram.type(quick.id, quick.id, f"quick {number}")
            await here.until(f"quick {number}")
        assert "slow 2" not in here.begun
        here.held["slow 1"].set()
        await here.until("slow 2")
        assert [text for text in here.done if "slow" in text] == ["slow 1", "slow 2"]
        assert [text for text in here.begun if "quick" in text] == [f"quick {number}" for number in range(5)]


async def test_one_that_hangs_is_given_up(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva = telegram.add_person("Ева", "be")
    async with polled(telegram, bot, clock, patience=0.05) as here:
        here.held["hangs"] = asyncio.Event()
        telegram.type(eva.id, eva.id, "hangs")
        telegram.type(eva.id, eva.id, "next")
        await here.until("next")
        await telegram.wait_for(lambda: not telegram.updates.pending())
    assert here.done == ["next"]


async def test_more_than_one_batch(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva = telegram.add_person("Ева", "be")
    texts = [f"{number}" for number in range(250)]
    for text in texts:
        telegram.type(eva.id, eva.id, text)
    async with polled(telegram, bot, clock) as here:
        await here.until(*texts)
    assert here.done == texts


async def test_numbers_that_begin_anew(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    """After a quiet week Telegram goes on with another number, perhaps a smaller one."""
    eva = telegram.add_person("Ева", "be")
    async with polled(telegram, bot, clock) as here:
        telegram.type(eva.id, eva.id, "before")
        await telegram.wait_for(lambda: here.done and not telegram.updates.pending())
        telegram.updates.next_id = 1_000
        telegram.type(eva.id, eva.id, "after")
        await telegram.wait_for(lambda: here.done[1:] and not telegram.updates.pending())
        assert here.done == ["before", "after"]


@pytest.mark.parametrize("code", [401, 404, 409, 500, 502, 504])
async def test_refused_then_served(telegram: Telegram, bot: Bot, clock: FakeClock, code: int) -> None:
    eva = telegram.add_person("Ева", "be")
    telegram.faults.refuse("getUpdates", code, "something", times=4)
    telegram.type(eva.id, eva.id, "kept")
    async with polled(telegram, bot, clock) as here:
        await here.until("kept")
    assert clock.monotonic() >= 0.5 + 1 + 2 + 4, "the waits between the tries double"
    assert here.done == ["kept"]


async def test_a_429_is_obeyed(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva = telegram.add_person("Ева", "be")
    telegram.faults.too_many("getUpdates", 45)
    telegram.type(eva.id, eva.id, "kept")
    async with polled(telegram, bot, clock) as here:
        await here.until("kept")
    assert clock.monotonic() >= 45


@pytest.mark.parametrize("fault", ["reset", "lose_answer", "hang"])
async def test_a_broken_line_loses_nothing(telegram: Telegram, bot: Bot, clock: FakeClock, fault: str) -> None:
    eva = telegram.add_person("Ева", "be")
    if fault == "hang":
        telegram.faults.hang("getUpdates", 0.05, times=3)
    else:
        getattr(telegram.faults, fault)("getUpdates", times=3)
    telegram.type(eva.id, eva.id, "kept")
    async with polled(telegram, bot, clock) as here:
        await here.until("kept")
    assert here.done == ["kept"]


async def test_a_stop_in_a_long_poll_is_quick(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    async with polled(telegram, bot, clock):
        await telegram.wait_for(lambda: telegram.updates.has_reader)
        begun = time.monotonic()
    assert time.monotonic() - begun < 1


async def test_a_stop_finishes_and_acknowledges(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva, jan = telegram.add_person("Ева", "be"), telegram.add_person("Ян", "ru")
    async with polled(telegram, bot, clock) as here:
        here.held |= {"finished": asyncio.Event(), "broken off": asyncio.Event()}
        telegram.type(eva.id, eva.id, "finished")
        telegram.type(jan.id, jan.id, "broken off")
        await here.until("finished", "broken off", begun=True)
        asyncio.get_running_loop().call_later(0.1, here.held["finished"].set)
    assert here.done == ["finished"]
    assert here.waiting() == ["broken off"], "comes again after the restart"


def _fetches(telegram: Telegram) -> int:
    return sum(call.method == "getUpdates" for call in telegram.calls)


@pytest.mark.parametrize(("count", "acknowledged"), [(BATCH, BATCH), (BATCH - 1, 0)])
async def test_a_flood_is_acknowledged_once_it_is_stored_what_is_no_flood_once_it_is_answered(
    telegram: Telegram, bot: Bot, clock: FakeClock, count: int, acknowledged: int
) -> None:
    texts = [f"{number}" for number in range(count)]
    for text in texts:
        person = telegram.add_person(text, "be")
        telegram.type(person.id, person.id, text)
    async with polled(telegram, bot, clock, speaks=True) as here:
        for text in texts:
            here.held[text] = asyncio.Event()
        await here.until(*texts, begun=True)
        fetches = _fetches(telegram)
        await telegram.wait_for(lambda: _fetches(telegram) > fetches + 1)
        assert len(here.waiting()) == count - acknowledged
        for text in texts:
            here.held[text].set()
        await here.until(*texts)
        await telegram.wait_for(lambda: not telegram.updates.pending())


async def test_in_a_flood_what_is_not_stored_yet_stays(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    texts = [f"{number}" for number in range(BATCH)]
    for text in texts:
        person = telegram.add_person(text, "be")
        telegram.type(person.id, person.id, text)
    async with polled(telegram, bot, clock) as here:
        here.held["40"] = asyncio.Event()
        await here.until(*(text for text in texts if text != "40"))
        await telegram.wait_for(lambda: here.waiting() == texts[40:])
        here.held["40"].set()
        await telegram.wait_for(lambda: not telegram.updates.pending())
    assert sorted(here.done) == sorted(texts)
