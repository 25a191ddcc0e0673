"""From a name as a Belarusian or Russian sentence inflects it to its nominative."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from domain.names.folding import words
from domain.reading.spans import fold

NOMINATIVE = "nom"
SHORTEST = 3
"""Letters of the shortest irregular form (Льва)."""

_OBLIQUE = ("у", "ю", "аму", "ому", "скага", "ского", "скім", "ским")
_MEN_ONLY = ("ага", "ого", "аму", "ому", "ым", "ім", "им", "чу", "ча", "чам", "чом")
_WOMEN_ONLY = ("ую", "юю", "ской", "скай", "цкой", "цкай", "вой", "вай", "ной", "най")
_INFLECTED_MEN = (*"аяуюыіиеоё", "ам", "ом", "ым", "ім", "им", "ем", "ём")
_SURE_WOMAN = ("ая", "ова", "ава", "ева", "ёва", "іна", "ина", "ына", "яя")
_MEN_GENITIVE = ("ага", "ого", "яга", "его", "ча", "ка", "ца")


@dataclass(frozen=True, slots=True)
class Ending:
    """One row of declension.tsv."""

    sex: str
    language: str
    case: str
    oblique: str
    nominative: str


@dataclass(frozen=True, slots=True)
class Given:
    """A given name as it may be meant: its nominative, the sex it tells, and the case it was written in."""

    nominative: str
    sex: str
    case: str


@dataclass(frozen=True)
class Declension:
    """The endings of given names and surnames, and the given names that are known."""

    given: tuple[Ending, ...]
    surnames: tuple[Ending, ...]
    known: frozenset[str]
    men_in_a: frozenset[str]

    @classmethod
    def parse(cls, rows: Iterable[Sequence[str]], known: frozenset[str], men: Iterable[Sequence[str]]) -> Self:
        """Read the rows of declension.tsv; ``known`` are given names as `fold` leaves them."""
        by_part: dict[str, list[Ending]] = {"given": [], "surname": []}
        for part, sex, language, case, oblique, nominative in rows:
            by_part[part].append(Ending(sex, language, case, oblique, "" if nominative == "-" else nominative))
        longest_first = {part: tuple(sorted(some, key=lambda e: -len(e.oblique))) for part, some in by_part.items()}
        folded = frozenset("".join(words(name)) for name in known) | known
        return cls(longest_first["given"], longest_first["surname"], folded, frozenset(fold(row[1]) for row in men))

    def givens(self, word: str) -> Iterator[Given]:
        """Yield what a word may be as a given name, the nominative first; nothing where it is none."""
        if self._is_known(word):
            yield Given(word, self._sex(word), NOMINATIVE)
        folded = word.lower()
        for ending in self.given:
            if folded.endswith(ending.oblique) and len(folded) > len(ending.oblique) + (len(ending.nominative) == 0):
                nominative = _exchange(word, ending)
                if self._is_known(nominative) and self._sex(nominative) == ending.sex:
                    yield Given(nominative, ending.sex, ending.case)
            elif folded == ending.oblique and len(folded) > SHORTEST:
                yield Given(ending.nominative.capitalize(), ending.sex, ending.case)

    def nominative(self, given: str, rest: Sequence[str], language: str) -> tuple[str, ...]:
        """Return given name and surnames in the nominative; ``language`` is be or ru.

        A name without a surname is returned as written: nothing beside it tells its case.
        """
        if not rest:
            return (given,)
        readings = tuple(self.givens(given))
        if not readings:
            return self._unknown(given, rest, language)
        meant = _meant(readings, rest[-1])
        if meant.case == NOMINATIVE:
            return given, *rest
        return meant.nominative, *(self.surname(word, meant, language) for word in rest)

    def surname(self, word: str, given: Given, language: str) -> str:
        """Return a surname in the nominative, in agreement with the given name's sex and case."""
        folded = word.lower()
        wanted = {"acc", "gen"} if given.case in {"gen", "acc"} and given.sex == "m" else {given.case}
        if given.case in {"gen", "dat"} and given.sex == "f":
            wanted |= {"gen", "dat"}
        for ending in self.surnames:
            fits = ending.sex == given.sex and ending.language in {language, "any"} and ending.case in wanted
            if fits and folded.endswith(ending.oblique) and len(folded) > len(ending.oblique) + 1:
                return _exchange(word, ending)
        return word

    def _unknown(self, given: str, rest: Sequence[str], language: str) -> tuple[str, ...]:
        """Read a given name no table has: only a surname that is surely a man's in the genitive tells the case."""
        if given.lower().endswith(("а", "я")) and rest[-1].lower().endswith(_MEN_GENITIVE):
            bare = given[:-1] + ("" if given.endswith("а") else "й" if given[-2:-1] in "аеіиоу" else "ь")
            meant = Given(bare, "m", "gen")
            return bare, *(self.surname(word, meant, language) for word in rest)
        return given, *rest

    def _is_known(self, word: str) -> bool:
        return fold(word) in self.known or "".join(words(word)).replace("ё", "е") in self.known

    def _sex(self, word: str) -> str:
        folded = fold(word)
        return "f" if folded.endswith(("а", "я")) and folded not in self.men_in_a else "m"


def _meant(readings: Sequence[Given], surname: str) -> Given:
    """Choose among readings of a given name by the surname beside it (Аляксандра Лойка, Аляксандра Францкевіча)."""
    folded = surname.lower()
    return next((reading for reading in readings if _agrees(reading, folded)), readings[0])


def _agrees(given: Given, surname: str) -> bool:
    """Whether a surname as written may stand beside a given name so read."""
    if given.case == NOMINATIVE:
        oblique = _OBLIQUE if given.sex == "f" else (*_OBLIQUE, *_MEN_GENITIVE)
        return not surname.endswith(oblique) and (
            given.sex == "m" or not surname.endswith(_MEN_GENITIVE) or surname.endswith(_SURE_WOMAN)
        )
    if given.sex == "f":
        return not surname.endswith(_MEN_ONLY)
    return surname.endswith(_INFLECTED_MEN) and not surname.endswith(_WOMEN_ONLY)


def _exchange(word: str, ending: Ending) -> str:
    return word[: len(word) - len(ending.oblique)] + ending.nominative
