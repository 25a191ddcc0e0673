"""The main job, end to end: a relative finds and follows, two editors confirm, she is told in her language."""

from importlib.resources import files
from json import dumps, loads

import pytest

from playground.chats import Message, Person
from tests.conversations.live import Live


def replay(name: str) -> str:
    event = loads(files("data").joinpath("replays", name).read_text("utf-8"))
    return f"/announce {dumps(event, ensure_ascii=False)}"


async def approve_twice(live: Live, name: str) -> None:
    first, second = live.editors
    before = {editor.id: {message.id for message in live.telegram.sent(editor.chat_id)} for editor in live.editors}
    live.telegram.type(first.chat_id, first.id, replay(name))
    previews = [await live.next_message(editor.chat_id, before[editor.id]) for editor in live.editors]
    await live.press(first, previews[0], "Approve")
    await live.press(second, previews[1], "Approve")


async def alert_of(live: Live, person: Person, seen: set[int]) -> Message:
    return await live.next_message(person.chat_id, seen)


@pytest.mark.parametrize("query", ["Тихановский", "Ціханоўскі", "Cichanoŭski", "Tsikhanouski", "тихановского"])
async def test_any_spelling_finds_him(live: Live, query: str) -> None:
    hanna = live.telegram.add_person("Ганна", "be")
    card = await live.say(hanna, query)
    assert card.text.startswith("Сяргей Ціханоўскі")


async def test_a_follower_is_told_of_him_and_only_of_him(live: Live) -> None:
    hanna = live.telegram.add_person("Ганна", "be")
    await live.onboard(hanna, "be", "on")
    await live.say(hanna, "/follow Ціханоўскі")
    await live.say(hanna, "/subscribe pardons")
    seen = {message.id for message in live.telegram.sent(hanna.chat_id)}

    await approve_twice(live, "2024-09-16.json")
    wave = await alert_of(live, hanna, seen)
    assert "Ціханоўскі" not in wave.text
    shown = await live.press(hanna, wave, "Паказаць")
    assert shown is not None
    assert "памілаванне" in shown
    assert "37" in shown
    assert "Ціханоўскі" not in shown

    await approve_twice(live, "2025-06-21.json")
    personal = await alert_of(live, hanna, seen | {wave.id})
    assert "Ціханоўскі" not in personal.text
    told = await live.press(hanna, personal, "Паказаць")
    assert told is not None
    assert told.startswith("Сяргей Ціханоўскі")
    assert "21 чэрвеня 2025" in told


async def test_full_messages_name_him_at_once(live: Live) -> None:
    pavel = live.telegram.add_person("Павел", "ru")
    await live.onboard(pavel, "ru", "off")
    await live.say(pavel, "/follow Тихановский")
    seen = {message.id for message in live.telegram.sent(pavel.chat_id)}
    await approve_twice(live, "2025-06-21.json")
    alert = await alert_of(live, pavel, seen)
    assert alert.text.startswith("Сергей Тихановский")
    assert "21 июня 2025" in alert.text


async def test_one_editor_cannot_send(live: Live) -> None:
    hanna = live.telegram.add_person("Ганна", "be")
    await live.onboard(hanna, "be", "off")
    await live.say(hanna, "/subscribe pardons")
    first, _ = live.editors
    preview = await live.say(first, replay("2024-09-16.json"))
    await live.press(first, preview, "Approve")
    await live.press(first, preview, "Approve")
    listed = await live.say(hanna, "/following")
    assert listed.id == live.telegram.sent(hanna.chat_id)[-1].id
