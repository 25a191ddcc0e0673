"""Calls of the Bot API with fields of our own: nothing is made of an answer that nobody reads.

python-telegram-bot takes longer to make its objects, of what we ask and of what Telegram answers, than all else that an
answer to a reader takes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from telegram import Bot
from telegram.constants import ParseMode
from telegram.request import RequestData

from domain.message import Keyboard, Message
from handlers.keyboards import NO_PREVIEW, markup

_UNPREVIEWED = NO_PREVIEW.to_json()


@dataclass(frozen=True, slots=True)
class _Form:
    """All that our transport asks of PTB's RequestData, which cannot be made from plain fields."""

    json_parameters: Mapping[str, str]
    contains_files: bool = False


async def call(bot: Bot, method: str, fields: Mapping[str, str], seconds: float | None = None) -> object:
    """Post a form of our own; return Telegram's result unparsed: what it took it took, readable to PTB or not."""
    form = cast("RequestData", _Form(fields))
    return await bot.request.post(f"{bot.base_url}/{method}", form, read_timeout=seconds)


def spoken(message: Message, chat_id: int) -> Mapping[str, str]:
    """Return the fields that say ``message`` in a chat."""
    words = {"chat_id": str(chat_id), "text": message.text, "parse_mode": ParseMode.HTML.value}
    return {**words, "link_preview_options": _UNPREVIEWED, **_buttons(message.keyboard)}


def number_in(sent: object) -> int | None:
    """Return the number of the message that Telegram says it took, None where it does not say."""
    number = sent.get("message_id") if isinstance(sent, dict) else None
    return number if isinstance(number, int) else None


@lru_cache(maxsize=256)
def _buttons(keyboard: Keyboard) -> Mapping[str, str]:
    shown = markup(keyboard)
    return {"reply_markup": json.dumps(shown.to_dict())} if shown else {}
