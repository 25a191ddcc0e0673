"""Telegram's HTML: a small markup of its own, refused with a byte offset when it is wrong.

Written by hand because it is not HTML: few tags, four named character references, no void elements, and
everything else an error whose wording bots read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.entities import Entity, in_order, utf16_length, utf16_slice
from playground.errors import ApiError, bad_request

_TYPES: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED: Mapping[str, str] = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?")
_MAX_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end: where it began in the text, in characters and in UTF-16 units."""

    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Reader:
    markup: str
    at: int = 0
    units: int = 0
    text: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def parse_html(markup: str) -> tuple[str, tuple[Entity, ...]]:
    """Read markup as text and entities; raises ApiError 400 `can't parse entities: …` as Telegram words it."""
    reader = _Reader(markup)
    while reader.at < len(markup):
        _step(reader)
    if reader.stack:
        raise _error(f'Can\'t find end tag corresponding to start tag "{reader.stack[-1].tag}"')
    return "".join(reader.text), in_order(_without_inner_of_code(tuple(reader.entities)))


def _step(reader: _Reader) -> None:
    markup, at = reader.markup, reader.at
    if markup[at] == "<":
        (_end_tag if markup.startswith("</", at) else _start_tag)(reader)
    elif markup[at] == "&":
        _reference(reader)
    else:
        stop = next((i for i in range(at, len(markup)) if markup[i] in "<&"), len(markup))
        _emit(reader, markup[at:stop])
        reader.at = stop


def _emit(reader: _Reader, text: str) -> None:
    reader.text.append(text)
    reader.units += utf16_length(text)


def _reference(reader: _Reader) -> None:
    match = _REFERENCE.match(reader.markup, reader.at)
    decoded = _decode(match) if match else None
    _emit(reader, decoded or "&")
    reader.at = match.end() if match and decoded else reader.at + 1


def _decode(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    surrogate = 0xD800 <= number <= 0xDFFF
    return chr(number) if 0 < number <= _MAX_CODE_POINT and not surrogate else None


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    match = re.compile(r"<([^\s>]*)").match(reader.markup, begin)
    name = match.group(1).lower() if match else ""
    if ">" not in reader.markup[begin:]:
        raise _error(f"Unclosed start tag at byte offset {_bytes(reader, begin)}")
    if name not in _TYPES:
        raise _error(f'Unsupported start tag "{name}" at byte offset {_bytes(reader, begin)}')
    reader.at = begin + 1 + len(name)
    attributes = _attributes(reader, name, begin)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {_bytes(reader, begin)}')
    reader.stack.append(_Open(name, attributes, reader.units))


def _attributes(reader: _Reader, tag: str, begin: int) -> dict[str, str]:
    """Everything up to the `>` of a start tag; leaves the reader behind it."""
    found: dict[str, str] = {}
    markup = reader.markup
    while not (closing := re.compile(r"\s*>").match(markup, reader.at)):
        match = _ATTRIBUTE.match(markup, reader.at)
        if match is None or (match.end() < len(markup) and markup[match.end()] not in " \t\r\n>"):
            raise _error(f'Wrong attribute in the tag "{tag}" at byte offset {_bytes(reader, begin)}')
        if match.end() == len(markup):
            raise _error(f"Unclosed start tag at byte offset {_bytes(reader, begin)}")
        name, *values = match.groups()
        found[name.lower()] = _REFERENCE.sub(lambda one: _decode(one) or one.group(), _first(values))
        reader.at = match.end()
    reader.at = closing.end()
    return found


def _first(values: list[str | None]) -> str:
    return next((value for value in values if value is not None), "")


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.stack:
        raise _error(f"Unexpected end tag at byte offset {_bytes(reader, begin)}")
    match = re.compile(r"</([^\s>]*)\s*>").match(reader.markup, begin)
    if match is None:
        raise _error(f"Unclosed end tag at byte offset {_bytes(reader, begin)}")
    opened, found = reader.stack.pop(), match.group(1).lower()
    if found and found != opened.tag:
        where = _bytes(reader, begin)
        expected = f'expected "</{opened.tag}>", found "</{found}>"'
        raise _error(f"Unmatched end tag at byte offset {where}, {expected}")
    reader.at = match.end()
    _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> None:
    length = reader.units - opened.offset
    if length == 0:
        return
    made = _entity(opened, utf16_slice("".join(reader.text), opened.offset, reader.units), length)
    previous = reader.entities[-1] if reader.entities else None
    if made and made.type == "pre" and previous and _same_range(previous, made) and previous.language:
        reader.entities[-1] = Entity("pre", made.offset, made.length, language=previous.language)
    elif made:
        reader.entities.append(made)


def _same_range(one: Entity, other: Entity) -> bool:
    return (one.offset, one.length) == (other.offset, other.length)


def _entity(opened: _Open, inner: str, length: int) -> Entity | None:
    kind = _TYPES[opened.tag]
    if kind == "text_link":
        url = opened.attributes.get("href") or inner
        return Entity(kind, opened.offset, length, url=url) if "." in url or "://" in url else None
    if kind == "code":
        language = opened.attributes.get("class", "").removeprefix("language-") or None
        return Entity(kind, opened.offset, length, language=language)
    if kind == "custom_emoji":
        return Entity(kind, opened.offset, length, custom_emoji_id=opened.attributes.get("emoji-id"))
    if kind == "blockquote" and "expandable" in opened.attributes:
        return Entity("expandable_blockquote", opened.offset, length)
    return Entity(kind, opened.offset, length)


def _without_inner_of_code(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Code holds no other entities, and a language belongs to `pre` alone."""
    blocks = [entity for entity in entities if entity.type in {"code", "pre"}]
    kept = [one for one in entities if one in blocks or not any(_inside(one, block) for block in blocks)]
    return tuple(Entity("code", one.offset, one.length) if one.type == "code" else one for one in kept)


def _inside(one: Entity, block: Entity) -> bool:
    return block.offset <= one.offset and one.end <= block.end and not _same_range(one, block)


def _bytes(reader: _Reader, at: int) -> int:
    return len(reader.markup[:at].encode())


def _error(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
