"""*Seen* ends the repeating of news: in every language, whatever stands above it."""

import pytest

from playground.chats import Message, Person
from tests.conversations.live import Live
from tests.conversations.newsroom import SOURCE, Event, told

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUTTONS = {"be": "Прачытана", "ru": "Прочитано", "en": "Seen"}
NOTED = {
    "be": "Адзначана. Гэтая навіна больш не будзе паўтарацца.",
    "ru": "Отмечено. Эта новость больше не будет повторяться.",
    "en": "Noted. This news will not be repeated.",
}
SHOW = {"be": "Паказаць", "ru": "Показать", "en": "Show"}


def release(name: str, **more: object) -> Event:
    return {"id": name, "kind": "release", "date": "2025-06-21", "people": ["viasna:179"], "sources": [SOURCE], **more}


async def follower(shared: Live, language: str, choice: str, insist: str = "on") -> Person:
    reader = await shared.reader(language, choice)
    await shared.say(reader, "/follow Тихановский")
    await shared.say(reader, f"/insist {insist}")
    return reader


async def repeating(shared: Live, reader: Person, alert: Message) -> bool:
    """Return whether the news of an alert would be told again."""
    number = next(int(button.value.split(".")[2]) for button in alert.buttons if ".seen." in button.value)
    return await shared.store.insisting.is_unseen(shared.store.sealer.chat_key(reader.chat_id), number)


@pytest.mark.parametrize("language", BUTTONS)
async def test_seen_is_noted_and_only_its_button_goes(shared: Live, language: str) -> None:
    reader = await follower(shared, language, "off")
    (alert,) = await told(shared, release(f"seen-{language}"), reader)
    *others, seen = alert.buttons
    assert seen.text == BUTTONS[language]
    assert others
    assert await shared.press(reader, alert, seen.text) == NOTED[language]
    assert not await repeating(shared, reader, alert)
    await shared.telegram.wait_for(lambda: shared.now(reader.chat_id, alert).buttons == others)
    assert shared.now(reader.chat_id, alert).text == alert.text
    assert await shared.press_carrying(reader, alert, seen.value) == NOTED[language], "an old one is noted too"
    assert shared.now(reader.chat_id, alert).buttons == others


@pytest.mark.parametrize("language", BUTTONS)
async def test_a_discreet_alert_is_shown_page_by_page_and_then_seen(shared: Live, language: str) -> None:
    reader, show, seen = await follower(shared, language, "on"), SHOW[language], BUTTONS[language]
    long = release(f"seen-discreetly-{language}", summary={language: "Abc defg hij. " * 30})
    (alert,) = await told(shared, long, reader)
    assert [button.text for button in alert.buttons] == [show, seen]
    assert await shared.press(reader, alert, show)
    turned = await shared.telegram.wait_for(
        lambda: [now for now in [shared.now(reader.chat_id, alert).buttons] if "/" in now[0].text]
    )
    assert [button.text for button in turned[0]][1:] == [seen]
    assert await repeating(shared, reader, alert)
    assert await shared.press(reader, alert, seen) == NOTED[language]
    await shared.telegram.wait_for(lambda: shared.now(reader.chat_id, alert).buttons == turned[0][:1])
    assert not await repeating(shared, reader, alert)


async def test_only_who_asked_for_it_gets_the_button(shared: Live) -> None:
    insisting = [await follower(shared, "en", choice) for choice in ("off", "on")]
    others = [await follower(shared, "en", choice, "off") for choice in ("off", "on")]
    alerts = await told(shared, release("some"), *others, *insisting)
    assert ["Seen" in [button.text for button in each.buttons] for each in alerts] == [False, False, True, True]
    assert alerts[0].text == alerts[2].text


async def test_a_death_has_no_button_and_is_told_once(shared: Live) -> None:
    reader = await follower(shared, "en", "off")
    event = release("no-more", kind="death", sources=[SOURCE, SOURCE | {"url": "https://example.org/2"}])
    (alert,) = await told(shared, event, reader)
    assert alert.buttons == []
    filed = await shared.store.events.by_id("no-more")
    assert filed is not None
    key = shared.store.sealer.chat_key(reader.chat_id)
    assert not await shared.store.insisting.is_unseen(key, filed.number)
