"""Phrases as the lexicons write them, and where they stand in a sentence.

A phrase is words with a blank between them. ``слов*`` stands for every word that begins so, ``a/b`` for either,
``+3`` for up to three words of any kind, ``#`` for a number, ``@year`` for a year.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.reading.spans import Word, fold

Meaning = TypeVar("Meaning")
KEY_LETTERS = 3
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: whole words, beginnings of words, and how many words may stand before it."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    skip: int
    number: bool = False
    year: bool = False

    def fits(self, word: Word) -> bool:
        """Whether a word of the text can stand here."""
        if word.text[0].isdigit() and (self.number or (self.year and _YEAR.match(word.text))):
            return True
        return word.fold in self.whole or (bool(self.beginnings) and word.fold.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A phrase in a sentence: words ``start`` up to, not including, ``end``, and what the lexicon says it means."""

    start: int
    end: int
    meaning: Meaning


class PhraseBook(Generic[Meaning]):
    """Phrases with their meanings, found by the first letters of their first word."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        by_key: dict[str, list[tuple[tuple[Step, ...], Meaning]]] = {}
        for text, meaning in phrases:
            steps = parse(text)
            for key in _keys(steps[0]):
                by_key.setdefault(key, []).append((steps, meaning))
        self._by_key: Mapping[str, list[tuple[tuple[Step, ...], Meaning]]] = by_key

    def find(self, sentence: Sequence[Word]) -> Iterator[Found[Meaning]]:
        """Yield every phrase that stands in a sentence, in the order of their beginnings."""
        for at, word in enumerate(sentence):
            for key in _keys_of(word):
                for steps, meaning in self._by_key.get(key, ()):
                    end = _end(steps, sentence, at)
                    if end is not None:
                        yield Found(at, end, meaning)


def parse(text: str) -> tuple[Step, ...]:
    """Read one phrase; raise ValueError where it has no word."""
    steps: list[Step] = []
    skip = 0
    for part in text.split():
        if part.startswith("+") and part[1:].isdigit():
            skip = int(part[1:])
            continue
        choices = [fold(choice) for choice in part.split("/")]
        beginnings = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        whole = frozenset(choice for choice in choices if not choice.endswith("*"))
        steps.append(Step(whole - {"#", "@year"}, beginnings, skip, "#" in whole, "@year" in whole))
        skip = 0
    if not steps:
        raise ValueError(f"a phrase without words: {text!r}")
    return tuple(steps)


def _keys(step: Step) -> frozenset[str]:
    texts = {*step.whole, *step.beginnings, *(("#",) if step.number or step.year else ())}
    return frozenset(text[:KEY_LETTERS] for text in texts)


def _keys_of(word: Word) -> Iterator[str]:
    for letters in range(1, min(KEY_LETTERS, len(word.fold)) + 1):
        yield word.fold[:letters]
    if word.text[0].isdigit():
        yield "#"


def _end(steps: Sequence[Step], sentence: Sequence[Word], at: int) -> int | None:
    """Return where the phrase that begins at ``at`` ends (the nearest fit of each word), or None."""
    if not steps[0].fits(sentence[at]):
        return None
    place = at + 1
    for step in steps[1:]:
        reach = range(place, min(place + step.skip + 1, len(sentence)))
        fit = next((here for here in reach if step.fits(sentence[here])), None)
        if fit is None:
            return None
        place = fit + 1
    return place
