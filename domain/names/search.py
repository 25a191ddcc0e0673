"""One question: typed words against everybody who may bear one of them as a surname."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest

from domain.names.asked import AskedWord
from domain.names.given import GivenNames, initial_sounds
from domain.names.roles import looks_like_patronymic
from domain.names.scoring import (
    GIVEN,
    INITIAL,
    NOBODY,
    NOBODY_BY_SURNAME,
    OTHER_GIVEN,
    OTHER_PATRONYMIC,
    SURNAME,
    UNKNOWN_PATRONYMIC,
    UNUSED_WORD,
)
from domain.names.wordbook import Named, StoredWord, Wordbook

MOST_PEOPLE = 3000
"""People weighed roughly for one question."""

SHORTLIST = 40
"""People weighed exactly."""


class Search:
    """One question with what it has worked out so far."""

    def __init__(self, wordbook: Wordbook, given_names: GivenNames, asked: Sequence[AskedWord]) -> None:
        self._wordbook = wordbook
        self._given_names = given_names
        self._asked = asked
        self._rough: dict[tuple[int, StoredWord], float] = {}
        self._exact: dict[tuple[int, StoredWord], float] = {}
        self._given: dict[tuple[int, StoredWord], float] = {}
        self._names = [given_names.of_asked(word) for word in asked] if len(asked) > 1 else []
        self._initials = [initial_sounds(word.text) if len(word.text) == 1 else frozenset() for word in asked]

    @property
    def nobody(self) -> float:
        """Price the possibility that nobody in the store is meant."""
        return NOBODY if len(self._asked) > 1 else NOBODY_BY_SURNAME

    def people(self) -> list[tuple[int, float]]:
        """List the likeliest people by code with what taking each for the one meant costs, the cheapest first."""
        rough: dict[int, float] = {}
        for code, place, cost in self._bearers():
            total = cost + self._rest_cost(self._wordbook.people[code], place)
            if total < rough.get(code, total + 1):
                rough[code] = total
        shortlist = nsmallest(SHORTLIST, rough, key=lambda code: (rough[code], code))
        exact = [(code, self._total(self._wordbook.people[code])) for code in shortlist]
        return sorted(exact, key=lambda pair: (pair[1], pair[0]))

    def _bearers(self) -> Iterator[tuple[int, int, float]]:
        """Yield people who may bear one of the words as a surname: code, which word, roughly what that costs."""
        found = [
            (self._rough_cost(place, stored), place, stored)
            for place, word in enumerate(self._asked)
            for stored in self._like(word)
        ]
        found.sort(key=lambda entry: entry[0])
        seen = 0
        for cost, place, stored in found:
            for code in stored.people:
                yield code, place, cost
            seen += len(stored.people)
            if seen > MOST_PEOPLE:
                return

    def _like(self, word: AskedWord) -> set[StoredWord]:
        typed, *declined = word.forms
        near = {stored for sound in typed.sounds for stored in self._wordbook.said_nearly(sound.coarse)}
        near.update(
            stored for form in declined for sound in form.sounds for stored in self._wordbook.said(sound.coarse)
        )
        return near

    def _rough_cost(self, place: int, stored: StoredWord) -> float:
        return self._asked[place].rough_cost(stored.sounds, SURNAME)

    def _total(self, person: Named) -> float:
        return min(
            min(self._surname_cost(place, stored) for stored in person.surnames) + self._rest_cost(person, place)
            for place in range(len(self._asked))
        )

    def _surname_cost(self, place: int, stored: StoredWord) -> float:
        key = (place, stored)
        cost = self._exact.get(key)
        if cost is None:
            cost = self._exact[key] = self._asked[place].cost(stored.sounds, SURNAME)
        return cost

    def _rest_cost(self, person: Named, surname: int) -> float:
        rest = [(self._given_cost(place, person), place) for place in range(len(self._asked)) if place != surname]
        if not rest:
            return 0.0
        cost, given = min(rest)
        return cost + sum(self._other_cost(place, person) for _, place in rest if place != given)

    def _given_cost(self, place: int, person: Named) -> float:
        if self._initials[place]:
            return self._initial_cost(place, person)
        meant = self._names[place]
        costs = [meant[name] for name in person.names if name in meant]
        costs += [self._word_cost(place, stored) for stored in person.given]
        return min(costs, default=OTHER_GIVEN)

    def _word_cost(self, place: int, stored: StoredWord) -> float:
        key = (place, stored)
        cost = self._given.get(key)
        if cost is None:
            cost = self._given[key] = min(self._asked[place].cost(stored.sounds, GIVEN), OTHER_GIVEN)
        return cost

    def _initial_cost(self, place: int, person: Named) -> float:
        known = {sound.coarse[:1] for stored in person.given for sound in stored.sounds}
        known |= self._given_names.initials(person.names)
        return OTHER_GIVEN if known.isdisjoint(self._initials[place]) else INITIAL

    def _other_cost(self, place: int, person: Named) -> float:
        """Price a word that is neither the given name nor the surname: a patronymic, or one too many."""
        if person.patronymics:
            return min(OTHER_PATRONYMIC, *(self._word_cost(place, stored) for stored in person.patronymics))
        return UNKNOWN_PATRONYMIC if looks_like_patronymic(self._asked[place].text) else UNUSED_WORD
