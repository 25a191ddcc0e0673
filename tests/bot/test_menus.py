"""Telegram shows our menus, name and descriptions in each language, and is told only what has changed."""

import pytest
from telegram import Bot

from bot.menus import publish_menus
from domain.language import Language
from playground import Telegram
from playground.chats import Person
from tests.logs import everything_said
from texts import menus
from texts.phrasebook import Phrasebook

READERS = ("all_private_chats", 0, 0)


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    return Phrasebook.load()


@pytest.fixture
def editor(telegram: Telegram) -> Person:
    person = telegram.add_person("Рэдактарка", "be")
    telegram.type(person.chat_id, person.id, "/start")
    return person


def changes(telegram: Telegram) -> list[str]:
    return [call.method for call in telegram.calls if call.method.startswith("setMy")]


async def test_every_language_has_its_own(telegram: Telegram, bot: Bot, phrasebook: Phrasebook, editor: Person) -> None:
    assert await publish_menus(bot, phrasebook, [editor.id]) == 0
    profile = telegram.profile
    for language, code in ((Language("be"), "be"), (Language("ru"), "ru"), (Language("en"), "")):
        voice = phrasebook.voice(language)
        readers = [tuple(each.values()) for each in profile.commands[(READERS, code)]]
        editors = [tuple(each.values()) for each in profile.commands[(("chat", editor.id, 0), code)]]
        assert readers == list(menus.commands(voice))
        assert editors == [*menus.commands(voice), *menus.editor_commands(voice)]
        assert profile.descriptions[code] == menus.description(voice)
        assert profile.short_descriptions[code] == menus.short_description(voice)
    assert bot.username


async def test_the_name_is_in_the_readers_language(telegram: Telegram, bot: Bot, phrasebook: Phrasebook) -> None:
    await publish_menus(bot, phrasebook, [])
    for language in phrasebook.languages:
        assert (await bot.get_my_name(language)).name == menus.name(phrasebook.voice(language))


async def test_groups_are_shown_what_makes_sense_there(telegram: Telegram, bot: Bot, phrasebook: Phrasebook) -> None:
    await publish_menus(bot, phrasebook, [])
    shown = [each["command"] for each in telegram.profile.commands[(("all_group_chats", 0, 0), "ru")]]
    wanted = "find subscribe unsubscribe latest waves numbers language settings quiet digest help"
    assert shown == wanted.split()


async def test_nothing_is_set_twice(telegram: Telegram, bot: Bot, phrasebook: Phrasebook, editor: Person) -> None:
    await publish_menus(bot, phrasebook, [editor.id])
    first = len(changes(telegram))
    assert first
    await publish_menus(bot, phrasebook, [editor.id])
    assert len(changes(telegram)) == first


async def test_only_what_differs_is_set_again(telegram: Telegram, bot: Bot, phrasebook: Phrasebook) -> None:
    await publish_menus(bot, phrasebook, [])
    before = len(changes(telegram))
    telegram.profile.commands[(READERS, "ru")].pop()
    telegram.profile.descriptions["be"] = "something else"
    await publish_menus(bot, phrasebook, [])
    assert sorted(changes(telegram)[before:]) == ["setMyCommands", "setMyDescription"]


@pytest.mark.parametrize(
    ("method", "times"),
    [("setMyCommands", 2), ("setMyDescription", 1), ("setMyShortDescription", 1), ("getMyName", 1)],
)
async def test_a_language_refused_is_reported_and_the_others_are_set(
    telegram: Telegram, bot: Bot, phrasebook: Phrasebook, method: str, times: int
) -> None:
    telegram.faults.refuse(
        method, 400, "Bad Request: Тайна", when=lambda params: params.get("language_code") == "ru", times=9
    )
    with everything_said() as said:
        assert await publish_menus(bot, phrasebook, []) == times
    assert "WARNING zvestka.menus Telegram refused a menu or description in ru: BadRequest" in said.getvalue()
    assert "Тайна" not in said.getvalue()
    assert set(telegram.profile.descriptions) >= ({"", "be"} if method == "setMyDescription" else {"", "be", "ru"})


async def test_a_long_429_is_not_waited_for(telegram: Telegram, bot: Bot, phrasebook: Phrasebook) -> None:
    telegram.faults.too_many("setMyDescription", 60_000, times=9)
    assert await publish_menus(bot, phrasebook, []) == 3


async def test_an_editor_who_has_not_pressed_start(telegram: Telegram, bot: Bot, phrasebook: Phrasebook) -> None:
    stranger = telegram.add_person("Незнаёмка", "be")
    with everything_said() as said:
        assert await publish_menus(bot, phrasebook, [stranger.id]) == 3
    assert str(stranger.id) not in said.getvalue()
    assert set(telegram.profile.descriptions) == {"", "be", "ru"}
