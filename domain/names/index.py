"""Everybody's names in memory, and who is meant by some words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from domain.names.asked import AskedWord
from domain.names.folding import LONGEST_QUERY, words
from domain.names.given import GivenNames
from domain.names.layout import Letters
from domain.names.lexicon import NameLexicon
from domain.names.pricing import Question
from domain.names.roles import Roles, roles
from domain.names.scoring import OTHER_LAYOUT, Lookup, Verdict, judged
from domain.names.search import Search
from domain.names.wordbook import Named, Wordbook


@dataclass(frozen=True, slots=True)
class Heard:
    """What one way of taking the query came to: people with their costs."""

    people: Sequence[tuple[int, float]]
    is_surname_only: bool

    @property
    def cheapest(self) -> float:
        """Give the cost of the likeliest person, infinite when there is none."""
        return self.people[0][1] if self.people else inf


NOTHING = Heard((), False)
CLEAR = 2.5
"""Cost of the best person below which the query is not taken in another way as well."""
SHORTEST_RECOGNISED = 3
"""Letters of a word that may show in which layout a query was meant; some shorter one always sounds like a name."""


class NameIndex:
    """People by name; kept in memory, changed one person at a time, never slow to ask."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._endings = lexicon.endings
        self._given_names = GivenNames(lexicon)
        self._letters = Letters((*lexicon.forms, *lexicon.surnames))
        self._wordbook = Wordbook()

    def __len__(self) -> int:
        return len(self._wordbook.people)

    def put(self, code: int, spellings: Sequence[str]) -> None:
        """Add a person, or replace the spellings of one who is there; spellings without a letter are passed over."""
        self.remove(code)
        told = [self._roles(spelling) for spelling in spellings]
        given = dict.fromkeys(word for spelling in told for word in spelling.given)
        patronymics = dict.fromkeys(word for spelling in told for word in spelling.patronymics)
        surnames = dict.fromkeys(word for spelling in told for word in spelling.surnames)
        if surnames:
            named = self._wordbook.given(given, self._given_names.of_stored)
            take = self._wordbook.words
            self._wordbook.enter(code, Named(named, take(patronymics), take(surnames)))

    def remove(self, code: int) -> None:
        """Forget a person; one who is not there is no error."""
        self._wordbook.strike(code)

    def find(self, query: str, limit: int = 5) -> Lookup:
        """Tell who is meant, with at most `limit` people; work and time are bounded whatever is typed."""
        if len(query) > LONGEST_QUERY:
            return Lookup(Verdict.NONE, ())
        best = NOTHING
        for asked, extra in self._ways(query):
            if best.cheapest > CLEAR:
                best = min(best, self._heard(asked, extra), key=lambda way: way.cheapest)
        return judged(best.people, limit, best.is_surname_only)

    def _ways(self, query: str) -> list[tuple[list[AskedWord], float]]:
        """List the ways to take a query, each with its cost; ways in which fewer words are recognised are left out."""
        ways = [
            ([AskedWord.of(word, self._endings) for word in words(text)], OTHER_LAYOUT if is_retyped else 0.0)
            for text, is_retyped in self._letters.takes(query)
        ]
        if len(ways) == 1:
            return ways
        recognised = [sum(map(self._is_recognised, asked)) for asked, _ in ways]
        return [way for way, count in zip(ways, recognised, strict=True) if count == max(recognised)]

    def _is_recognised(self, word: AskedWord) -> bool:
        """Tell whether a word, as it is or in the nominative, sounds like a stored surname or any given name."""
        said = (sound.coarse for form in word.forms for sound in form.sounds)
        return len(word.text) >= SHORTEST_RECOGNISED and any(
            self._wordbook.said(key) or self._given_names.knows(key) for key in said
        )

    def _heard(self, asked: list[AskedWord], extra: float) -> Heard:
        search = Search(self._wordbook, Question(asked, self._given_names))
        return Heard([(code, cost + extra) for code, cost in search.people()], len(asked) == 1)

    def _roles(self, spelling: str) -> Roles:
        return roles(words(spelling[:LONGEST_QUERY]), lambda word: bool(self._given_names.of_stored(word)))
