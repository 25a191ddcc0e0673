"""One question: typed words against everybody who may bear one of them as a surname."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from itertools import count, groupby
from math import inf
from operator import itemgetter

from domain.names.asked import Form, slip_cost
from domain.names.pricing import Pricing, Question
from domain.names.scoring import OBLIQUE, SURNAME
from domain.names.sounds import Sound
from domain.names.wordbook import StoredWord, Wordbook

MOST_WORK = 1200
"""People times words beside the surname that are weighed roughly for one question."""

HOPELESS = 8.0
"""How much dearer than the best person a surname may be before the rest of the list is left alone."""

SLACK = 2.0
"""How much dearer than the last of the shortlist it may be; rough prices are rather too high."""

SHORTLIST = 30
"""People weighed exactly."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Stored sounds equally far from one way of saying a typed word."""

    least: float
    """No surname of the circle is cheaper."""
    place: int
    form: Form
    said: Sound
    edits: int
    keys: list[str]


class Search:
    """One question put to a wordbook."""

    def __init__(self, wordbook: Wordbook, question: Question) -> None:
        self._wordbook = wordbook
        self._question = question
        self._rough = Pricing(question)
        self._exact = [
            (extra, Pricing(taken)) for extra, taken in ((0.0, question.as_nominative), (OBLIQUE, question.as_oblique))
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
                enough = len(rough) * 3 // 2
        return rough

    def _bearers(self, rough: dict[int, tuple[float, int]], cost: float, place: int, stored: StoredWord) -> None:
        """Price everybody of one surname, keeping the cheaper price of those who had one."""
        people, rest = self._wordbook.people, self._rough.rest
        for code in stored.people:
            total = cost + rest(people[code], place)
            if code not in rough or total < rough[code][0]:
                rough[code] = (total, place)

    def _surnames(self) -> Iterator[tuple[float, int, StoredWord]]:
        """Yield the stored surnames like one of the words, the cheapest first: rough cost, which word, the surname.

        Those of a circle are priced only when everything cheaper has been taken, which mostly is never.
        """
        priced: list[tuple[float, int, int, StoredWord]] = []
        circles = sorted(self._circles(), key=lambda circle: circle.least)
        taken: set[tuple[int, StoredWord]] = set()
        ties = count()
        for number, circle in enumerate(circles):
            following = circles[number + 1].least if number + 1 < len(circles) else inf
            for stored, cost in self._priced(circle):
                heappush(priced, (cost, next(ties), circle.place, stored))
            while priced and priced[0][0] <= following:
                cost, _, place, stored = heappop(priced)
                if (place, stored) not in taken:
                    taken.add((place, stored))
                    yield cost, place, stored

    def _circles(self) -> Iterator[Circle]:
        """Yield what sounds equally nearly like a typed word, or just like a nominative of it."""
        for place, word in enumerate(self._question.words):
            most = self._question.slips_as_surname(place)
            for form in word.forms:
                for said in form.sounds:
                    near = self._wordbook.nearly(said.coarse, most) if form.is_typed else [(said.coarse, 0)]
                    for edits, keys in groupby(near, itemgetter(1)):
                        least = form.cost + slip_cost(edits, len(said.coarse), SURNAME)
                        yield Circle(least, place, form, said, edits, [key for key, _ in keys])

    def _priced(self, circle: Circle) -> Iterator[tuple[StoredWord, float]]:
        for key in circle.keys:
            for stored in self._wordbook.said(key):
                yield stored, circle.form.rough_cost(circle.said, circle.edits, stored.sounds, SURNAME)
