"""Telegram's HTML: the one place where text is escaped, measured and cut.

Catalog texts and everything put into them are plain text. They become ``Html`` here and nowhere else, so mypy tells
a text that was never escaped from one that was.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import escape as escape_html
from html import unescape
from itertools import pairwise
from typing import NewType

from domain.message import Keyboard, Message

Html = NewType("Html", str)
"""Text in Telegram's HTML, already escaped."""

LONGEST = 4096
"""What Telegram takes in one message, in UTF-16 units, tags not counted."""

_CUT = "…"
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|.", re.DOTALL)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_WORD_JOINER = "\u2060"
_HOST = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


def escape(text: str) -> Html:
    """Return plain ``text`` as HTML that says what it says and no more.

    Control, bidi and half characters go: a name must not turn the text round. An unseen joiner breaks what Telegram
    would turn into a link (a publisher such as ``reform.news``): a link kept or forwarded is punishable in Belarus.
    """
    return _escape(_HOST.sub("." + _WORD_JOINER, _seen(text)))


def escape_part(text: str, start: int, end: int) -> Html:
    """Return ``text[start:end]`` as HTML; a host that the cut goes through becomes no link either."""
    dots = [found.end() for found in _HOST.finditer(text) if start < found.end() <= end]
    edges = [start, *dots, end]
    return Html(_WORD_JOINER.join(escape(text[here:there]) for here, there in pairwise(edges)))


def _seen(text: str) -> str:
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in _UNSEEN)


def _escape(text: str) -> Html:
    return Html(escape_html(text, quote=False))


def bold(text: str) -> Html:
    """Return plain ``text`` as bold HTML."""
    return Html(f"<b>{escape(text)}</b>")


def struck(html: Html) -> Html:
    """Return ``html`` struck through: it is no longer so."""
    return Html(f"<s>{html}</s>")


def verbatim(text: str) -> Html:
    """Return plain ``text`` as a block to copy from: Telegram links nothing in it, so nothing is put into it either."""
    return Html(f"<pre>{_escape(_seen(text))}</pre>")


def lines(*parts: Html) -> Html:
    """Put each part that is not empty on its own line."""
    return Html("\n".join(filter(None, parts)))


def paragraphs(*parts: Html) -> Html:
    """Put a blank line between the parts that are not empty."""
    return Html("\n\n".join(filter(None, parts)))


def sentences(*parts: str) -> str:
    """Join the plain sentences that are not empty; a date that ends in its own stop («2026 г.») gets no second one."""
    return _TWO_STOPS.sub(".", " ".join(filter(None, parts)))


def message(text: Html, keyboard: Keyboard = ()) -> Message:
    """Return a message that Telegram will take, cut where it must be."""
    return Message(fits(text), keyboard)


def plain(html: str) -> str:
    """Return what the reader sees: no tags, entities resolved."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def utf16_length(text: str) -> int:
    """Return the length of plain ``text`` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, limit: int = LONGEST) -> Html:
    """Return HTML of at most ``limit`` seen UTF-16 units; a cut ends with «…», never inside an entity or a tag."""
    if utf16_length(plain(text)) <= limit:
        return Html(text)
    kept = "".join(_first(text, limit - len(_CUT)))
    return Html(kept.rstrip() + _CUT + "".join(f"</{tag}>" for tag in reversed(_open_tags(kept))))


def _first(html: str, room: int) -> Iterator[str]:
    for token in _TOKEN.findall(html):
        room -= 0 if token.startswith("<") else utf16_length(unescape(token))
        if room < 0:
            return
        yield token


def _open_tags(html: str) -> list[str]:
    opened: list[str] = []
    for closing, tag in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if closing:
            opened.pop()
        else:
            opened.append(tag)
    return opened
