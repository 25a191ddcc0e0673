"""How many people a sentence counts: not ages, terms, articles, dates or sums of money."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.reading.lexicon import ReadingLexicon
from domain.reading.spans import Span, Word

NOUN_REACH = 4
SUBSET_REACH = 4
STANDING_REACH = 2
LONGEST_LINK = 3
"""Letters of prepositions and conjunctions, which no number counts."""

MOST = 1_000_000
QUOTES = frozenset('«“"')
SMALLEST_TEEN = 10
TENS = frozenset(range(20, 100, 10))
"""Numbers in words to which a unit may be added: дваццаць два."""

_GROUPS = re.compile(r"[.,\u00a0 ]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: its value, whether it is of women, men or anybody, and where it stands.

    ``others`` says that people named before are not in it; ``subset`` that it is a part of another number; ``sure``
    that a word for people stands behind it.
    """

    value: int
    sex: str
    span: Span
    at: int
    others: bool = False
    subset: bool = False
    sure: bool = True


def counts(words: Sequence[Word], lexicon: ReadingLexicon, told: Sequence[int] = ()) -> Iterator[Count]:
    """Yield the numbers of people; ``told`` are the words behind event phrases, where a bare number counts people."""
    nouns = {found.start: (found.meaning, found.end) for found in lexicon.counted.find(words)}
    barred = {found.start for found in lexicon.not_counted.find(words) if found.meaning != "before"}
    for at, word in enumerate(words):
        value = _whole(words, at, lexicon)
        if value is None or not 0 < value < MOST or _is_numbered(words, at, lexicon):
            continue
        sex = _counted(words, at, nouns, barred, lexicon) or ("any" if word.fold in lexicon.collectives else None)
        if sex is not None or (told and _counts_somebody(words, at, barred, lexicon)):
            others = _has_others(words, at, lexicon)
            subset = not others and _is_part(words, at, lexicon)
            yield Count(value, sex or "any", word.span, at, others, subset, sure=sex is not None or at in told)


def _whole(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> int | None:
    """Return the number that begins at a word, with what follows and belongs to it: дваццаць два, two dozen."""
    word, value = words[at], number(words[at], lexicon)
    if value is None or at + 1 >= len(words):
        return value
    if times := lexicon.multipliers.get(words[at + 1].fold):
        return value * times
    if at and word.fold in lexicon.multipliers and _is_taken(words[at - 1], lexicon):
        return None
    if value in TENS and not word.text[0].isdigit():
        units = lexicon.numbers.get(words[at + 1].fold, 0)
        return value + (units if units < SMALLEST_TEEN else 0)
    return value


def _is_taken(before: Word, lexicon: ReadingLexicon) -> bool:
    """Tell whether a dozen was counted with the word before it ("two dozen"), or nobody counted ("several dozen")."""
    return number(before, lexicon) is not None or lexicon.beside(before, "vague")


def number(word: Word, lexicon: ReadingLexicon) -> int | None:
    """Return the value of a number in figures or words: 1.450 is 1450."""
    if word.text[0].isdigit():
        plain = _GROUPS.sub("", word.text)
        return int(plain) if plain.isdecimal() and len(plain) < 9 else None
    tens, _, units = word.fold.partition("-")
    value = lexicon.numbers.get(tens)
    return value if value is None or not units else value + lexicon.numbers.get(units, 0)


def month(word: Word, lexicon: ReadingLexicon) -> int | None:
    """Return the number of the month a word names in any case ending."""
    if not word.text[0].isalpha():
        return None
    return next((n for start, n in lexicon.months if word.fold.startswith(start) and _is_month(word, start)), None)


def _is_month(word: Word, start: str) -> bool:
    return len(word.fold) - len(start) <= 4 and (not "a" <= start[0] <= "z" or word.fold == start)


def _is_numbered(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> bool:
    """Whether a number is of an article, a colony or a day."""
    place = at - 2 if at > 1 and words[at - 1].text == "." else at - 1
    if place >= 0 and (lexicon.beside(words[place], "numbered") or _is_open_month(words, place, lexicon)):
        return True
    return at + 1 < len(words) and month(words[at + 1], lexicon) is not None


def _is_open_month(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> bool:
    """Whether a month has no day before it, so that the number behind it is the day (July 3, but not: 3 July 18)."""
    has_day = at > 0 and words[at - 1].text[0].isdigit()
    return month(words[at], lexicon) is not None and not has_day


def _is_barred(words: Sequence[Word], at: int, barred: set[int]) -> bool:
    near = range(at + 1, min(at + 3, len(words)))
    return any(place in barred for place in near) or _is_year(words[at])


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdecimal() and 1900 <= int(word.text) <= 2100


def _counted(
    words: Sequence[Word], at: int, nouns: dict[int, tuple[str, int]], barred: set[int], lexicon: ReadingLexicon
) -> str | None:
    for place in range(at + 1, min(at + 1 + NOUN_REACH, len(words))):
        word = words[place]
        is_number = number(word, lexicon) is not None and word.fold not in lexicon.multipliers
        if place in barred or is_number or word.fold in {",", ";", "(", ".", ":", "—", "–"}:
            return None
        if place in nouns:
            return nouns[place][0]
    return None


def _counts_somebody(words: Sequence[Word], at: int, barred: set[int], lexicon: ReadingLexicon) -> bool:
    """Whether a number without a known noun may count people: a word in small letters, of no known thing, follows."""
    if _is_barred(words, at, barred) or number(words[at], lexicon) == 1 or at + 1 >= len(words):
        return False
    after = next((word for word in words[at + 1 : at + 3] if word.text not in QUOTES), words[at + 1])
    return after.text[0].islower() and len(after.fold) > LONGEST_LINK and number(after, lexicon) is None


def _has_others(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> bool:
    return any(lexicon.beside(word, "others") for word in words[at + 1 : at + 3])


def _is_part(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> bool:
    """Whether a number is a part of another, or the sum of all there are."""
    before = words[max(0, at - SUBSET_REACH) : at]
    if any(lexicon.beside(word, "subset") for word in before) or any(
        lexicon.beside(word, "amid") for word in before[:-1]
    ):
        return True
    return any(lexicon.beside(word, "standing") for word in words[max(0, at - STANDING_REACH) : at])
