"""How far apart two coarse spellings are, when some slips are likelier than others.

A key beside the right one, a vowel for a vowel, a voiced consonant for its voiceless twin: each counts as a part of a
whole slip, so that a mistyped Zubkou is nearer to Zubkou than to Shubka, which plain edit distance cannot tell.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import Postfix, Prefix

WHOLE = 1.0
ADJACENT_KEY = 0.75
VOWEL_FOR_VOWEL = 0.6
TWIN = 0.6
VOWEL_LOST = 0.85
MOST_LETTERS = 24
"""Letters of a word that are aligned; the rest of a longer one is not looked at."""

_VOWELS = frozenset("aeu")
_TWINS = "bp dt zs ZS vf hk sS zZ tC SC dz lv uv nm ht ?S ?C ?Z ?h ?t ?k".split()
_CYRILLIC_ROWS = ("йцукенгшўзх", "фывапролджэ", "ячсмітьбю")
_LATIN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CYRILLIC_SOUNDS: Mapping[str, str] = dict(
    zip("цукенгшўзхфывапролджэячсмітбюк", "tukenhSvzhfevapraldZeeCsmetbuk", strict=True)
)
_LATIN_SOUNDS: Mapping[str, str] = {
    **dict(zip("qwertyuiopasdfghjklzxcvbnm", "kverteueapasdfhhaklzhtvbnm", strict=True)),
    "j": "e",
}


@lru_cache(maxsize=4096)
def slips(typed: str, known: str, cyrillic: bool) -> float:
    """Weigh the slips that lead from the known coarse spelling to the typed one, on a Cyrillic or Latin keyboard."""
    table = _CYRILLIC_TABLE if cyrillic else _LATIN_TABLE
    typed, known = _differing(typed[:MOST_LETTERS], known[:MOST_LETTERS])
    lost = [VOWEL_LOST if letter in _VOWELS else WHOLE for letter in known]
    before: list[float] = []
    row = [0.0]
    for cost in lost:
        row.append(row[-1] + cost)
    for place in range(len(typed)):
        row, before = _next_row(place, typed, known, row, before, lost, table), row
    return row[-1]


def _differing(typed: str, known: str) -> tuple[str, str]:
    """Leave out what both begin and end with."""
    same = Prefix.similarity(typed, known)
    typed, known = typed[same:], known[same:]
    same = Postfix.similarity(typed, known)
    return typed[: len(typed) - same], known[: len(known) - same]


def _next_row(
    place: int,
    typed: str,
    known: str,
    above: list[float],
    two_above: list[float],
    lost: list[float],
    table: Mapping[str, float],
) -> list[float]:
    letter = typed[place]
    added = VOWEL_LOST if letter in _VOWELS else WHOLE
    left = above[0] + added
    row = [left]
    for at, other in enumerate(known):
        diagonal = above[at]
        if letter != other:
            diagonal += table.get(letter + other, WHOLE)
            if place and at and letter == known[at - 1] and typed[place - 1] == other:
                diagonal = min(diagonal, two_above[at - 1] + WHOLE)
        left = min(diagonal, left + lost[at], above[at + 1] + added)
        row.append(left)
    return row


def _beside(rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for upper, lower in zip(rows, (*rows[1:], ""), strict=True):
        for at, key in enumerate(upper):
            yield from ((key, other) for other in upper[at + 1 : at + 2] + lower[max(0, at - 1) : at + 1])


def _table(rows: tuple[str, ...], sounds: Mapping[str, str]) -> dict[str, float]:
    keys = {sounds[one] + sounds[other]: ADJACENT_KEY for one, other in _beside(rows) if {one, other} <= sounds.keys()}
    twins = dict.fromkeys(_TWINS, TWIN)
    vowels = {one + other: VOWEL_FOR_VOWEL for one in _VOWELS for other in _VOWELS}
    both = keys | twins | vowels
    return both | {pair[::-1]: cost for pair, cost in both.items()}


_CYRILLIC_TABLE = _table(_CYRILLIC_ROWS, _CYRILLIC_SOUNDS)
_LATIN_TABLE = _table(_LATIN_ROWS, _LATIN_SOUNDS)
