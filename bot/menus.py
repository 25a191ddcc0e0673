"""What Telegram shows before anybody speaks: command menus, the bot's name and descriptions, in each language."""

import logging
from collections.abc import Awaitable, Callable, Collection

from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from domain.language import ENGLISH, Language
from texts import menus
from texts.phrasebook import Phrasebook, Voice

log = logging.getLogger("zvestka.menus")


async def publish_menus(bot: Bot, phrasebook: Phrasebook, editors: Collection[int]) -> int:
    """Tell Telegram our menus and descriptions where they differ; return how many it refused (reported, not fatal)."""
    refused = 0
    for language in phrasebook.languages:
        voice = phrasebook.voice(language)
        # English is what Telegram shows where it has no entry for the reader's language.
        code = None if language == ENGLISH else language
        for publish in (_commands, _name, _description, _short_description):
            refused += await _refused(language, lambda p=publish, v=voice, c=code: p(bot, v, c))  # type: ignore[misc]
    for editor in editors:
        refused += await _refused(ENGLISH, lambda e=editor: _editor_commands(bot, phrasebook.voice(ENGLISH), e))  # type: ignore[misc]
    return refused


async def _refused(language: Language, publish: Callable[[], Awaitable[object]]) -> int:
    try:
        await publish()
    except TelegramError as error:
        log.warning("Telegram refused a menu or description in %s: %s", language, type(error).__name__)
        return 1
    return 0


async def _commands(bot: Bot, voice: Voice, code: str | None) -> None:
    await bot.set_my_commands(menus.commands(voice), BotCommandScopeAllPrivateChats(), code)


async def _editor_commands(bot: Bot, voice: Voice, editor: int) -> None:
    await bot.set_my_commands([*menus.commands(voice), *menus.editor_commands(voice)], BotCommandScopeChat(editor))


async def _name(bot: Bot, voice: Voice, code: str | None) -> None:
    wanted = menus.name(voice)
    if (await bot.get_my_name(code)).name != wanted:
        await bot.set_my_name(wanted, code)


async def _description(bot: Bot, voice: Voice, code: str | None) -> None:
    wanted = menus.description(voice)
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)


async def _short_description(bot: Bot, voice: Voice, code: str | None) -> None:
    wanted = menus.short_description(voice)
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
