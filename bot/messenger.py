"""Sends one message through Telegram and says what came of it (domain/delivery.py, Outcome)."""

import re
from collections.abc import Mapping
from datetime import timedelta

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.request import call
from bot.waits import seconds_asked
from domain.delivery import Failed, Gone, Migrated, Outcome, RetryLater, Sent
from domain.message import Message
from handlers.keyboards import NO_PREVIEW, markup
from workers.pacer import Pacer

_GONE = re.compile(
    r"forbidden: bot was blocked by the user"
    r"|forbidden: user is deactivated"
    r"|forbidden: bot can't initiate conversation with a user"
    r"|forbidden: bot was kicked from the ((group|supergroup|channel) )?chat"
    r"|forbidden: bot is not a member of the ((group|supergroup|channel) )?chat"
    r"|forbidden: the group chat was deleted"
    r"|chat not found"
    r"|group chat was deactivated",
    re.IGNORECASE,
)
"""Telegram's words for a chat that is closed to us for good, whole: any other refusal keeps the chat."""

_TOPIC_GONE = re.compile("thread not found|topic_closed|topic_deleted")
"""The forum topic is closed to us, the group is not: the news goes to its general topic."""

_OUR_MISTAKE = re.compile(
    r"can't parse entities|message is too long|message text is empty|button_data_invalid|button_url_invalid"
    r"|message thread not found|topic_closed|topic_deleted|not enough rights|have no rights|chat_write_forbidden",
    re.IGNORECASE,
)
"""What the operator is told of Telegram's words: the rest of them may quote the message."""


class TelegramMessenger:
    """The Correspondent of domain/ports.py over python-telegram-bot's Bot; nothing is sent while ``pacer`` is held."""

    def __init__(self, bot: Bot, pacer: Pacer) -> None:
        self._bot = bot
        self._pacer = pacer

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        """Send a new message; return its outcome, never raise for what Telegram answers."""
        outcome = await self._try(chat_id, thread_id, message)
        if thread_id is not None and isinstance(outcome, Failed) and _TOPIC_GONE.search(outcome.why):
            return await self._try(chat_id, None, message)
        return outcome

    async def _try(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        where = {"chat_id": str(chat_id), "message_thread_id": str(thread_id or "")}
        return await self._outcome("sendMessage", where | _words(message), 0)

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Put ``message`` in the place of one of ours."""
        return await self._outcome("editMessageText", _place(chat_id, message_id) | _words(message), message_id)

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Delete one of our messages."""
        return await self._outcome("deleteMessage", _place(chat_id, message_id), message_id)

    async def _outcome(self, method: str, fields: Mapping[str, str], message_id: int) -> Outcome:
        """Call Telegram; what it took counts as taken, whether or not its answer tells the message's number."""
        if (held := self._pacer.held()) > 0:
            return RetryLater(timedelta(seconds=held), everyone=True)
        try:
            taken = await call(self._bot, method, {name: value for name, value in fields.items() if value})
        except RetryAfter as error:
            self._pacer.hold(seconds_asked(error))
            return outcome_of(error)
        except TelegramError as error:
            return outcome_of(error)
        number = taken.get("message_id") if isinstance(taken, dict) else None
        return Sent(number if isinstance(number, int) else message_id)


def _place(chat_id: int, message_id: int) -> dict[str, str]:
    return {"chat_id": str(chat_id), "message_id": str(message_id)}


def _words(message: Message) -> dict[str, str]:
    keyboard = markup(message.keyboard)
    return {
        "text": message.text,
        "parse_mode": ParseMode.HTML.value,
        "link_preview_options": NO_PREVIEW.to_json(),
        "reply_markup": keyboard.to_json() if keyboard else "",
    }


def outcome_of(error: TelegramError) -> Outcome:
    """Return what an error of Telegram means for a delivery."""
    if isinstance(error, RetryAfter):
        return RetryLater(timedelta(seconds=seconds_asked(error)), everyone=True)
    if isinstance(error, ChatMigrated):
        return Migrated(error.new_chat_id)
    if isinstance(error, Forbidden | BadRequest):
        return Gone() if _GONE.fullmatch(error.message) else Failed(_why(error))
    return RetryLater()


def _why(error: TelegramError) -> str:
    """Return the kind of a refusal in words that are certain to hold nothing of the message."""
    known = _OUR_MISTAKE.search(error.message)
    kind = type(error).__name__
    return f"{kind}: {known[0].lower()}" if known else kind
