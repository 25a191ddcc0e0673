"""Case endings: which nominatives a declined word may come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SHORTEST_STEM = 2
"""Letters left before an ending; below it a word is not taken for a declined one."""


@dataclass(frozen=True, slots=True)
class Endings:
    """Rules from an oblique ending to the endings of the nominative."""

    by_ending: dict[str, tuple[str, ...]]
    longest: int

    @classmethod
    def parse(cls, rows: Iterable[list[str]]) -> "Endings":
        """Read rows of: oblique ending, nominative endings separated by spaces (a hyphen for none)."""
        rules = {row[0]: tuple("" if end == "-" else end for end in row[1].split()) for row in rows}
        return cls(rules, max(map(len, rules), default=0))

    def nominatives(self, word: str) -> tuple[str, ...]:
        """Nominatives the word may be declined from, without the word itself."""
        return tuple(dict.fromkeys(self._restored(word)))

    def _restored(self, word: str) -> Iterator[str]:
        for size in range(min(self.longest, len(word) - SHORTEST_STEM), 0, -1):
            stem, ending = word[:-size], word[-size:]
            for nominative in self.by_ending.get(ending, ()):
                if stem + nominative != word:
                    yield stem + nominative
