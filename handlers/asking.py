"""Asking Telegram to send, change or delete something: how patient we are, and which refusals are nobody's fault."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from domain.ports import Clock

log = logging.getLogger("zvestka.handlers")

Answer = TypeVar("Answer")

_PATIENCE_SECONDS = 10
"""How long a reader's answer waits out a 429. Two tries and this fit into the time polling gives to one update."""

_BREATH_SECONDS = 0.5
"""Between a broken connection and the second try."""

_UNCHANGED = ("message is not modified",)

_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "there is no text in the message to edit",
)
"""The message is deleted, or too old to be touched."""

_CLOSED = (
    "query is too old",
    "chat not found",
    "chat_write_forbidden",
    "chat_restricted",
    "not enough rights",
    "have no rights to send a message",
    "message thread not found",
    "topic_closed",
    "group chat was upgraded to a supergroup",
)
"""The chat, the topic or the pop-up is closed to us: there is nobody to tell."""


async def ask(call: Callable[[], Awaitable[Answer]], clock: Clock) -> Answer | None:
    """Return Telegram's answer to ``call``; a passing fault is met with one more try.

    None where Telegram does not take it and nobody here can help that; raise BadRequest for our own mistakes.
    """
    told = _read_or_not(call)
    try:
        return await told()
    except TelegramError as error:
        wait = _wait(error)
    if wait is None:
        return None
    await clock.sleep(wait)
    try:
        return await told()
    except TelegramError as error:
        if _wait(error) is not None:
            log.warning("Telegram did not take an answer: %s", type(error).__name__)
    return None


def _read_or_not(call: Callable[[], Awaitable[Answer]]) -> Callable[[], Awaitable[Answer | None]]:
    """Return ``call`` with None where Telegram took it, but PTB cannot read what it answered."""

    async def called() -> Answer | None:
        try:
            return await call()
        except (LookupError, TypeError, AttributeError) as error:
            log.error("an answer of Telegram cannot be read: %s", type(error).__name__, exc_info=error)  # noqa: TRY400
            return None

    return called


async def change(call: Callable[[], Awaitable[object]], clock: Clock) -> bool:
    """Ask for a change of a message; False where that message is gone, or too old to be changed."""
    try:
        await ask(call, clock)
    except BadRequest as error:
        if _says(error, _GONE):
            return False
        if not _says(error, _UNCHANGED):
            raise
    return True


def _wait(error: TelegramError) -> float | None:
    """Return after how many seconds to try again, None for never; raise what is our own mistake."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
        if seconds <= _PATIENCE_SECONDS:
            return seconds
        log.warning("Telegram asks for more patience than a reader has: an answer is left out")
        return None
    if isinstance(error, Forbidden | ChatMigrated) or _says(error, _CLOSED):
        return None
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return _BREATH_SECONDS
    raise error


def _says(error: TelegramError, words: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(each in said for each in words)
