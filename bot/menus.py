"""What Telegram shows before anybody speaks: command menus, the bot's name and descriptions, in each language."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from functools import partial

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from domain.language import ENGLISH, Language
from texts import menus
from texts.phrasebook import Phrasebook, Voice

log = logging.getLogger("zvestka.menus")

Publish = Callable[[], Awaitable[None]]


async def publish_menus(bot: Bot, phrasebook: Phrasebook, editors: Collection[int]) -> int:
    """Tell Telegram our menus and descriptions where they differ; return how many it refused (reported, not fatal).

    They are compared first because Telegram allows only a few changes a day, above all of the name.
    """
    refused = 0
    # English first: a language without an entry of its own is compared with what English will say.
    for language in sorted(phrasebook.languages, key=lambda each: each != ENGLISH):
        for publish in _wanted(bot, phrasebook.voice(language), language, editors):
            refused += await _refused(language, publish)
    return refused


def _wanted(bot: Bot, voice: Voice, language: Language, editors: Collection[int]) -> Iterator[Publish]:
    # English is what Telegram shows where it has no entry for the reader's language.
    code = None if language == ENGLISH else language
    readers = menus.commands(voice)
    yield partial(_commands, bot, readers, BotCommandScopeAllPrivateChats(), code)
    yield partial(_commands, bot, menus.group_commands(voice), BotCommandScopeAllGroupChats(), code)
    for editor in editors:
        yield partial(_commands, bot, [*readers, *menus.editor_commands(voice)], BotCommandScopeChat(editor), code)
    yield partial(_name, bot, menus.name(voice), code)
    yield partial(_description, bot, menus.description(voice), code)
    yield partial(_short_description, bot, menus.short_description(voice), code)


async def _refused(language: Language, publish: Publish) -> int:
    try:
        await publish()
    except TelegramError as error:
        log.warning("Telegram refused a menu or description in %s: %s", language, type(error).__name__)
        return 1
    return 0


async def _commands(bot: Bot, wanted: Sequence[menus.Command], scope: BotCommandScope, code: str | None) -> None:
    shown = await bot.get_my_commands(scope, code)
    if [(each.command, each.description) for each in shown] != list(wanted):
        await bot.set_my_commands(wanted, scope, code)


async def _name(bot: Bot, wanted: str, code: str | None) -> None:
    if (await bot.get_my_name(code)).name != wanted:
        await bot.set_my_name(wanted, code)


async def _description(bot: Bot, wanted: str, code: str | None) -> None:
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)


async def _short_description(bot: Bot, wanted: str, code: str | None) -> None:
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
