"""What the packaged tables say about names: which given names are one name, their short forms, and case endings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.names.endings import Endings
from domain.names.folding import words

GIVEN_NAMES = "given_names.tsv"
CASE_ENDINGS = "case_endings.tsv"
SURNAMES = "surnames.tsv"


@dataclass(frozen=True, slots=True)
class GivenForm:
    """One written form of a given name: the name's number and whether the form is a short one."""

    name: int
    is_short: bool


@dataclass(frozen=True)
class NameLexicon:
    """Given-name equivalences with their short forms, case endings, and common surnames."""

    forms: Mapping[str, tuple[GivenForm, ...]] = field(default_factory=dict)
    endings: Endings = field(default_factory=lambda: Endings({}, 0))
    surnames: tuple[str, ...] = ()
    """Common surnames in every alphabet: a sample of the letters names are made of."""

    @classmethod
    def parse(cls, text_by_file: Mapping[str, str]) -> "NameLexicon":
        """Read the text of the packaged tables by file name; a table that is absent counts as empty."""
        forms: dict[str, list[GivenForm]] = {}
        for number, row in enumerate(_rows(text_by_file.get(GIVEN_NAMES, ""))):
            for column, is_short in ((0, False), (1, True)):
                for word in words_of(row, column):
                    forms.setdefault(word, []).append(GivenForm(number, is_short))
        endings = Endings.parse(_rows(text_by_file.get(CASE_ENDINGS, "")))
        surnames = tuple(word for row in _rows(text_by_file.get(SURNAMES, "")) for word in words(" ".join(row)))
        return cls({word: tuple(known) for word, known in forms.items()}, endings, surnames)


def words_of(row: list[str], column: int) -> Iterator[str]:
    """Yield the settled words of one column, none when the row is shorter."""
    for word in row[column].split() if column < len(row) else ():
        yield from words(word)


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
