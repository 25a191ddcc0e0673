"""Kinds of news, the newest events, settings and privacy, in a private chat."""

from dataclasses import replace

import pytest

from domain.subscription import Topic
from playground.chats import Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def topics(shared: Live, person: Person) -> frozenset[Topic]:
    kept = await shared.stored(person)
    return kept.topics if kept else frozenset()


async def test_kinds_by_command(shared: Live) -> None:
    reader = shared.telegram.add_person("Nina", "en")
    done = await shared.say(reader, "/subscribe Pardons, releases deaths")
    assert done.text.startswith("Done. Kinds of news you get: ")
    assert await topics(shared, reader) == {Topic.PARDONS, Topic.RELEASES, Topic.DEATHS}
    assert (await shared.say(reader, "/unsubscribe deaths")).text.startswith("Done. Kinds of news that remain")
    assert await topics(shared, reader) == {Topic.PARDONS, Topic.RELEASES}
    assert (await shared.say(reader, "/unsubscribe all")).text.startswith("Done. No kinds")
    assert not await topics(shared, reader)


@pytest.mark.parametrize("command", ["/subscribe", "/unsubscribe", "/latest"])
async def test_an_unknown_kind_lists_the_known(shared: Live, command: str) -> None:
    reader = await shared.reader("en")
    answer = await shared.say(reader, f"{command} <b>gossip</b> pardons")
    assert answer.text.startswith("There is no kind of news called “<b>gossip</b>")
    assert "pardons" in answer.text
    assert not await topics(shared, reader)


async def test_every_kind_is_a_switch_in_one_menu(shared: Live) -> None:
    reader = await shared.reader("en")
    for command in ("/subscribe", "/unsubscribe"):
        menu = await shared.say(reader, command)
        switches = [each.value.split(".")[3] for each in menu.buttons if each.value.startswith("1.topic.")]
        assert switches == list(Topic)
    for topic in Topic:
        await shared.press_value(reader, menu, f"1.topic.1.{topic}")
        assert topic in await topics(shared, reader)
        await shared.press_value(reader, menu, f"1.topic.0.{topic}")
        assert topic not in await topics(shared, reader)
        assert "on" not in [each.text.rpartition(": ")[2] for each in shared.now(reader.chat_id, menu).buttons]


async def test_the_newest_events_by_page_and_by_kind(shared: Live) -> None:
    reader = await shared.reader("en")
    newest = await shared.say(reader, "/latest")
    assert newest.text.startswith("Latest news\n")
    await shared.press(reader, newest, "Next")
    second = shared.now(reader.chat_id, newest)
    assert second.text != newest.text
    await shared.press(reader, newest, "Back")
    assert shared.now(reader.chat_id, newest).text == newest.text
    deaths = await shared.say(reader, "/latest deaths")
    assert deaths.text.startswith("Latest news: ")
    assert "Pardon" not in deaths.text
    await shared.press(reader, deaths, "Next")
    assert shared.now(reader.chat_id, deaths).text.startswith("Latest news: ")
    assert (await shared.say(reader, "/latest transfers")).text.startswith("There is no news of this kind")
    assert (await shared.say(reader, "/latest all")).text == newest.text
    assert await shared.press_carrying(reader, deaths, "1.latest.0.gossip")


async def test_language_by_command_and_by_button(shared: Live) -> None:
    reader = await shared.reader("en")
    assert (await shared.say(reader, "/language be")).text.startswith("Гатова")
    menu = await shared.say(reader, "/language")
    await shared.press(reader, menu, "Русский")
    assert shared.now(reader.chat_id, menu).text.startswith("Готово")
    menu = await shared.say(reader, "/language xx")
    await shared.press(reader, menu, "English")
    kept = await shared.stored(reader)
    assert kept is not None
    assert kept.language == "en"


async def test_discreet_by_command_and_by_button(shared: Live) -> None:
    reader = shared.telegram.add_person("Nina", "en")
    assert (await shared.say(reader, "/discreet")).text.startswith("Discreet mode: on")
    assert (await shared.say(reader, "/discreet OFF")).text.startswith("Discreet mode is off")
    menu = await shared.say(reader, "/discreet maybe")
    assert menu.text.startswith("Discreet mode: off")
    await shared.press(reader, menu, "Turn on")
    assert shared.now(reader.chat_id, menu).text.startswith("Discreet mode is on")
    await shared.press(reader, menu, "Turn off")
    kept = await shared.stored(reader)
    assert kept is not None
    assert not kept.discreet


async def test_forget_typed_acts_at_once(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.say(reader, "/follow Тихановский")
    assert (await shared.say(reader, "/forget")).text.startswith("Deleted")
    assert await shared.stored(reader) is None
    assert (await shared.say(reader, "/following")).text.startswith("Your list is empty")


async def test_forget_by_button_asks_once(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/privacy")
    await shared.press(reader, page, "Delete my data")
    assert shared.now(reader.chat_id, page).text.startswith("Delete everything we store")
    await shared.press(reader, page, "Do not delete")
    assert shared.now(reader.chat_id, page).text == page.text
    assert await shared.stored(reader) is not None
    await shared.press(reader, page, "Delete my data")
    await shared.press(reader, page, "Delete everything")
    assert shared.now(reader.chat_id, page).text.startswith("Deleted")
    assert await shared.stored(reader) is None


async def test_help_opens_every_room(shared: Live) -> None:
    reader = await shared.reader("en")
    doors = {
        "My list": "Your list is empty",
        "Kinds of news": "News about everyone",
        "Language": "Choose a language",
        "Discreet mode": "Discreet mode: off",
        "Latest news": "Latest news",
        "Settings": "Settings\nLanguage: English",
        "Privacy": "We store",
    }
    for label, words in doors.items():
        page = await shared.say(reader, "/help")
        await shared.press(reader, page, label)
        assert shared.now(reader.chat_id, page).text.startswith(words)


async def test_the_block_erases_and_coming_back_begins_anew(shared: Live) -> None:
    reader = await shared.reader("en")
    shared.telegram.block(reader.chat_id)
    await shared.forgotten(reader.chat_id)
    assert (await shared.say(reader, "/start")).text.startswith("Choose a language")


async def test_a_week_is_written_once(shared: Live) -> None:
    reader = await shared.reader("en")
    kept = await shared.stored(reader)
    assert kept is not None
    await shared.store.subscribers.put(replace(kept, seen_week="2020-W01"))
    version = await shared.store.subscribers.version()
    for text in ("/help", "Тихановский", "/following", "/latest"):
        await shared.say(reader, text)
    assert await shared.stored(reader) == kept
    assert await shared.store.subscribers.version() == version + 1
