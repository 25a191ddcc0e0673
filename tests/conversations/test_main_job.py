"""The main job, end to end: a relative finds and follows, two editors confirm, she is told in her language."""

from importlib.resources import files
from json import loads

import pytest

from tests.conversations.live import Live
from tests.conversations.newsroom import Event, told


def replay(name: str) -> Event:
    """Return one of the events that the playground's *Replay* buttons paste."""
    event: Event = loads(files("data").joinpath("replays", name).read_text("utf-8"))
    return event


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

    (wave,) = await told(live, replay("2024-09-16.json"), hanna)
    assert "Ціханоўскі" not in wave.text
    shown = await live.press(hanna, wave, "Паказаць")
    assert shown is not None
    assert "памілаванне" in shown
    assert "37" in shown
    assert "Ціханоўскі" not in shown

    (personal,) = await told(live, replay("2025-06-21.json"), hanna)
    assert "Ціханоўскі" not in personal.text
    shown = await live.press(hanna, personal, "Паказаць")
    assert shown is not None
    assert shown.startswith("Сяргей Ціханоўскі")
    assert "21 чэрвеня 2025" in shown


async def test_full_messages_name_him_at_once(live: Live) -> None:
    pavel = live.telegram.add_person("Павел", "ru")
    await live.onboard(pavel, "ru", "off")
    await live.say(pavel, "/follow Тихановский")
    (alert,) = await told(live, replay("2025-06-21.json"), pavel)
    assert alert.text.startswith("Сергей Тихановский")
    assert "21 июня 2025" in alert.text
