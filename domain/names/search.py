"""One question: typed words against everybody who may bear one of them as a surname."""

from heapq import nsmallest
from math import inf

from domain.names.asked import AskedWord
from domain.names.pricing import Pricing, Question
from domain.names.scoring import OBLIQUE, SURNAME
from domain.names.wordbook import StoredWord, Wordbook

MOST_WORK = 1200
"""People times words beside the surname that are weighed roughly for one question."""

HOPELESS = 8.0
"""How much dearer than the best person a surname may be before the rest of the list is left alone."""

SLACK = 2.0
"""How much dearer than the last of the shortlist it may be; rough prices are rather too high."""

SHORTLIST = 30
"""People weighed exactly."""


class Search:
    """One question put to a wordbook."""

    def __init__(self, wordbook: Wordbook, question: Question) -> None:
        self._wordbook = wordbook
        self._question = question
        self._rough = Pricing(question, AskedWord.rough_cost)
        self._exact = [
            (extra, Pricing(taken, AskedWord.cost))
            for extra, taken in ((0.0, question.as_nominative), (OBLIQUE, question.as_oblique))
        ]

    def people(self) -> list[tuple[int, float]]:
        """List the likeliest people by code with what taking each for the one meant costs, the cheapest first."""
        rough = self._roughly()
        shortlist = nsmallest(SHORTLIST, rough, key=lambda code: (rough[code][0], code))
        exact = [(code, self._exactly(code, rough[code][1])) for code in shortlist]
        return sorted(exact, key=lambda pair: (pair[1], pair[0]))

    def _exactly(self, code: int, place: int) -> float:
        person = self._wordbook.people[code]
        return min(extra + pricing.person(person, place) for extra, pricing in self._exact)

    def _roughly(self) -> dict[int, tuple[float, int]]:
        """Price people until it is plain that nobody likelier comes: rough cost, and which word is the surname."""
        rough: dict[int, tuple[float, int]] = {}
        most, enough, dearest = MOST_WORK // max(1, len(self._question.words) - 1), SHORTLIST, inf
        for cost, place, stored in self._surnames():
            if cost > dearest or len(rough) > most:
                break
            self._bearers(rough, cost, place, stored)
            if len(rough) > enough:
                likeliest = nsmallest(SHORTLIST, rough.values())
                dearest = min(likeliest[0][0] + HOPELESS, likeliest[-1][0] + SLACK)
                enough = 2 * len(rough)
        return rough

    def _bearers(self, rough: dict[int, tuple[float, int]], cost: float, place: int, stored: StoredWord) -> None:
        """Price everybody of one surname, keeping the cheaper price of those who had one."""
        people, rest = self._wordbook.people, self._rough.rest
        for code in stored.people:
            total = cost + rest(people[code], place)
            if code not in rough or total < rough[code][0]:
                rough[code] = (total, place)

    def _surnames(self) -> list[tuple[float, int, StoredWord]]:
        """List the stored surnames like one of the words, the cheapest first: rough cost, which word, the surname."""
        found = [
            (cost, place, stored)
            for place, word in enumerate(self._question.words)
            for stored, cost in self._like(place, word).items()
        ]
        return sorted(found, key=lambda entry: entry[0])

    def _like(self, place: int, word: AskedWord) -> dict[StoredWord, float]:
        """Price roughly the surnames that sound nearly like a typed word, or just like a nominative of it."""
        rough: dict[StoredWord, float] = {}
        most = self._question.slips_as_surname(place)
        for form in word.forms:
            for said in form.sounds:
                near = self._wordbook.nearly(said.coarse, most) if form.is_typed else [(said.coarse, 0)]
                for key, edits in near:
                    for stored in self._wordbook.said(key):
                        cost = form.rough_cost(said, edits, stored.sounds, SURNAME)
                        rough[stored] = min(cost, rough.get(stored, cost))
        return rough
