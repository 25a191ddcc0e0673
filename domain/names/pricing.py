"""What taking a person for the one meant costs, word by word."""

from collections.abc import Sequence

from domain.names.asked import AskedWord
from domain.names.given import GivenNames, initial_sounds
from domain.names.roles import may_be_patronymic
from domain.names.scoring import (
    GIVEN,
    INITIAL,
    MISTAKEN_NAME,
    OTHER_GIVEN,
    OTHER_PATRONYMIC,
    PATRONYMIC,
    PATRONYMIC_AS_SURNAME,
    SURNAME,
    UNKNOWN_PATRONYMIC,
    UNUSED_WORD,
)
from domain.names.wordbook import GivenName, Named, StoredWord


class Question:
    """The typed words with the given names and initials they may mean."""

    def __init__(
        self, words: Sequence[AskedWord], given_names: GivenNames, heard: dict[str, dict[int, float]] | None = None
    ) -> None:
        self.words = words
        self._heard = {} if heard is None else heard
        self.given_names = given_names
        self.names = [given_names.of_asked(word, self._heard) for word in words] if len(words) > 1 else []
        self.certain = [given_names.certain(word) for word in words] if len(words) > 1 else []
        self.patronymic = [any(may_be_patronymic(sound.coarse) for sound in word.forms[0].sounds) for word in words]
        self.initials = [initial_sounds(word.text) if len(word.text) == 1 else frozenset[str]() for word in words]

    def is_plain_patronymic(self, place: int) -> bool:
        """Tell whether the word stands where a patronymic does: a third word, right after a well-known given name."""
        return len(self.words) > 2 and place > 0 and self.patronymic[place] and bool(self.certain[place - 1])

    def slips_as_surname(self, place: int) -> int:
        """Tell how many slips the word may hold as the surname: few when it is plainly another part of the name."""
        if len(self.words) > 1 and self.given_names.is_full(self.words[place]):
            return 1
        return 2 if len(self.words) > 2 and self.patronymic[place] else 3

    @property
    def as_nominative(self) -> "Question":
        """Take every word for a nominative."""
        return Question([word.as_nominative for word in self.words], self.given_names, self._heard)

    @property
    def as_oblique(self) -> "Question":
        """Take the whole name for a declined one."""
        return Question([word.as_oblique for word in self.words], self.given_names, self._heard)


class Pricing:
    """The prices of one question worked out so far."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._surnames: dict[tuple[int, StoredWord], float] = {}
        self._is_lone = len(question.words) == 1
        self._named: list[dict[GivenName, tuple[float, tuple[int, ...]]]] = [{} for _ in question.words]
        self._given: dict[tuple[int, GivenName], float] = {}
        self._patronymics: dict[tuple[int, StoredWord], float] = {}

    def person(self, person: Named, surname: int) -> float:
        """Price a person, the word at place `surname` being the surname."""
        cost = min(self._surname(surname, stored) for stored in person.surnames) + self.rest(person, surname)
        return cost + PATRONYMIC_AS_SURNAME if self._question.is_plain_patronymic(surname) else cost

    def _surname(self, place: int, stored: StoredWord) -> float:
        """Price a stored surname for the word at this place."""
        key = (place, stored)
        cost = self._surnames.get(key)
        if cost is None:
            cost = self._surnames[key] = self._question.words[place].cost(stored.sounds, SURNAME)
        return cost

    def rest(self, person: Named, surname: int) -> float:
        """Price the words other than the surname: the best of them is the given name."""
        if self._is_lone:
            return 0.0
        named = self._named[surname].get(person.given)
        if named is None:
            named = self._named[surname][person.given] = self._best_given(surname, person.given)
        cost, others = named
        return cost + sum(self._other(place, person) for place in others) if others else cost

    def _best_given(self, surname: int, given: GivenName) -> tuple[float, tuple[int, ...]]:
        """Find the word that is likeliest the given name: its cost, and the places of the words that are left."""
        rest = [place for place in range(len(self._question.words)) if place != surname]
        costs = [self._given_name(place, given) for place in rest]
        cost = min(costs)
        del rest[costs.index(cost)]
        return cost, tuple(rest)

    def _given_name(self, place: int, given: GivenName) -> float:
        key = (place, given)
        cost = self._given.get(key)
        if cost is None:
            cost = self._given[key] = self._given_price(place, given)
        return cost

    def _given_price(self, place: int, given: GivenName) -> float:
        if self._question.initials[place]:
            return self._initial(place, given)
        meant, certain = self._question.names[place], self._question.certain[place]
        costs = [meant[name] for name in given.names if name in meant]
        if certain and given.names and certain.isdisjoint(given.names):
            return min([OTHER_GIVEN, *(MISTAKEN_NAME + cost for cost in costs)])
        return min([OTHER_GIVEN, *costs, self._question.words[place].rough_cost(given.sounds, GIVEN)])

    def _initial(self, place: int, given: GivenName) -> float:
        known = {sound.coarse[:1] for sound in given.sounds}
        known |= self._question.given_names.initials(given.names)
        return OTHER_GIVEN if known.isdisjoint(self._question.initials[place]) else INITIAL

    def _other(self, place: int, person: Named) -> float:
        """Price a word that is neither the given name nor the surname: a patronymic, or one too many."""
        if not self._question.patronymic[place]:
            return UNUSED_WORD
        if not person.patronymics:
            return UNKNOWN_PATRONYMIC
        return min(OTHER_PATRONYMIC, *(self._patronymic(place, stored) for stored in person.patronymics))

    def _patronymic(self, place: int, stored: StoredWord) -> float:
        key = (place, stored)
        cost = self._patronymics.get(key)
        if cost is None:
            cost = self._patronymics[key] = self._question.words[place].rough_cost(stored.sounds, PATRONYMIC)
        return cost
