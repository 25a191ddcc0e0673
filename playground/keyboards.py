"""Inline keyboards: what Telegram accepts as one, and why it refuses."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playground.errors import ApiError, bad_request

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPIED = 256
_SUPPORTED = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
)
_UNSUPPORTED = ("web_app", "login_url", "pay", "callback_game")


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its words and its single action, `callback_data`, `url` and so on, with the action's value."""

    text: str
    action: str
    value: Any

    @property
    def data(self) -> str | None:
        """What a press sends to the bot, if this is a callback button."""
        return self.value if self.action == "callback_data" else None

    @property
    def url(self) -> str | None:
        """Where a press leads, if this is a link."""
        return self.value if self.action == "url" else None

    def to_json(self) -> dict[str, Any]:
        """Return the Bot API's InlineKeyboardButton."""
        return {"text": self.text, self.action: self.value}


Keyboard = tuple[tuple[Button, ...], ...]


def keyboard_json(keyboard: Keyboard) -> dict[str, Any]:
    """Return the Bot API's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard]}


def parse_reply_markup(value: Any) -> Keyboard:
    """Read the inline keyboard in a `reply_markup`; empty for none. Raises ApiError 400."""
    if value is None or value == "":
        return ()
    markup = _object(value)
    if "keyboard" in markup:
        raise bad_request("the playground shows inline keyboards only")
    if "inline_keyboard" not in markup:
        return ()
    return _rows(markup["inline_keyboard"])


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    return value


def _rows(value: Any) -> Keyboard:
    if not isinstance(value, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    rows = []
    for row in value:
        if not isinstance(row, list):
            raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
        rows.append(tuple(_button(one) for one in row))
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return tuple(row for row in rows if row)


def _button(value: Any) -> Button:
    if not isinstance(value, dict):
        raise _wrong("InlineKeyboardButton should be an Object")
    text = _button_text(value)
    for action in _UNSUPPORTED:
        if value.get(action):
            raise bad_request(f"the playground has no {action} buttons")
    actions = [action for action in _SUPPORTED if action in value]
    if not actions:
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _wrong("exactly one action must be specified")
    action = actions[0]
    _CHECKS.get(action, _check_string)(action, value[action])
    return Button(text, action, value[action])


def _button_text(value: dict[str, Any]) -> str:
    if "text" not in value:
        raise _wrong('Can\'t find field "text"')
    text = value["text"]
    if not isinstance(text, str):
        raise _wrong('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text is empty")
    return text


def _check_string(action: str, value: Any) -> None:
    if not isinstance(value, str):
        raise _wrong(f'Field "{action}" must be of type String')


def _check_data(action: str, value: Any) -> None:
    _check_string(action, value)
    if not value:
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    if len(value.encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(action: str, value: Any) -> None:
    _check_string(action, value)
    parts = urlsplit(value if "://" in value else f"http://{value}")
    known = parts.scheme in {"http", "https", "tg"}
    if not known:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol")
    if parts.scheme != "tg" and (not parts.hostname or "." not in parts.hostname):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")


def _check_copied(_action: str, value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 0 < len(text) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_object(action: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise _wrong(f'Field "{action}" must be of type Object')


_CHECKS: Mapping[str, Callable[[str, Any], None]] = {
    "callback_data": _check_data,
    "url": _check_url,
    "copy_text": _check_copied,
    "switch_inline_query_chosen_chat": _check_object,
}


def _wrong(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
