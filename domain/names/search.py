"""One question: typed words against everybody who may bear them as a surname."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest

from domain.names.asked import AskedWord
from domain.names.given import GivenNames
from domain.names.roles import looks_like_patronymic
from domain.names.scoring import (
    NOBODY,
    NOBODY_BY_SURNAME,
    OTHER_GIVEN,
    OTHER_PATRONYMIC,
    UNUSED_PATRONYMIC,
    UNUSED_WORD,
    Lookup,
    Verdict,
    verdict,
)
from domain.names.wordbook import Named, StoredWord, Wordbook

MOST_PEOPLE = 3000
"""People weighed for one question."""


class Search:
    """One question with what it has worked out so far."""

    def __init__(self, wordbook: Wordbook, given_names: GivenNames, asked: Sequence[AskedWord]) -> None:
        self._wordbook = wordbook
        self._asked = asked
        self._costs: dict[tuple[int, int], float] = {}
        self._names = [given_names.of_asked(word) for word in asked] if len(asked) > 1 else []

    def answer(self, limit: int) -> Lookup:
        """Name the likeliest people, at most `limit`, and what may be done with them."""
        if not self._asked:
            return Lookup(Verdict.NONE, ())
        costs: dict[int, float] = {}
        for code, place, surname in self._bearers():
            total = surname + self._rest_cost(self._wordbook.people[code], place)
            costs[code] = min(total, costs.get(code, total))
        best = nsmallest(max(limit, 5) * 4, costs.items(), key=lambda pair: (pair[1], pair[0]))
        alone = len(self._asked) == 1
        return verdict(best, NOBODY_BY_SURNAME if alone else NOBODY, limit, alone)

    def _bearers(self) -> Iterator[tuple[int, int, float]]:
        """People who may bear one of the words as a surname: code, which word, what that costs."""
        found = [
            (self._cost(place, stored), place, stored)
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

    def _cost(self, place: int, stored: StoredWord) -> float:
        key = (place, id(stored))
        cost = self._costs.get(key)
        if cost is None:
            cost = self._costs[key] = self._asked[place].cost(stored)
        return cost

    def _rest_cost(self, person: Named, surname: int) -> float:
        rest = [place for place in range(len(self._asked)) if place != surname]
        if not rest:
            return 0.0
        given = min(rest, key=lambda place: self._given_cost(place, person))
        others = (self._other_cost(place, person) for place in rest if place != given)
        return self._given_cost(given, person) + sum(others)

    def _given_cost(self, place: int, person: Named) -> float:
        typed = self._asked[place].text
        if len(typed) == 1:
            return self._initial_cost(place, person)
        cost = OTHER_GIVEN
        meant = self._names[place]
        for name in person.names:
            cost = min(cost, meant.get(name, OTHER_GIVEN))
        for stored in person.given:
            cost = min(cost, self._cost(place, stored))
        return cost

    def _initial_cost(self, place: int, person: Named) -> float:
        typed = {sound.coarse[:1] for sound in self._asked[place].forms[0].sounds}
        known = {sound.coarse[:1] for stored in person.given for sound in stored.sounds}
        return 0.5 if typed & known else OTHER_GIVEN

    def _other_cost(self, place: int, person: Named) -> float:
        known = [self._cost(place, stored) for stored in person.patronymics]
        if looks_like_patronymic(self._asked[place].text) or known:
            return min([OTHER_PATRONYMIC, *known]) if known else UNUSED_PATRONYMIC
        return UNUSED_WORD
