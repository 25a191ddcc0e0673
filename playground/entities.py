"""Entities: the ranges of a message that are bold, a link, a command; counted in UTF-16 units as Telegram does."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

TAGS: Mapping[str, str] = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "custom_emoji": "tg-emoji",
}
_DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]])"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<![\w#/])(?P<hashtag>#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One range: `offset` and `length` in UTF-16 code units, `type` as in the Bot API."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The first unit after the range."""
        return self.offset + self.length

    def to_json(self) -> dict[str, Any]:
        """Return the Bot API's MessageEntity."""
        body: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        extras = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        return body | {name: value for name, value in extras.items() if value}


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes: two for each character beyond U+FFFF."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, start: int, end: int) -> str:
    """Return the part of a text between two UTF-16 positions."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", errors="replace")


def detect(text: str) -> Iterator[Entity]:
    """Find the ranges that Telegram finds by itself: commands, mentions, hashtags and addresses."""
    for match in _DETECTED.finditer(text):
        kind = match.lastgroup or ""
        yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match.group()))


def with_detected(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the given entities and those found in the text, in Telegram's order.

    Nothing is found inside code, links or mentions that were given.
    """
    opaque = [entity for entity in entities if entity.type in {"code", "pre", "text_link"}]
    found = [one for one in detect(text) if not any(_overlap(one, other) for other in opaque)]
    return in_order((*entities, *found))


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def in_order(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Outer before inner: by offset, then by falling length."""
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def trimmed(text: str, entities: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Return the text without white space around it, its entities moved and cut along.

    Telegram does so with every message; an entity of which nothing is left disappears.
    """
    left = utf16_length(text) - utf16_length(text.lstrip())
    body = text.strip()
    total = utf16_length(body)
    kept = [_cut(entity, left, total) for entity in entities]
    return body, tuple(entity for entity in kept if entity.length > 0)


def _cut(entity: Entity, left: int, total: int) -> Entity:
    start = min(max(entity.offset - left, 0), total)
    end = min(max(entity.end - left, 0), total)
    return replace(entity, offset=start, length=end - start)


def to_html(text: str, entities: tuple[Entity, ...]) -> str:
    """Write the message as the HTML that would have produced it."""
    units = text.encode("utf-16-le")
    marks: dict[int, list[str]] = {}
    shown = [entity for entity in in_order(entities) if entity.type in TAGS]
    for entity in shown:
        marks.setdefault(entity.offset, []).append(_opening(entity))
    for entity in reversed(shown):
        marks.setdefault(entity.end, []).insert(_closings(marks.get(entity.end, [])), f"</{TAGS[entity.type]}>")
    parts, at = [], 0
    for place in sorted(marks):
        parts += [html.escape(units[2 * at : 2 * place].decode("utf-16-le"), quote=False), *marks[place]]
        at = place
    return "".join((*parts, html.escape(units[2 * at :].decode("utf-16-le"), quote=False)))


def _closings(marks: list[str]) -> int:
    return sum(mark.startswith("</") for mark in marks)


def _opening(entity: Entity) -> str:
    tag = TAGS[entity.type]
    if entity.type == "text_link":
        return f'<a href="{html.escape(entity.url or "")}">'
    if entity.type == "custom_emoji":
        return f'<tg-emoji emoji-id="{html.escape(entity.custom_emoji_id or "")}">'
    if entity.type == "pre" and entity.language:
        return f'<pre language="{html.escape(entity.language)}">'
    return "<blockquote expandable>" if entity.type == "expandable_blockquote" else f"<{tag}>"
