"""Answers leave through one door: each in its slot, and none while Telegram asks the whole sender to wait."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.application import open_application
from domain.audience import Lane
from playground import Server, Telegram
from tests.workers.outbox import QuickClock
from workers.pacer import Pacer

SPEED = 500.0


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(25, QuickClock(SPEED))


@pytest.fixture
async def paced(telegram: Telegram, server: Server, pacer: Pacer) -> AsyncIterator[Bot]:
    """Give a bot behind ``pacer``."""
    async with open_application(telegram.token, server.url, pacer) as application:
        await application.initialize()
        yield application.bot


def reader(telegram: Telegram) -> int:
    chat = telegram.add_person("Reader", "en").chat_id
    telegram.type(chat, chat, "/start")
    return chat


def sent(telegram: Telegram) -> list[float]:
    """Return when each message arrived, in seconds of the quick clock."""
    return [call.at_monotonic * SPEED for call in telegram.calls if call.method == "sendMessage"]


@pytest.mark.parametrize("method", ["sendMessage", "answerCallbackQuery"])
async def test_a_429_holds_everything_exactly_as_long_as_it_says(
    telegram: Telegram, paced: Bot, pacer: Pacer, method: str
) -> None:
    chat = reader(telegram)
    telegram.faults.too_many(method, 300)
    with pytest.raises(RetryAfter):
        await (paced.send_message(chat, "one") if method == "sendMessage" else paced.answer_callback_query("1"))
    [refused] = [call.at_monotonic * SPEED for call in telegram.calls if call.error_code == 429]
    assert pacer.held() > 290
    await paced.send_message(chat, "two")
    assert sent(telegram)[-1] - refused >= 300
    assert pacer.held() == 0


async def test_a_webhook_question_is_never_paced(telegram: Telegram, paced: Bot, pacer: Pacer) -> None:
    pacer.hold(10_000)
    assert (await paced.get_me()).is_bot


async def test_a_chat_is_answered_in_a_burst_and_then_once_a_second(telegram: Telegram, paced: Bot) -> None:
    chat = reader(telegram)
    for number in range(22):
        await paced.send_message(chat, str(number))
    times = sent(telegram)
    assert times[-1] - times[0] >= 20
    assert len(times) == 22


async def test_an_answer_passes_by_what_was_not_asked_for(pacer: Pacer) -> None:
    await pacer.turn(Lane.CHATS)
    order: list[Lane] = []

    async def take(lane: Lane) -> None:
        await pacer.turn(lane)
        order.append(lane)

    await asyncio.gather(*(take(lane) for lane in (Lane.DIGESTS, Lane.GROUPS, Lane.FOLLOWERS, Lane.ANSWERS)))
    assert order == sorted(order)


async def test_answers_without_end_do_not_stop_the_lowest_lane(pacer: Pacer) -> None:
    served = itertools.count()
    answering = [asyncio.create_task(_answer_for_ever(pacer, served)) for _ in range(3)]
    await pacer.turn(Lane.DIGESTS)
    assert next(served) <= 22
    for task in answering:
        task.cancel()
    await asyncio.wait(answering)


async def _answer_for_ever(pacer: Pacer, served: "itertools.count[int]") -> None:
    while True:
        await pacer.turn(Lane.ANSWERS)
        next(served)
