"""The loopback Bot API of the delivery benchmark, over real HTTP: its limits hold, and two clients can read it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.telegram_limits import BotApi, Gate, Limits, listen
from bot.request import AiohttpRequest

Json = dict[str, Any]
TOKEN = "1:" + "a" * 30
GROUP = -100_500
CALL = f"/bot{TOKEN}/sendMessage"


class HandClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Stand:
    """A server with limits, its clock, and calls to it."""

    def __init__(self, api: BotApi, clock: HandClock, address: str, session: aiohttp.ClientSession) -> None:
        self.api, self.clock, self.address = api, clock, address
        self._session = session

    async def call(self, method: str, **fields: Any) -> Json:
        """POST JSON and return the answer, refusals included."""
        async with self._session.post(f"{self.address}/bot{TOKEN}/{method}", json=fields) as answer:
            body: Json = await answer.json()
        assert answer.status == (200 if body["ok"] else body["error_code"])
        return body

    async def send(self, chat: int) -> int:
        """Send to a chat; return the seconds asked for by a 429, 0 if it was sent."""
        answer = await self.call("sendMessage", chat_id=chat, text="x")
        asked: int = 0 if answer["ok"] else answer["parameters"]["retry_after"]
        return asked

    async def control(self, name: str, **fields: Any) -> Any:
        """Ask what is not the Bot API's."""
        async with self._session.post(f"{self.address}/_{name}", json=fields) as answer:
            return await answer.json()

    async def raw(self, sent: bytes, answers: int) -> list[bytes]:
        """Write bytes to a new connection; return so many answers' bodies in their order."""
        reader, writer = await asyncio.open_connection("127.0.0.1", int(self.address.rpartition(":")[2]))
        writer.write(sent)
        bodies = []
        for _ in range(answers):
            head = await reader.readuntil(b"\r\n\r\n")
            bodies.append(await reader.readexactly(int(head.rpartition(b"Content-Length: ")[2])))
        writer.close()
        await writer.wait_closed()
        return bodies


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    clock = HandClock()
    api = BotApi(Limits(latency=0), clock)
    server, address = await listen(api)
    async with aiohttp.ClientSession() as session:
        yield Stand(api, clock, address, session)
    server.close()
    await server.wait_closed()


async def test_what_is_over_the_rate_is_refused_until_the_bucket_fills(stand: Stand) -> None:
    asked = [await stand.send(chat) for chat in range(1, 13)]
    assert asked == [0] * 10 + [1, 1]
    stand.clock.now += 2 / 30
    assert [await stand.send(chat) for chat in (11, 12, 13)] == [0, 0, 1]
    stand.clock.now += 60
    assert [await stand.send(chat) for chat in range(20, 31)] == [0] * 10 + [1]


async def test_a_429_is_worded_as_telegrams(stand: Stand) -> None:
    for chat in range(1, 11):
        await stand.send(chat)
    assert await stand.call("sendMessage", chat_id=11, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def test_a_chat_takes_one_a_second(stand: Stand) -> None:
    assert [await stand.send(7) for _ in range(4)] == [0, 0, 0, 1]
    assert await stand.send(8) == 0
    stand.clock.now += 1
    assert [await stand.send(7), await stand.send(7)] == [0, 1]


async def test_a_group_takes_twenty_a_minute(stand: Stand) -> None:
    asked = []
    for _ in range(21):
        asked.append(await stand.send(GROUP))
        stand.clock.now += 0.1
    assert asked[:20] == [0] * 20
    assert asked[20] == 1
    assert await stand.send(5) == 0


async def test_a_penalty_shuts_the_door_and_then_opens_it(stand: Stand) -> None:
    await stand.control("reset", rate=30, burst=1, penalty=3, latency=0)
    assert [await stand.send(1), await stand.send(2)] == [0, 3]
    stand.clock.now += 2.5
    assert await stand.send(3) == 1
    assert (await stand.call("answerCallbackQuery", callback_query_id="1"))["error_code"] == 429
    stand.clock.now += 0.6
    assert await stand.send(3) == 0, "a call during the penalty must not lengthen it"


def test_what_is_refused_spends_nothing() -> None:
    gate = Gate(Limits(rate=30, burst=2))
    assert [gate.refuse_for(1, 0.0), gate.refuse_for(1, 0.0), gate.refuse_for(1, 0.0)] == [0, 0, 1]
    assert gate.refuse_for(1, 1 / 30) == 0, "the refused one must not have taken the chat's or the common token"


def test_no_rate_is_no_limit() -> None:
    gate = Gate(Limits(rate=0, chat_rate=0))
    assert {gate.refuse_for(1, 0.0) for _ in range(1000)} == {0}


async def test_the_log_tells_when_to_whom_and_how(stand: Stand) -> None:
    await stand.control("reset", rate=1, burst=1, latency=0)
    await stand.send(1)
    stand.clock.now += 0.5
    await stand.send(2)
    assert await stand.control("log") == [[1000.0, 1, 200], [1000.5, 2, 429]]
    await stand.control("reset", latency=0)
    assert await stand.control("log") == []


async def test_limits_that_do_not_exist_are_refused(stand: Stand) -> None:
    assert (await stand.control("reset", speed=1))["error_code"] == 400


async def test_python_telegram_bot_reads_the_answers(stand: Stand) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Show", callback_data="1")]])
    async with Bot(TOKEN, f"{stand.address}/bot", request=AiohttpRequest()) as bot:
        assert bot.username == "bench_bot"
        sent = await bot.send_message(5, "Ш &lt; <b>ž</b>", parse_mode="HTML", reply_markup=buttons)
        assert (sent.message_id, sent.chat_id, sent.text, sent.text_html) == (1, 5, "Ш < ž", "Ш &lt; <b>ž</b>")
        assert sent.reply_markup == buttons
        edited = await bot.edit_message_text("new", 5, sent.message_id)
        assert not isinstance(edited, bool)
        assert (edited.message_id, edited.text) == (1, "new")
        assert await bot.delete_message(5, 1)
        assert await bot.set_my_name("x")
        assert await bot.delete_webhook()


@pytest.mark.parametrize("way", ["form", "json", "multipart", "query"])
async def test_fields_come_in_every_kind_of_body(stand: Stand, way: str) -> None:
    fields = {"chat_id": "5", "text": "Волечка & <i>two</i>", "parse_mode": "HTML"}
    form = aiohttp.FormData(fields, default_to_multipart=True)
    bodies: dict[str, Json] = {"form": {"data": fields}, "json": {"json": fields}, "multipart": {"data": form}}
    asked = bodies.get(way, {"params": fields})
    async with aiohttp.ClientSession() as session, session.post(stand.address + CALL, **asked) as answer:
        sent = (await answer.json())["result"]
    assert (sent["text"], sent["entities"][0]["offset"]) == ("Волечка & two", 10)


async def test_what_cannot_be_sent_is_refused_and_not_counted(stand: Stand) -> None:
    assert (await stand.call("sendMessage", text="x"))["description"] == "Bad Request: chat_id is empty"
    assert (await stand.call("sendMessage", chat_id=1, text=""))["error_code"] == 400
    assert (await stand.call("sendMessage", chat_id=1, text="<b>", parse_mode="HTML"))["error_code"] == 400
    assert await stand.control("log") == []


def _post(target: str, body: bytes) -> bytes:
    head = f"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def test_piped_requests_are_answered_in_order(stand: Stand) -> None:
    await stand.control("reset", rate=0, latency=0.02)
    asked = b"".join(_post(CALL, json.dumps({"chat_id": chat, "text": "x"}).encode()) for chat in (3, 1, 2))
    sent = [json.loads(body)["result"]["chat"]["id"] for body in await stand.raw(asked, 3)]
    assert sent == [3, 1, 2]


async def test_a_request_without_its_length_is_refused(stand: Stand) -> None:
    chunked = f"POST {CALL} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", int(stand.address.rpartition(":")[2]))
    writer.write(chunked)
    assert (await reader.read()).startswith(b"HTTP/1.1 411 ")
    writer.close()


