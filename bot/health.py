"""Is everything well: what `zvestka check` looks at. Facts only; commands/check.py has the words."""

from enum import StrEnum

from telegram.error import InvalidToken, TelegramError

from bot.application import open_application
from bot.clock import SystemClock
from bot.config import Settings
from workers.pacer import Pacer


class TokenState(StrEnum):
    """What Telegram says of our token."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    UNSET = "unset"
    UNREACHABLE = "unreachable"


async def token_state(settings: Settings) -> TokenState:
    """Ask Telegram who we are."""
    if not settings.bot_token:
        return TokenState.UNSET
    async with open_application(settings.bot_token, settings.telegram_api, Pacer(1, SystemClock())) as application:
        try:
            await application.initialize()
        except InvalidToken:
            return TokenState.UNKNOWN
        except TelegramError:
            return TokenState.UNREACHABLE
    return TokenState.KNOWN
