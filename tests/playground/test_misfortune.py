"""Limits, scripted faults, and the record of calls."""

import time

import aiohttp
import pytest
import telegram as ptb
from telegram.error import RetryAfter

from playground import TELEGRAM_LIMITS, Limits, Telegram
from playground.chats import Person
from playground.errors import ApiError
from playground.pace import Pace
from tests.playground.conftest import Api


def spend_until_refused(pace: Pace, chat_id: int, now: float, *, is_group: bool = False) -> tuple[int, ApiError]:
    for count in range(1000):
        try:
            pace.spend(chat_id, is_group=is_group, now=now)
        except ApiError as refusal:
            return count, refusal
    raise AssertionError("never refused")


def test_thirty_a_second_in_all() -> None:
    pace = Pace(Limits(overall=30, overall_burst=30))
    count, refusal = spend_until_refused(pace, 1, now=0)
    assert (count, refusal.code, refusal.parameters) == (30, 429, {"retry_after": 1})
    assert spend_until_refused(pace, 1, now=0.5)[0] == 15


def test_one_a_second_to_a_chat() -> None:
    pace = Pace(TELEGRAM_LIMITS)
    assert spend_until_refused(pace, 1, now=0)[0] == 3
    assert spend_until_refused(pace, 2, now=0)[0] == 3
    assert spend_until_refused(pace, 1, now=1)[0] == 1


def test_twenty_a_minute_to_a_group() -> None:
    pace = Pace(Limits(group=20))
    count, refusal = spend_until_refused(pace, -1, now=0, is_group=True)
    assert (count, refusal.parameters) == (20, {"retry_after": 3})
    assert refusal.description == "Too Many Requests: retry after 3"
    assert spend_until_refused(pace, -1, now=60, is_group=True)[0] == 20


async def test_limits_over_http(
    bot: ptb.Bot, telegram: Telegram, hanna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it the library warns that RetryAfter will hold a timedelta one day.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.pace.limits = Limits(chat=1, chat_burst=1)
    await bot.send_message(hanna.chat_id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(hanna.chat_id, "two")
    assert [message.text for message in telegram.sent(hanna.chat_id)] == ["one"]


async def test_the_next_calls_are_refused(api: Api, telegram: Telegram, hanna: Person) -> None:
    telegram.faults.too_many("sendMessage", retry_after=7)
    telegram.faults.server_error("sendMessage")
    telegram.faults.refuse(None, 403, "Forbidden: user is deactivated", when=lambda params: params.get("text") == "c")
    answers = [await api("sendMessage", chat_id=hanna.chat_id, text=text) for text in "abcd"]
    assert [answer.get("error_code") for answer in answers] == [429, 500, 403, None]
    assert answers[0]["parameters"] == {"retry_after": 7}
    assert [message.text for message in telegram.sent(hanna.chat_id)] == ["d"]


@pytest.mark.parametrize("arrives", [False, True])
async def test_connections_break(api: Api, telegram: Telegram, hanna: Person, arrives: bool) -> None:
    (telegram.faults.lose_answer if arrives else telegram.faults.reset)("sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("sendMessage", chat_id=hanna.chat_id, text="a")
    assert len(telegram.sent(hanna.chat_id)) == int(arrives)
    assert (await api("sendMessage", chat_id=hanna.chat_id, text="b"))["ok"]


async def test_a_call_hangs(api: Api, telegram: Telegram, hanna: Person) -> None:
    telegram.faults.hang("sendMessage", seconds=30)
    with pytest.raises(TimeoutError):
        async with api.session.post(f"{api.base}/sendMessage", timeout=aiohttp.ClientTimeout(total=0.05)):
            pass
    assert telegram.sent(hanna.chat_id) == []


async def test_latency(api: Api, telegram: Telegram) -> None:
    telegram.faults.latency = 0.05
    began = time.monotonic()
    await api("getMe")
    assert time.monotonic() - began >= 0.05


async def test_calls_are_recorded(api: Api, telegram: Telegram, hanna: Person) -> None:
    await api("sendMessage", chat_id=hanna.chat_id, text="a")
    await api("sendMessage", chat_id=1, text="b")
    assert [(call.method, call.params["text"], call.error_code) for call in telegram.calls] == [
        ("sendMessage", "a", None),
        ("sendMessage", "b", 400),
    ]
    assert telegram.calls[1].error == "Bad Request: chat not found"


async def test_waiting_ends_in_time(telegram: Telegram) -> None:
    with pytest.raises(TimeoutError):
        await telegram.wait_for(lambda: False, timeout=0.01)
