"""Telegram's HTML: a small markup of its own, refused with a byte offset when it is wrong.

Written by hand because it is not HTML: few tags, four named character references, no void elements, and
everything else an error whose wording bots read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

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
_SPACES = re.compile(r"[ \t\r\n\0\v]*")
_TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
_PLAIN = re.compile(r"[^<&]*")
_WORD = re.compile(r"[A-Za-z0-9.-]*")
_ENDS_VALUE = " \t\r\n\0\v>"
_MAX_CODE_POINT = 0x10FFFF
_LONE_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


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
        _emit(reader, _take(reader, _PLAIN))


def _emit(reader: _Reader, text: str) -> None:
    reader.text.append(text)
    reader.units += utf16_length(text)


def _reference(reader: _Reader) -> None:
    match = _REFERENCE.match(reader.markup, reader.at)
    decoded = _decode(match) if match else None
    _emit(reader, decoded or "&")
    reader.at = match.end() if match and decoded else reader.at + 1


def _decode(match: re.Match[str]) -> str | None:
    """Return the character that is meant; None, where Telegram leaves the reference as it is written."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= number <= 0xDFFF:
        raise _error(_LONE_SURROGATE)
    return chr(number) if 0 < number <= _MAX_CODE_POINT else None


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    name = _ascii_lower(_take(reader, _TAG_NAME))
    if reader.at == len(reader.markup):
        raise _error(f"Unclosed start tag at byte offset {_bytes(reader, begin)}")
    if name not in _TYPES:
        raise _error(f'Unsupported start tag "{name}" at byte offset {_bytes(reader, begin)}')
    attributes = _attributes(reader, name, begin)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {_bytes(reader, begin)}')
    reader.stack.append(_Open(name, attributes, reader.units))


def _attributes(reader: _Reader, tag: str, begin: int) -> dict[str, str]:
    """Read everything up to the `>` of a start tag, and that; names are lower case."""
    found: dict[str, str] = {}
    while True:
        _take(reader, _SPACES)
        if reader.markup.startswith(">", reader.at):
            reader.at += 1
            return found
        name = _ascii_lower(_take(reader, _ATTRIBUTE_NAME))
        if not name:
            raise _error(f'Empty attribute name in the tag "{tag}" at byte offset {_bytes(reader, begin)}')
        _take(reader, _SPACES)
        found[name] = ""
        if reader.markup.startswith("=", reader.at):
            reader.at += 1
            _take(reader, _SPACES)
            found[name] = _attribute_value(reader, tag, begin)
        elif reader.at == len(reader.markup):
            raise _unclosed(reader, tag, begin)


def _attribute_value(reader: _Reader, tag: str, begin: int) -> str:
    markup, at = reader.markup, reader.at
    if at == len(markup):
        raise _unclosed(reader, tag, begin)
    if (quote := markup[at]) in "\"'":
        end = markup.find(quote, at + 1)
        if end < 0:
            raise _error(f"Unclosed start tag at byte offset {_bytes(reader, begin)}")
        reader.at = end + 1
        return _REFERENCE.sub(lambda one: _decode(one) or one.group(), markup[at + 1 : end])
    token = _ascii_lower(_take(reader, _WORD))
    if reader.at == len(markup) or markup[reader.at] not in _ENDS_VALUE:
        raise _error(f"Unexpected end of name token at byte offset {_bytes(reader, at)}")
    return token


def _take(reader: _Reader, pattern: re.Pattern[str]) -> str:
    """Read what matches here, be it nothing."""
    match = pattern.match(reader.markup, reader.at)
    taken = match.group() if match else ""
    reader.at += len(taken)
    return taken


def _ascii_lower(text: str) -> str:
    """Lower A to Z only, as Telegram does."""
    return "".join(one.lower() if one.isascii() else one for one in text)


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.stack:
        raise _error(f"Unexpected end tag at byte offset {_bytes(reader, begin)}")
    reader.at += 2
    found = _ascii_lower(_take(reader, _TAG_NAME))
    _take(reader, _SPACES)
    if not reader.markup.startswith(">", reader.at):
        raise _error(f"Unclosed end tag at byte offset {_bytes(reader, begin)}")
    reader.at += 1
    opened = reader.stack.pop()
    if found and found != opened.tag:
        where = _bytes(reader, begin)
        expected = f'expected "</{opened.tag}>", found "</{found}>"'
        raise _error(f"Unmatched end tag at byte offset {where}, {expected}")
    _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> None:
    length = reader.units - opened.offset
    if length == 0:
        return
    made = _entity(reader, opened, length)
    previous = reader.entities[-1] if reader.entities else None
    if made and previous and _same_range(previous, made) and {previous.type, made.type} == {"code", "pre"}:
        # Telegram names a block's language by a `code` around or inside its `pre`.
        language = made.language or previous.language
        reader.entities[-1] = Entity("pre", made.offset, made.length, language=language)
    elif made:
        reader.entities.append(made)


def _same_range(one: Entity, other: Entity) -> bool:
    return (one.offset, one.length) == (other.offset, other.length)


def _entity(reader: _Reader, opened: _Open, length: int) -> Entity | None:
    kind = _TYPES[opened.tag]
    if kind == "text_link":
        url = _whole_url(opened.attributes.get("href") or _inner(reader, opened))
        return Entity(kind, opened.offset, length, url=url) if url else None
    if kind == "code":
        language = opened.attributes.get("class", "").removeprefix("language-") or None
        return Entity(kind, opened.offset, length, language=language)
    if kind == "custom_emoji":
        return Entity(kind, opened.offset, length, custom_emoji_id=opened.attributes.get("emoji-id"))
    if kind == "blockquote" and "expandable" in opened.attributes:
        return Entity("expandable_blockquote", opened.offset, length)
    return Entity(kind, opened.offset, length)


def _inner(reader: _Reader, opened: _Open) -> str:
    return utf16_slice("".join(reader.text), opened.offset, reader.units)


def _whole_url(url: str) -> str | None:
    """Complete an address as Telegram does, with scheme and path; None if it is none, so that its text stays plain."""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"http://{url.strip()}")
    except ValueError:
        return None
    if parts.scheme == "tg":
        return parts.geturl()
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or re.search(r"\s", url.strip()):
        return None
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


def _without_inner_of_code(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Code holds no other entities, and a language belongs to `pre` alone."""
    blocks = [entity for entity in entities if entity.type in {"code", "pre"}]
    kept = [one for one in entities if one in blocks or not any(_inside(one, block) for block in blocks)]
    return tuple(Entity("code", one.offset, one.length) if one.type == "code" else one for one in kept)


def _inside(one: Entity, block: Entity) -> bool:
    return block.offset <= one.offset and one.end <= block.end and not _same_range(one, block)


def _bytes(reader: _Reader, at: int) -> int:
    return len(reader.markup[:at].encode())


def _unclosed(reader: _Reader, tag: str, begin: int) -> ApiError:
    return _error(f'Unclosed start tag "{tag}" at byte offset {_bytes(reader, begin)}')


def _error(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
