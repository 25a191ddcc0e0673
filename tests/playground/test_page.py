"""The page's endpoints: what they show, what they do, and whom they refuse."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Persona, Script, Server, Telegram, open_playground
from playground.chats import Chat, Person
from tests.playground.conftest import Api

Json = dict[str, Any]


@pytest.fixture
def kate(telegram: Telegram) -> Person:
    return telegram.add_person("Kate", "en")


@pytest.fixture
def group(telegram: Telegram, hanna: Person, kate: Person) -> Chat:
    group = telegram.add_group("Vilnius", [hanna], [kate])
    telegram.add_bot_to(group)
    telegram.updates.clear()
    return group


@pytest.fixture
async def server(telegram: Telegram, hanna: Person, kate: Person, group: Chat) -> AsyncIterator[Server]:
    personas = [
        Persona.alone("relative", "Relative", hanna),
        Persona.alone("editor", "Editor", kate),
        Persona.group("group", "Diaspora group", group, (kate, hanna)),
    ]
    server = await open_playground(telegram, personas, [Script("A wave", kate.id, "/announce {}")], port=0)
    yield server
    await server.close()


async def next_event(stream: aiohttp.ClientResponse) -> tuple[str, Json]:
    lines: list[str] = []
    while (line := (await stream.content.readline()).decode().rstrip("\n")) or not lines:
        lines.append(line)
    name, body = (line.partition(": ")[2] for line in lines if line)
    return name, json.loads(body)


async def test_the_page_and_its_files(server: Server, session: aiohttp.ClientSession) -> None:
    for path, kind in {
        "/": "text/html",
        "/static/playground.js": "text/javascript",
        "/static/icon.svg": "image/svg+xml",
    }.items():
        async with session.get(server.url + path) as answer:
            assert (answer.status, answer.content_type) == (200, kind)
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    async with session.get(f"{server.url}/static/../page.py") as answer:
        assert answer.status == 404


async def test_changes_arrive_live(server: Server, session: aiohttp.ClientSession, api: Api, hanna: Person) -> None:
    async with session.get(f"{server.url}/page/events") as stream:
        assert stream.headers["Content-Security-Policy"]
        name, everything = await next_event(stream)
        assert (name, [phone["key"] for phone in everything["phones"]]) == ("hello", ["relative", "editor", "group"])
        assert everything["scripts"] == [{"label": "A wave", "person": "Kate"}]
        keyboard = {"inline_keyboard": [[{"text": "Show", "callback_data": "1.show"}]]}
        await api("sendMessage", chat_id=hanna.chat_id, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
        name, phone = await next_event(stream)
        assert (name, phone["key"]) == ("phone", "relative")
        last = phone["messages"][-1]
        assert (last["text"], last["fromBot"], last["entities"]) == (
            "a",
            True,
            [{"type": "bold", "offset": 0, "length": 1}],
        )
        assert last["keyboard"] == [[{"text": "Show", "action": "callback_data", "value": "1.show"}]]
        await api("deleteMessage", chat_id=hanna.chat_id, message_id=last["id"])
        _, phone = await next_event(stream)
        assert last["id"] not in [message["id"] for message in phone["messages"]]


async def test_menus_follow_each_person(server: Server, session: aiohttp.ClientSession, api: Api) -> None:
    await api("setMyCommands", commands=[{"command": "help", "description": "Дапамога"}], language_code="be")
    await api("setMyName", name="Звестка", language_code="be")
    async with session.get(f"{server.url}/page/events") as stream:
        _, everything = await next_event(stream)
    relative, editor, group = everything["phones"]
    assert (relative["title"], editor["title"], group["title"]) == ("Звестка", "Zvestka", "Vilnius")
    assert relative["people"][0]["menu"] == [{"command": "help", "description": "Дапамога"}]
    assert editor["people"][0]["menu"] == []
    assert [(one["name"], one["isAdmin"]) for one in group["people"]] == [("Kate", True), ("Ганна", False)]


async def test_typing_reaches_the_bot(server: Server, session: aiohttp.ClientSession, api: Api, hanna: Person) -> None:
    body = {"phone": "group", "person": hanna.id, "text": "/find Ж"}
    async with session.post(f"{server.url}/page/type", json=body) as answer:
        assert answer.status == 200
    (update,) = (await api("getUpdates"))["result"]
    assert (update["message"]["text"], update["message"]["from"]["id"]) == ("/find Ж", hanna.id)


async def test_a_press_waits_for_its_popup(
    server: Server, session: aiohttp.ClientSession, api: Api, telegram: Telegram, hanna: Person
) -> None:
    sent = (await api("sendMessage", chat_id=hanna.chat_id, text="a"))["result"]["message_id"]
    body = {"phone": "relative", "message": sent, "data": "1.show"}
    pressing = asyncio.create_task(_post(session, f"{server.url}/page/press", body))
    await telegram.wait_for(lambda: telegram.questions)
    (query_id,) = telegram.questions
    await api("answerCallbackQuery", callback_query_id=query_id, text="Навіна", show_alert=True)
    assert await pressing == (200, {"text": "Навіна", "alert": True, "answered": True})


async def test_blocking_and_replaying(
    server: Server, session: aiohttp.ClientSession, api: Api, telegram: Telegram
) -> None:
    assert (await _post(session, f"{server.url}/page/replay", {"script": 0}))[0] == 200
    assert (await _post(session, f"{server.url}/page/block", {"phone": "editor", "blocked": True}))[0] == 200
    message, standing = (await api("getUpdates"))["result"]
    assert message["message"]["text"] == "/announce {}"
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "kicked"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("type", {"phone": "nobody", "text": "a"}, 404),
        ("type", {"phone": "relative", "person": 1, "text": "a"}, 404),
        ("type", {"phone": "relative", "text": " "}, 400),
        ("type", [], 400),
        ("press", {"phone": "relative", "message": 999, "data": "a"}, 404),
        ("replay", {"script": 1}, 404),
    ],
)
async def test_what_cannot_be_done(
    server: Server, session: aiohttp.ClientSession, path: str, body: object, status: int
) -> None:
    async with session.post(f"{server.url}/page/{path}", json=body) as answer:
        assert answer.status == status


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example:8081"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
async def test_other_pages_are_kept_out(
    server: Server, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    for path in ("/", "/page/events"):
        async with session.get(server.url + path, headers=headers) as answer:
            assert answer.status == 403
    async with session.post(f"{server.url}/page/replay", json={"script": 0}, headers=headers) as answer:
        assert answer.status == 403


async def test_plain_forms_are_kept_out(server: Server, session: aiohttp.ClientSession, telegram: Telegram) -> None:
    async with session.post(f"{server.url}/page/replay", data='{"script": 0}') as answer:
        assert answer.status == 415
    assert telegram.updates.pending() == []


async def test_only_loopback_is_served(telegram: Telegram) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await open_playground(telegram, [], host="0.0.0.0", port=0)


async def _post(session: aiohttp.ClientSession, url: str, body: Json) -> tuple[int, Json]:
    async with session.post(url, json=body) as answer:
        return answer.status, await answer.json()
