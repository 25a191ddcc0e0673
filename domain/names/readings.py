"""Latin letters read as sounds; a word may be read in several ways, for ch, c, j, w and z differ between habits."""

import re
from collections.abc import Mapping
from functools import lru_cache

from domain.names.folding import is_cyrillic
from domain.names.sounds import Sound, of_cyrillic, of_fine

_VOWELS = "aeiouy"
_IOTATED: Mapping[str, str] = {
    **dict.fromkeys(("ie", "ye", "je"), "e"),
    **dict.fromkeys(("ia", "ya", "ja", "iá"), "A"),
    **dict.fromkeys(("io", "yo", "jo"), "O"),
    **dict.fromkeys(("iu", "yu", "ju"), "U"),
}
_PLAIN: Mapping[str, str] = {
    **{letter: letter for letter in "abdefgijklmnoprstuvyz"},
    "h": "g", "w": "v", "q": "k", "x": "ks", "č": "C", "š": "S", "ž": "Z", "ŭ": "v", "ć": "t", "ś": "s", "ź": "z",
    "ń": "n", "ł": "l", "ĺ": "l", "ľ": "l", "ŕ": "r", "ż": "Z", "ó": "o", "ä": "e", "ö": "o", "ü": "u", "ß": "s",
    "ã": "a", "õ": "o", "dź": "d",
}  # fmt: skip
_ENGLISH: Mapping[str, str] = {
    **_IOTATED,
    **_PLAIN,
    "shch": "SC", "sch": "SC", "tch": "C", "sh": "S", "ch": "C", "zh": "Z", "kh": "x", "ts": "c", "tz": "c", "tc": "c",
    "ck": "k", "ph": "f", "th": "t", "gh": "g", "qu": "kv", "c": "k", "ce": "ce", "ci": "ci", "cy": "cy", "szcz": "SC",
    "cz": "C", "sz": "S", "yy": "ij", "iy": "ij", "ii": "ij", "ij": "ij", "yj": "ij",
}  # fmt: skip
_ENGLISH_WITH_X: Mapping[str, str] = {**_ENGLISH, "x": "x"}
_POLISH: Mapping[str, str] = {
    **_IOTATED,
    **_PLAIN,
    "szcz": "SC", "šč": "SC", "tš": "C", "tsch": "C",
    "cz": "C", "sz": "S", "ch": "x", "c": "c", "rz": "Z", "sh": "S", "zh": "Z", "kh": "x",
    "x": "x",    "ck": "ck", "ie": "e", "ts": "c",
}  # fmt: skip
_GERMAN: Mapping[str, str] = {
    **_IOTATED,
    **_PLAIN,
    "schtsch": "SC", "tsch": "C", "sch": "S", "ch": "x", "z": "c", "ds": "d", "sh": "Z", "c": "k", "tz": "c", "ts": "c",
}  # fmt: skip

_SOFT_DZ = re.compile("dz(?=[ieyjmvwnl]|ź)")
_MARKED = re.compile("[čšžŭćśźńłĺŕż]")
_POLISH_HINT = re.compile("c|sz|rz")
_SOFT_L = re.compile("l(?=[aou])")
_GERMAN_HINT = re.compile("sch|^ds|w.*z|z.*w")
_BROKEN_DIGRAPH = re.compile("[xdfvj]h|[szc][gj]|j(?=[aeou])")


def sounds(word: str) -> tuple[Sound, ...]:
    """Say a settled word in every way, the likeliest first: one for Cyrillic, up to four for Latin."""
    return (of_cyrillic(word),) if is_cyrillic(word) else _of_latin(word)


def misread(word: str) -> tuple[Sound, ...]:
    """Say a Latin word with a question mark where one letter of a digraph seems mistyped (xh, sg, a j for a k)."""
    if is_cyrillic(word) or not _BROKEN_DIGRAPH.search(word):
        return ()
    return (of_fine(_spoken(_BROKEN_DIGRAPH.sub("?", word), {**_ENGLISH, "?": "?"})),)


@lru_cache(maxsize=8192)
def _of_latin(word: str) -> tuple[Sound, ...]:
    said = [of_fine(_spoken(word, table)) for table in _habits(word)]
    if _MARKED.search(word) and _SOFT_L.search(word):
        said.append(of_fine(_spoken(_SOFT_L.sub("li", word), _POLISH)))
    return tuple(dict.fromkeys(said))


def _habits(word: str) -> list[Mapping[str, str]]:
    if _MARKED.search(word):
        return [_POLISH]
    habits = [_ENGLISH, _ENGLISH_WITH_X] if "x" in word else [_ENGLISH]
    if _POLISH_HINT.search(word):
        habits.append(_POLISH)
    if _GERMAN_HINT.search(word):
        habits.append(_GERMAN)
    return habits


def _spoken(word: str, table: Mapping[str, str]) -> str:
    """Read left to right, the longest known group of letters first."""
    word = _SOFT_DZ.sub("d", word)
    said: list[str] = []
    at = 0
    while at < len(word):
        group = next((word[at : at + size] for size in (7, 4, 3, 2, 1) if word[at : at + size] in table), word[at])
        said.append(_in_place(group, said, table))
        at += len(group)
    return "".join(said)


def _in_place(group: str, said: list[str], table: Mapping[str, str]) -> str:
    """Sound a group of letters where it stands: a u after a vowel is the Belarusian short u."""
    sound = table.get(group, "")
    if sound == "u" and said and said[-1][-1:] in "aoeiyAO":
        return "v"
    return sound