async def test_updates_stay_until_a_greater_offset_is_asked_for(stand: Stand) -> None:
    first, *_, last = (await stand.control("updates", count=150, text="/find x"))["result"]["chats"]
    fetched = (await stand.call("getUpdates", offset=0))["result"]
    assert len(fetched) == 100
    assert fetched[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    assert [each["message"]["chat"]["id"] for each in fetched] == list(range(first, first + 100))
    again = (await stand.call("getUpdates", offset=fetched[2]["update_id"], limit=2))["result"]
    assert again == fetched[2:4]
    rest = (await stand.call("getUpdates", offset=fetched[-1]["update_id"] + 1))["result"]
    assert (len(rest), rest[-1]["message"]["chat"]["id"]) == (50, last)
    assert (await stand.call("getUpdates", offset=-1))["result"] == rest[-1:]
    assert (await stand.call("getUpdates", offset=rest[-1]["update_id"] + 1))["result"] == []


async def test_a_long_poll_gets_what_comes_and_a_later_one_sends_it_away(stand: Stand) -> None:
    polls = [asyncio.ensure_future(stand.call("getUpdates", timeout=60)) for _ in range(2)]
    done, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
    assert done.pop().result()["error_code"] == 409
    await stand.control("updates", count=1)
    assert [each["message"]["text"] for each in (await waiting.pop())["result"]] == ["hello"]


@pytest.mark.parametrize(("fault", "status"), [("bad_gateway", 502), ("reset", 0), ("lost", 200)])
async def test_faults_befall_as_many_as_were_asked_for(stand: Stand, fault: str, status: int) -> None:
    await stand.control("reset", rate=0, latency=0, **{fault: 0.5})
    answered = [await _is_answered(stand, chat) for chat in range(1, 41)]
    assert 8 <= answered.count(True) <= 32
    assert await stand.control("log") == [[1000.0, chat, 200 if ok else status] for chat, ok in enumerate(answered, 1)]


async def _is_answered(stand: Stand, chat: int) -> bool:
    try:
        return bool((await stand.call("sendMessage", chat_id=chat, text="x"))["ok"])
    except aiohttp.ClientConnectionError:
        return False


async def test_a_hung_message_is_never_answered(stand: Stand) -> None:
    await stand.control("reset", rate=0, latency=0, hung=1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(stand.send(1), 0.3)
    assert await stand.control("log") == [[1000.0, 1, 0]]
    assert (await stand.call("getMe"))["ok"]


async def test_updates_come_one_after_another_where_that_is_asked_for(stand: Stand) -> None:
    chats = (await stand.control("updates", texts=["a", "b", "c"], a_second=100))["result"]["chats"]
    fetched: list[Any] = []
    while len(fetched) < 3:
        offset = fetched[-1]["update_id"] + 1 if fetched else 0
        fetched += (await stand.call("getUpdates", offset=offset, timeout=60))["result"]
    assert [each["message"]["text"] for each in fetched] == ["a", "b", "c"]
    assert [chat for _, chat in await stand.control("given")] == chats
