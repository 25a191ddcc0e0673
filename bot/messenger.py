"""Sends one message through Telegram and says what came of it (domain/delivery.py, Outcome)."""

from datetime import timedelta

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from domain.delivery import Failed, Gone, Migrated, Outcome, RetryLater, Sent
from domain.message import Message
from handlers.keyboards import NO_PREVIEW, markup

_GONE = (
    "bot was blocked by the user",
    "bot was kicked",
    "user is deactivated",
    "the group chat was deleted",
    "bot is not a member",
    "bot can't initiate conversation",
    "chat not found",
    "group chat was deactivated",
)
"""Telegram's words for a chat that is closed to us for good; everything else under 400 is our own mistake."""


class TelegramMessenger:
    """The Messenger of domain/ports.py over python-telegram-bot's Bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        """Send a new message; return its outcome, never raise for what Telegram answers."""
        try:
            sent = await self._bot.send_message(
                chat_id,
                message.text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(message.keyboard),
                message_thread_id=thread_id,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(sent.message_id)


def outcome_of(error: TelegramError) -> Outcome:
    """Return what an error of Telegram means for a delivery."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return RetryLater(wait if isinstance(wait, timedelta) else timedelta(seconds=wait), everyone=True)
    if isinstance(error, ChatMigrated):
        return Migrated(error.new_chat_id)
    if isinstance(error, Forbidden | BadRequest):
        gone = any(words in error.message.lower() for words in _GONE)
        return Gone() if gone else Failed(type(error).__name__)
    if isinstance(error, NetworkError):
        return RetryLater()
    return Failed(type(error).__name__)
