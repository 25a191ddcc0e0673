"""What a bot may write: text and entities from the parameters, within Telegram's lengths."""

from typing import Any

from playground.entities import Entity, in_order, trimmed, utf16_length, with_detected
from playground.errors import bad_request
from playground.markup import parse_html
from playground.methods.parameters import Params

MAX_TEXT = 4096
MAX_CAPTION = 1024
Formatted = tuple[str, tuple[Entity, ...]]


def message_text(params: Params, too_long: str) -> Formatted:
    """Read the `text` of a message, 1 to 4096 UTF-16 units after parsing; `too_long` is the refusal's word for more."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request(too_long)
    return text, entities


def caption_text(params: Params) -> Formatted:
    """Read the `caption` of a file, up to 1024 UTF-16 units after parsing."""
    text, entities = formatted(params, "caption", "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def formatted(params: Params, text_name: str, entities_name: str) -> Formatted:
    """Text and entities of a parameter, trimmed, with the entities that Telegram finds by itself."""
    mode = params.text("parse_mode").lower()
    text = params.text(text_name)
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in {"", "none"}:
        entities = tuple(_entity(one, utf16_length(text)) for one in params.list(entities_name))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("the playground reads parse_mode HTML only")
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, in_order(entities))
    return text, with_detected(text, entities)


def _entity(value: Any, total: int) -> Entity:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise bad_request("can't parse MessageEntity")
    offset, length = value.get("offset"), value.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity")
    if offset < 0 or length <= 0 or offset + length > total:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    return Entity(value["type"], offset, length, value.get("url"), value.get("language"), value.get("custom_emoji_id"))
