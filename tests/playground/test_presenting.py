"""Names, descriptions and menus, by language and scope."""

from typing import Any

import pytest
import telegram as ptb
from telegram.error import BadRequest

from playground import Telegram
from playground.chats import Person
from tests.playground.conftest import Api


async def test_the_bot_knows_itself(bot: ptb.Bot, telegram: Telegram) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (telegram.bot_id, True, telegram.username)
    assert me.can_read_all_group_messages is False


async def test_texts_by_language(bot: ptb.Bot) -> None:
    assert await bot.set_my_name("Звестка", language_code="be")
    assert await bot.set_my_description("Навіны", language_code="be")
    assert await bot.set_my_short_description("News")
    assert (await bot.get_my_name("be")).name == "Звестка"
    assert (await bot.get_my_name("ru")).name == "Zvestka"
    assert (await bot.get_my_description("be")).description == "Навіны"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("be")).short_description == "News"


@pytest.mark.parametrize(
    ("method", "params", "refusal"),
    [
        ("setMyName", {"name": "x" * 65}, "name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
        ("setMyName", {"name": "x", "language_code": "tarask"}, "invalid language code specified"),
        ("setMyCommands", {}, "commands are not specified"),
        ("setMyCommands", {"commands": [{"command": "Find", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "command description must be non-empty"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "command description is too long",
        ),
        ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ("setMyCommands", {"commands": [], "language_code": "xx"}, "invalid language code specified"),
        ("getMyCommands", {"scope": {"type": "all"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ("getMyCommands", {"scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
    ],
)
async def test_refusals(api: Api, method: str, params: dict[str, Any], refusal: str) -> None:
    assert await api.refused(method, **params) == f"400 Bad Request: {refusal}"


async def test_menus_by_scope_and_language(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    kate = telegram.add_person("Kate", "en")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.set_my_commands([("announce", "Announce")], scope=ptb.BotCommandScopeChat(kate.chat_id))
    telegram.type(kate.chat_id, kate.id, "/start")
    group = telegram.add_group("Vilnius", [hanna], [kate])
    await bot.set_my_commands([("start", "Start")])
    await bot.set_my_commands([("start", "Пачаць")], language_code="be")
    await bot.set_my_commands([("announce", "Announce")], scope=ptb.BotCommandScopeChat(kate.chat_id))
    await bot.set_my_commands([("subscribe", "Subscribe")], scope=ptb.BotCommandScopeAllChatAdministrators())

    def menu(chat_id: int, person: Person) -> list[str]:
        return [one["description"] for one in telegram.profile.menu(telegram.chats[chat_id], person)]

    assert menu(hanna.chat_id, hanna) == ["Пачаць"]
    assert menu(kate.chat_id, kate) == ["Announce"]
    assert menu(group.id, kate) == ["Subscribe"]
    assert menu(group.id, hanna) == ["Пачаць"]
    assert await bot.delete_my_commands(scope=ptb.BotCommandScopeChat(kate.chat_id))
    assert menu(kate.chat_id, kate) == ["Start"]
    assert [one.command for one in await bot.get_my_commands(language_code="be")] == ["start"]
