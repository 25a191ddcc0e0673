"""What the Bot API reads and answers, as bytes: fields in from every kind of body, objects out that clients can parse.

What one broadcast repeats (its text, its keyboard) is read once and remembered.
"""

import json
import time
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from playground.markup import parse_html

BOT_ID = 5_000_000_001
OK = b'{"ok":true,"result":true}'
_BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_ABLE = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
_FROM = json.dumps(_BOT, separators=(",", ":")).encode()
_MESSAGE = b'{"ok":true,"result":{"message_id":%d,"from":%b,"chat":%b,"date":%d,%b}}'

Fields = Mapping[str, str]


def read_fields(query: str, kind: str, body: bytes) -> dict[str, str]:
    """Read a call's fields from its query and its form, JSON or multipart body; files are left out.

    Values that JSON gives as other than strings come as JSON text, as forms have them. ValueError if unreadable.
    """
    fields = dict(parse_qsl(query, keep_blank_values=True))
    if not body:
        return fields
    if kind.startswith("application/json"):
        return fields | _from_json(body)
    if kind.startswith("multipart/form-data"):
        return fields | _from_multipart(kind, body)
    return fields | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _from_json(body: bytes) -> dict[str, str]:
    read = json.loads(body)
    if not isinstance(read, dict):
        raise TypeError("object expected")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in read.items()}


def _from_multipart(kind: str, body: bytes) -> dict[str, str]:
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: %b\r\n\r\n%b" % (kind.encode("latin-1"), body))
    fields = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and part.get_filename() is None and isinstance(content, bytes):
            fields[name] = content.decode()
    return fields


def result(value: object) -> bytes:
    """Answer with any result."""
    return b'{"ok":true,"result":%b}' % json.dumps(value, separators=(",", ":")).encode()


def me() -> bytes:
    """Answer getMe."""
    return result(_BOT | _ABLE)


def refusal(code: int, description: str, retry_after: int = 0) -> bytes:
    """Answer that a call is refused, with `retry_after` whole seconds where there are any."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if retry_after:
        body["parameters"] = {"retry_after": retry_after}
    return json.dumps(body).encode()


def message(number: int, chat: int, fields: Fields) -> bytes:
    """Answer with the message that was sent or edited, its marks (`entities`) and buttons as Telegram gives them.

    `playground.errors.ApiError` where the HTML is wrong; ValueError where the buttons are no JSON.
    """
    content = _content(fields.get("text") or fields.get("caption", ""), fields.get("parse_mode", "") == "HTML")
    buttons = _buttons(fields["reply_markup"]) if fields.get("reply_markup") else b""
    return _MESSAGE % (number, _FROM, _chat(chat), int(time.time()), content + buttons)


@lru_cache(maxsize=1024)
def _content(text: str, is_html: bool) -> bytes:
    plain, entities = parse_html(text) if is_html else (text, ())
    shown: dict[str, Any] = {"text": plain}
    if entities:
        shown["entities"] = [entity.to_json() for entity in entities]
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


@lru_cache(maxsize=1024)
def _buttons(markup: str) -> bytes:
    read = json.loads(markup)
    if not isinstance(read, dict) or "inline_keyboard" not in read:
        return b""
    return b',"reply_markup":' + json.dumps(read, ensure_ascii=False, separators=(",", ":")).encode()


def _chat(chat: int) -> bytes:
    if chat > 0:
        return b'{"id":%d,"type":"private","first_name":"Reader"}' % chat
    return b'{"id":%d,"type":"supergroup","title":"Readers"}' % chat


def update(number: int, chat: int, text: str) -> dict[str, Any]:
    """Make the update of a private message."""
    sender = {"id": chat, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    private = {"id": chat, "type": "private", "first_name": "Reader"}
    said: dict[str, Any] = {"message_id": number, "from": sender, "chat": private, "date": int(time.time())}
    if text.startswith("/"):
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": number, "message": said | {"text": text}}
