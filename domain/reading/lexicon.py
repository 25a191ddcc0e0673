"""What the tables of domain/lexicons/reading/ say, parsed once (docs/reading.md tells how to extend them)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.event import EventKind
from domain.names.readings import sounds
from domain.reading.declension import Declension
from domain.reading.phrases import PhraseBook
from domain.reading.spans import Word, fold

GIVEN_NAMES = "given_names.tsv"


class Strength(StrEnum):
    """How surely a phrase tells that it happened."""

    TELLS = "tells"
    PART = "part"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a phrase tells; ``kind`` is None where the news is of a sort we do not follow."""

    kind: EventKind | None
    strength: Strength


@dataclass(frozen=True)
class ReadingLexicon:
    """Every table the reader uses."""

    triggers: PhraseBook[Trigger]
    voids: PhraseBook[str]
    cues: PhraseBook[str]
    roles: PhraseBook[str]
    counted: PhraseBook[str]
    not_counted: PhraseBook[str]
    places: PhraseBook[str]
    not_names: PhraseBook[str]
    more_time: PhraseBook[str]
    concern: PhraseBook[str]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    beside_numbers: frozenset[tuple[str, str]]
    terms: frozenset[tuple[str, str]]
    months: tuple[tuple[str, int], ...]
    weekdays: Mapping[str, int]
    near_days: Mapping[str, int]
    short_forms: frozenset[str]
    figures: tuple[tuple[str, str], ...]
    declension: Declension
    given_sounds: frozenset[str]
    collectives: frozenset[str]

    @classmethod
    def parse(cls, text_by_file: Mapping[str, str]) -> "ReadingLexicon":
        """Read the text of the tables by file name; raise KeyError for a missing one, ValueError for a bad row."""
        rows = {name: tuple(_rows(text)) for name, text in text_by_file.items()}
        given_rows = (*rows[GIVEN_NAMES], *([row[1]] for row in rows["more_given.tsv"]))
        given = frozenset(fold(word) for row in given_rows for cell in row for word in cell.split())
        return cls(
            triggers=PhraseBook((row[2], _trigger(row)) for row in rows["triggers.tsv"]),
            voids=_book(rows["voids.tsv"]),
            cues=_book(rows["cues.tsv"]),
            roles=_book(rows["roles.tsv"]),
            counted=_book(rows["counted.tsv"]),
            not_counted=_book(rows["not_counts.tsv"]),
            places=_book(rows["places.tsv"]),
            not_names=_book(rows["not_names.tsv"]),
            more_time=_book(rows["more_time.tsv"]),
            concern=_book(rows["concern.tsv"]),
            numbers={fold(word): int(row[0]) for row in rows["number_words.tsv"] for word in row[1].split()},
            multipliers={fold(row[1]): int(row[0]) for row in rows["multipliers.tsv"]},
            beside_numbers=frozenset((row[0], row[1]) for row in rows["number_neighbours.tsv"]),
            terms=frozenset((row[0], fold(row[1])) for row in rows["terms.tsv"]),
            months=tuple((start, int(row[0])) for row in rows["months.tsv"] for start in row[1].split()),
            weekdays={word: int(row[0]) for row in rows["weekdays.tsv"] for word in row[1].split()},
            near_days={fold(row[1]): int(row[0]) for row in rows["near_days.tsv"]},
            short_forms=frozenset(row[1] for row in rows["short_forms.tsv"]),
            figures=tuple((row[0], "" if row[1] == "-" else row[1]) for row in rows["public_figures.tsv"]),
            declension=Declension.parse(rows["declension.tsv"], given, rows["men_in_a.tsv"]),
            collectives=frozenset(fold(row[1]) for row in rows["collectives.tsv"]),
            given_sounds=_sounds_of(given_rows),
        )

    def beside(self, word: Word, kind: str) -> bool:
        """Whether a word near a number makes it one of a kind (number_neighbours.tsv)."""
        return (kind, word.fold) in self.beside_numbers


def _book(rows: tuple[list[str], ...]) -> PhraseBook[str]:
    return PhraseBook((row[1], row[0]) for row in rows)


def _trigger(row: list[str]) -> Trigger:
    return Trigger(None if row[0] == "topic" else EventKind(row[0]), Strength(row[1]))


def _sounds_of(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return how given names sound, so that every way to spell them in Latin letters is known."""
    full = (word for row in rows for word in row[0].split())
    return frozenset(sound.coarse for word in full for sound in sounds(fold(word)) if len(sound.coarse) > 2)


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
