"""From what a person typed to plain lower-case words: marks, homoglyphs and punctuation are taken out here.

Official lists themselves mix alphabets (about a fifth of the Cyrillic spellings in EU lists carry a Latin letter),
so a word is first given one alphabet: the one most of its letters belong to.
"""

import re
import unicodedata

LONGEST_QUERY = 120
"""Characters; a name with patronymic and maiden name stays well under it, and anything longer is no name."""

MOST_WORDS = 7
"""Words in one name or query that are looked at."""

LONGEST_WORD = 32
"""Letters of one word that are looked at."""

_LATIN_TO_CYRILLIC = str.maketrans("AaBbCcEeHIiJjKkMmOoPpTXxYyĸ", "АаВьСсЕеНІіЙйКкМмОоРрТХхУук", "")
_CYRILLIC_TO_LATIN = str.maketrans("аАвВсСеЕнНіІкКмМоОрРтТхХуУјЈĸ", "aABBcCeEHHiIkKMMoOpPTTxXyYjJk", "")
_OTHER_CYRILLIC = str.maketrans(
    {"ї": "і", "є": "е", "ґ": "г", "ј": "й", "љ": "ль", "њ": "нь", "ћ": "ць", "ђ": "дж", "џ": "дж", "ĸ": "к"}
)
_KEPT_LATIN = frozenset("čšžŭćśźńłĺŕľżãõäöüóß")
_APOSTROPHES = re.compile(r"[’'ʼ`´ʹʺ\"“”′]")
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> tuple[str, ...]:
    """Split a name into lower-case words, each in one alphabet; at most `MOST_WORDS`, none when there is no letter."""
    plain = _APOSTROPHES.sub("", _without_marks(text))
    found = _WORD.findall(plain)[:MOST_WORDS]
    return tuple(word for word in map(_settled, found) if word)


def is_cyrillic(word: str) -> bool:
    """Whether a settled word is written in Cyrillic letters."""
    return bool(word) and "\u0400" <= word[0] <= "\u04ff"


def _without_marks(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    return "".join(char for char in composed if unicodedata.category(char) not in {"Mn", "Me", "Cf"})


def _settled(word: str) -> str:
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in word)
    latin = len(word) - cyrillic
    if cyrillic and latin:
        word = _one_alphabet(word, cyrillic >= latin)
    lower = word.lower()[:LONGEST_WORD]
    if is_cyrillic(lower):
        return lower.translate(_OTHER_CYRILLIC)
    return "".join(map(_latin_letter, lower)).replace("ĸ", "k")


def _one_alphabet(word: str, mostly_cyrillic: bool) -> str:
    """Replace look-alikes so that one alphabet is left; letters without a twin are dropped."""
    if mostly_cyrillic:
        return "".join(char for char in word.translate(_LATIN_TO_CYRILLIC) if "\u0400" <= char <= "\u04ff")
    return "".join(char for char in word.translate(_CYRILLIC_TO_LATIN) if not "\u0400" <= char <= "\u04ff")


def _latin_letter(char: str) -> str:
    """Keep a letter whose mark tells a sound, reduce others to their base; other scripts give nothing."""
    if "a" <= char <= "z" or char in _KEPT_LATIN or char == "ĸ":
        return char
    base = unicodedata.normalize("NFD", char)[0]
    return base if "a" <= base <= "z" else ""
