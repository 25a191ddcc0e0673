"""What a source wrote, in letters that can be compared: nothing invisible, one alphabet a word, no leftover escapes.

Real posts hold ``Cяргей`` with a Latin C and ``гадзiны`` with a Latin i; hostile ones hold much more. What has a twin
in the word's main alphabet is folded into it; a word that stays mixed is kept as it is and named in ``mixed``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

MOST_MIXED = 50
"""Mixed words that are named of one text."""

_LATIN = "ABCEHIKMOPTXYSJaceijkopsxy"
_CYRILLIC = "АВСЕНІКМОРТХУЅЈасеіјкорѕху"
_TO_CYRILLIC: Mapping[str, str] = dict(zip(_LATIN, _CYRILLIC, strict=True))
_TO_LATIN: Mapping[str, str] = dict(zip(_CYRILLIC, _LATIN, strict=True))

_WORD = re.compile(r"[^\W\d_]{2,}")
_LONE_I = re.compile(r"(?<=[Ѐ-ӿ] )[iI](?= [Ѐ-ӿ])")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_MARKS = re.compile(rf"([{_MARKS}]{{3}})[{_MARKS}]+")
_ESCAPE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|laquo|raquo|mdash|ndash);")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n[ \n]*")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text made plain, and the words in it that mix alphabets without being mere look-alikes (at most 50)."""

    text: str
    mixed: tuple[str, ...] = ()


def lettered(raw: str) -> Lettering:
    """Return a text of any origin as lines without edges or blanks, in NFC, without anything that cannot be seen."""
    text = _ESCAPE.sub(lambda found: unescape(found[0]), raw)
    text = unicodedata.normalize("NFC", _PILED_MARKS.sub(r"\1", _without_unseen(text)))
    mixed: dict[str, None] = {}
    text = _WORD.sub(lambda found: _one_alphabet(found[0], mixed), text)
    text = _LONE_I.sub(lambda found: _TO_CYRILLIC[found[0]], text)
    return Lettering(_lined(text), tuple(mixed)[:MOST_MIXED])


def plain(raw: str, longest: int) -> str:
    """Return a short text, such as a title, on one line of at most ``longest`` characters."""
    return lettered(raw[: longest * 4]).text.replace("\n", " ")[:longest].rstrip()


def _without_unseen(text: str) -> str:
    return text.translate({ord(char): _seen(char) for char in set(text) if not char.isprintable() or char.isspace()})


def _seen(char: str) -> str | None:
    """Return what stands for a character that is no letter: a line end, a space, or nothing."""
    if char in "\n\v\f\x85\u2028\u2029":
        return "\n"
    if char in "\t\r" or unicodedata.category(char) == "Zs":
        return " "
    return None if unicodedata.category(char) in _UNSEEN else char


def _lined(text: str) -> str:
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def _one_alphabet(word: str, mixed: dict[str, None]) -> str:
    if word.isascii():
        return word
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in word)
    latin = sum(char < "\u0250" or "\u1e00" <= char <= "\u1eff" for char in word)
    if len(word) in {cyrillic, latin}:
        return word
    folded = _folded(word, cyrillic >= latin) if cyrillic + latin == len(word) else None
    if folded is None:
        mixed[word[:100]] = None
    return folded or word


def _folded(word: str, is_cyrillic: bool) -> str | None:
    """Return a word with the letters of the other alphabet replaced by their twins; None when one has none."""
    twins = _TO_CYRILLIC if is_cyrillic else _TO_LATIN
    letters = [char if ("\u0400" <= char <= "\u052f") == is_cyrillic else twins.get(char) for char in word]
    return None if None in letters else "".join(filter(None, letters))
