"""Sends one message through Telegram and says what came of it (domain/delivery.py, Outcome)."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import lru_cache
from typing import Any, Protocol

from telegram.constants import ParseMode

from bot.wire import Wire
from domain.delivery import Failed, Gone, Migrated, Outcome, RetryLater, Sent
from domain.message import PLAIN, Manner, Message
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

_STANDS_ALREADY = "message is not modified"

_OUR_MISTAKE = re.compile(
    r"can't parse entities|message is too long|message text is empty|button_data_invalid|button_url_invalid"
    r"|message thread not found|topic_closed|topic_deleted|not enough rights|have no rights|chat_write_forbidden",
    re.IGNORECASE,
)
"""What the operator is told of Telegram's words: the rest of them may quote the message."""


TIMEOUT_SECONDS = 5.0
"""Of one send: short, so that an answer that never comes does not hold its place for long."""

CONNECTIONS = 256

_TAKEN = re.compile(rb'\{"ok":true,"result":\{"message_id":(\d{1,15})[,}]')
"""How Telegram's answer to a message begins; the rest, which repeats the message, is read where it begins otherwise."""

_json = json.JSONEncoder(separators=(",", ":")).encode

_TOO_MANY = 429
_CERTAIN = frozenset({400, 403})
"""Statuses with which Telegram refuses for good; any other fault passes."""


class Line(Protocol):
    """What carries a request to Telegram (bot/wire.py)."""

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Post JSON; return the status and the body. Raise TimeoutError or another OSError."""
        ...


@asynccontextmanager
async def open_messenger(token: str, telegram_api: str, pacer: Pacer) -> AsyncIterator["TelegramMessenger"]:
    """Give a messenger with a line of its own."""
    wire = Wire(telegram_api, timeout=TIMEOUT_SECONDS, connections=CONNECTIONS, leave=pacer.leave)
    await wire.open()
    try:
        yield TelegramMessenger(wire, token, pacer)
    finally:
        await wire.close()


class TelegramMessenger:
    """The Correspondent of domain/ports.py, on a line of its own; nothing is sent while ``pacer`` is held.

    A message is put into words once, however many chats it goes to.
    """

    def __init__(self, line: Line, token: str, pacer: Pacer) -> None:
        self._line = line
        self._token = token
        self._pacer = pacer

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        """Send a new message; return its outcome, never raise for what Telegram answers."""
        outcome = await self._try(chat_id, thread_id, message, manner)
        if thread_id is not None and isinstance(outcome, Failed) and _TOPIC_GONE.search(outcome.why):
            return await self._try(chat_id, None, message, manner)
        return outcome

    async def _try(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner) -> Outcome:
        where: dict[str, Any] = {"chat_id": chat_id}
        if thread_id is not None:
            where["message_thread_id"] = thread_id
        if manner is not PLAIN:
            where |= _manner(manner)
        return await self._outcome("sendMessage", _body(where, message), 0)

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Put ``message`` in the place of one of ours."""
        return await self._outcome("editMessageText", _body(_place(chat_id, message_id), message), message_id)

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Delete one of our messages."""
        body = _json(_place(chat_id, message_id)).encode()
        return await self._outcome("deleteMessage", body, message_id)

    async def _outcome(self, method: str, body: bytes, message_id: int) -> Outcome:
        """Call Telegram; what it took counts as taken, whether or not its answer tells the message's number."""
        if (held := self._pacer.held()) > 0:
            return RetryLater(timedelta(seconds=held), everyone=True)
        try:
            status, payload = await self._line.post(f"/bot{self._token}/{method}", body)
        except OSError:
            return RetryLater()
        if status == 200 and (taken := _TAKEN.match(payload)):
            return Sent(int(taken[1]))
        outcome = outcome_of(status, _answer(payload), message_id)
        if isinstance(outcome, RetryLater) and outcome.everyone and outcome.after is not None:
            self._pacer.hold(outcome.after.total_seconds())
        return outcome


def _place(chat_id: int, message_id: int) -> dict[str, int]:
    return {"chat_id": chat_id, "message_id": message_id}


def _manner(manner: Manner) -> dict[str, Any]:
    silence = {"disable_notification": True} if manner.silent else {}
    if manner.reply_to is None:
        return silence
    return silence | {"reply_parameters": {"message_id": manner.reply_to, "allow_sending_without_reply": True}}


def _body(where: Mapping[str, Any], message: Message) -> bytes:
    """Return the JSON of a request: where to, then the words, which are the same for many."""
    return _json(where).encode()[:-1] + b"," + _words(message)


@lru_cache(maxsize=256)
def _words(message: Message) -> bytes:
    """Return the rest of the JSON, without its opening brace."""
    keyboard = markup(message.keyboard)
    words: dict[str, Any] = {
        "text": message.text,
        "parse_mode": ParseMode.HTML.value,
        "link_preview_options": NO_PREVIEW.to_dict(),
    }
    if keyboard:
        words["reply_markup"] = keyboard.to_dict()
    return _json(words).encode()[1:]


def _answer(payload: bytes) -> Mapping[str, Any]:
    """Return what Telegram said; nothing, where it said nothing of the kind."""
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def outcome_of(status: int, answer: Mapping[str, Any], message_id: int) -> Outcome:
    """Return what an answer of Telegram means for a delivery; ``message_id`` is the one where it names none."""
    if answer.get("ok") is True and status == 200:
        taken = answer.get("result")
        number = taken.get("message_id") if isinstance(taken, dict) else None
        return Sent(number if isinstance(number, int) else message_id)
    parameters = answer.get("parameters")
    asked = parameters if isinstance(parameters, dict) else {}
    if status == _TOO_MANY:
        return RetryLater(timedelta(seconds=_seconds(asked.get("retry_after"))), everyone=True)
    if isinstance(moved := asked.get("migrate_to_chat_id"), int):
        return Migrated(moved)
    if status in _CERTAIN:
        words = str(answer.get("description", "")).removeprefix("Bad Request: ")
        if words.lower().startswith(_STANDS_ALREADY):
            return Sent(message_id)
        return Gone() if _GONE.fullmatch(words) else Failed(_why(status, words))
    return RetryLater()


def _seconds(asked: object) -> float:
    """Return how long a 429 asks us to wait; a while, where it does not say."""
    return float(asked) if isinstance(asked, int | float) and asked > 0 else 1.0


def _why(status: int, words: str) -> str:
    """Return the kind of a refusal in words that are certain to hold nothing of the message."""
    known = _OUR_MISTAKE.search(words)
    kind = {400: "BadRequest", 403: "Forbidden"}[status]
    return f"{kind}: {known[0].lower()}" if known else kind
