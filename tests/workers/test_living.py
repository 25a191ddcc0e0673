"""A quiet line a month; whoever is silent for half a year is asked, then forgotten; and a wrong date does nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.language import ENGLISH
from domain.living import month_of
from domain.polling import SourceState
from domain.rhythm import Quiet
from domain.subscription import ChatKind, Subscriber
from playground.chats import Message
from tests.clock import START
from tests.logs import everything_said
from tests.workers.outbox import Outbox
from workers.living import LivingWorker

NOVEMBER = 2026 * 12 + 11
STEP, HOUR, DAY, YEARS = timedelta(hours=5), timedelta(hours=1), timedelta(days=1), timedelta(days=3_652)
DECEMBER = datetime(2026, 11, 30, 21, 0, tzinfo=UTC)  # in Minsk
JUMPS = [DAY, -DAY, YEARS, -YEARS]


def reader(chat_id: int, **changes: object) -> Subscriber:
    kept = Subscriber(chat_id, ChatKind.PRIVATE, ENGLISH, discreet=False, follows=frozenset({1, 2}), lived=NOVEMBER)
    return replace(kept, **changes)  # type: ignore[arg-type]


async def readers(outbox: Outbox, count: int, **changes: object) -> list[int]:
    chats = outbox.readers(count)
    for chat in chats:
        await outbox.store.subscribers.put(reader(chat, **changes))
    return chats


async def kept(outbox: Outbox, chat: int) -> Subscriber:
    found = await outbox.store.subscribers.get(chat)
    assert found
    return found


async def until(outbox: Outbox, moment: datetime, worker: LivingWorker, step: timedelta = STEP) -> None:
    """Let time pass, and the worker look now and then."""
    while (now := outbox.clock.now()) < moment:
        outbox.clock.skip_to(min(moment, now + step))
        await worker.look()


def said(outbox: Outbox, chat: int) -> list[Message]:
    return list(outbox.telegram.sent(chat))


async def test_one_silent_line_a_month_on_different_days(outbox: Outbox) -> None:
    await outbox.trust_clock()
    checked = START - DAY
    await outbox.store.sources.note(SourceState("s", checked, checked, succeeded=checked))
    await outbox.store.sources.note(SourceState("t", START, START, succeeded=START - 9 * DAY, failed=START))
    chats = await readers(outbox, 12)
    worker, days = outbox.living(), set[int]()
    await until(outbox, DECEMBER, worker)
    assert not any(said(outbox, chat) for chat in chats), "this month's they have had"
    for day in range(31):
        before = sum(len(said(outbox, chat)) for chat in chats)
        await until(outbox, DECEMBER + (day + 1) * DAY, worker)
        if sum(len(said(outbox, chat)) for chat in chats) > before:
            days.add(day + 1)
    for chat in chats:
        [message] = said(outbox, chat)
        assert message.silent
        assert "On your list: 2\xa0people." in message.text
        assert "Last check of the sources: 22" in message.text
        assert (await kept(outbox, chat)).lived == NOVEMBER + 1
        assert (await kept(outbox, chat)).unanswered == 1
    assert len(days) >= 4
    assert max(days) <= 29, "a moment in the evening of the 28th is noticed by the next look"


async def test_the_month_somebody_comes_has_none(outbox: Outbox) -> None:
    await outbox.trust_clock()
    [chat] = await readers(outbox, 1, lived=0)
    worker = outbox.living()
    await until(outbox, DECEMBER, worker)
    assert said(outbox, chat) == []
    assert (await kept(outbox, chat)).lived == NOVEMBER
    await until(outbox, DECEMBER + 30 * DAY, worker)
    assert len(said(outbox, chat)) == 1


async def test_no_line_comes_in_quiet_hours(outbox: Outbox) -> None:
    await outbox.trust_clock()
    chats = await readers(outbox, 6, quiet=Quiet(0, 19), offset=0)
    worker, heard = outbox.living(), set[int]()
    for hour in range(24 * 38):
        before = sum(len(said(outbox, chat)) for chat in chats)
        await until(outbox, START + hour * HOUR, worker)
        if sum(len(said(outbox, chat)) for chat in chats) > before:
            heard.add(outbox.clock.now().hour)
    assert heard == {19}
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 6


async def test_half_a_year_of_silence_is_asked_about_and_then_erased(outbox: Outbox) -> None:
    await outbox.trust_clock()
    silent, back = await readers(outbox, 2)
    worker = outbox.living()
    asked = "Do you still want these messages?"
    end_of_june = datetime(2027, 6, 30, 20, tzinfo=UTC)
    await until(outbox, datetime(2027, 5, 30, 20, tzinfo=UTC), worker)
    assert ["The bot is working." in message.text for message in said(outbox, silent)] == [True] * 6
    await until(outbox, end_of_june, worker)
    for chat in (silent, back):
        assert asked in said(outbox, chat)[-1].text
        assert said(outbox, chat)[-1].button("Stay")
        assert said(outbox, chat)[-1].silent
    assert len(said(outbox, silent)) == 7
    await outbox.store.subscribers.change(back, lambda chat: replace(chat, unanswered=0))  # Stay (tests/conversations)
    await until(outbox, datetime(2027, 7, 30, 20, tzinfo=UTC), worker)
    assert await outbox.store.subscribers.get(silent) is None
    assert len(said(outbox, silent)) == 7
    assert "The bot is working." in said(outbox, back)[-1].text
    assert (await kept(outbox, back)).unanswered == 1


async def test_groups_and_channels_get_nothing_and_stay(outbox: Outbox) -> None:
    await outbox.trust_clock()
    for chat, kind in ((-1, ChatKind.GROUP), (-2, ChatKind.CHANNEL)):
        await outbox.store.subscribers.put(reader(chat, kind=kind, unanswered=7))
    await until(outbox, DECEMBER + 40 * DAY, outbox.living(), DAY)
    assert not outbox.tries()
    assert await outbox.store.subscribers.count() == 2


async def told_meanwhile(outbox: Outbox, by: timedelta, hours: int) -> list[int]:
    """Set the clock off for so many hours and right again; return the chats: asked already, told already, and due."""
    await outbox.trust_clock()
    worker = outbox.living()
    asked, told = await readers(outbox, 1, unanswered=7), await readers(outbox, 1, unanswered=3)
    newcomer = await readers(outbox, 1, lived=0)
    await worker.look()
    right = outbox.clock.now()
    outbox.clock.set_off(by)
    await until(outbox, right + by + hours * HOUR, worker, HOUR)
    outbox.clock.set_off(-by)
    await until(outbox, right + 2 * hours * HOUR, worker, HOUR)
    return [*asked, *told, *newcomer]


@pytest.mark.parametrize("by", JUMPS)
async def test_a_wrong_date_for_a_day_does_nothing_at_all(outbox: Outbox, by: timedelta) -> None:
    asked, told, newcomer = await told_meanwhile(outbox, by, 23)
    assert not outbox.tries()
    assert await kept(outbox, asked) == reader(asked, unanswered=7)
    assert await kept(outbox, told) == reader(told, unanswered=3)
    assert (await kept(outbox, newcomer)).lived == NOVEMBER


@pytest.mark.parametrize("by", [DAY, -DAY])
@pytest.mark.parametrize("days", [7, 8], ids=["the last day of the month", "the first day of the month"])
async def test_a_day_too_many_or_too_few_at_the_turn_of_a_month_erases_nobody(
    outbox: Outbox, days: int, by: timedelta
) -> None:
    outbox.clock.skip_to(START + days * DAY)
    await outbox.trust_clock()
    month = month_of(reader(1), outbox.clock.now())
    for chat in range(1, 101):
        await outbox.store.subscribers.put(reader(chat, unanswered=7, lived=month))
    worker, right = outbox.living(), outbox.clock.now()
    await worker.look()
    outbox.clock.set_off(by)
    await until(outbox, right + by + 23 * HOUR, worker, HOUR)
    outbox.clock.set_off(-by)
    await until(outbox, right + 46 * HOUR, worker, HOUR)
    assert not outbox.tries()
    assert await outbox.store.subscribers.count() == 100


@pytest.mark.parametrize("by", [YEARS, -YEARS])
async def test_a_wrong_date_that_stays_expires_nobody_and_repeats_nothing(outbox: Outbox, by: timedelta) -> None:
    chats = await told_meanwhile(outbox, by, 72)
    assert not outbox.tries()
    assert await outbox.store.subscribers.count() == 3
    worker = outbox.living()
    await until(outbox, DECEMBER, worker)
    assert not outbox.tries()
    assert [(await kept(outbox, chat)).lived for chat in chats] == [NOVEMBER] * 3
    await until(outbox, DECEMBER + 30 * DAY, worker)
    assert [len(said(outbox, chat)) for chat in chats[1:]] == [1, 1]


async def test_a_clock_nobody_has_looked_at_for_a_day_is_not_trusted(outbox: Outbox) -> None:
    [chat] = await readers(outbox, 1, lived=NOVEMBER - 1, unanswered=7)
    worker = outbox.living()
    outbox.clock.skip_to(datetime(2026, 11, 29, 8, tzinfo=UTC))
    await until(outbox, datetime(2026, 11, 29, 16, tzinfo=UTC), worker, HOUR)
    assert await outbox.store.subscribers.get(chat) is not None
    await until(outbox, datetime(2026, 11, 30, 16, tzinfo=UTC), worker, HOUR)
    assert await outbox.store.subscribers.get(chat) is None


async def test_what_telegram_does_not_take_comes_with_the_next_round(outbox: Outbox) -> None:
    await outbox.trust_clock()
    chats = await readers(outbox, 3, lived=NOVEMBER - 1)
    outbox.clock.skip_to(datetime(2026, 11, 29, 8, tzinfo=UTC))
    outbox.telegram.faults.refuse("sendMessage", 502, "Bad Gateway", times=3)
    worker = outbox.living()
    await worker.look()
    assert [(await kept(outbox, chat)).unanswered for chat in chats] == [0] * 3
    outbox.telegram.faults.refuse("sendMessage", 400, "Bad Request: message is too long", times=3)
    with everything_said() as log:
        await worker.look()
    assert log.getvalue().count("ERROR zvestka.living") == 1
    for _ in range(2):
        await worker.look()
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 3


async def test_a_closed_chat_is_erased(outbox: Outbox) -> None:
    await outbox.trust_clock()
    [chat] = await readers(outbox, 1, lived=NOVEMBER - 1)
    outbox.telegram.block(chat)
    outbox.clock.skip_to(datetime(2026, 11, 29, 8, tzinfo=UTC))
    await outbox.living().look()
    assert await outbox.store.subscribers.get(chat) is None


async def test_a_stop_in_the_middle_repeats_nothing(outbox: Outbox) -> None:
    await outbox.trust_clock()
    chats = await readers(outbox, 8, lived=NOVEMBER - 1)
    outbox.clock.skip_to(datetime(2026, 11, 29, 8, tzinfo=UTC))
    outbox.telegram.faults.latency = 0.05
    running = asyncio.create_task(outbox.living().run())
    await outbox.telegram.wait_for(lambda: len(outbox.tries()) >= 3)
    running.cancel()
    await asyncio.wait({running})
    assert len(outbox.tries()) < 8
    await outbox.living().look()
    assert [len(said(outbox, chat)) for chat in chats] == [1] * 8
    assert {month_of(await kept(outbox, chat), outbox.clock.now()) for chat in chats} == {NOVEMBER}
