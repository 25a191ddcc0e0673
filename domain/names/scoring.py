"""What differences between spellings cost, and what the sum of the costs means.

Costs are natural logarithms of odds, fitted on half of the development people and checked on the other half
(docs/names.md shows the curve): a person whose costs are one higher is e times less likely to be the one meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp


class Verdict(StrEnum):
    """What may be done with the answer: show the person, let the reader choose, or say that nobody was found."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """A person by code; the score is the estimated probability (0 to 1) that this is the person meant."""

    code: int
    score: float


@dataclass(frozen=True, slots=True)
class Lookup:
    """The verdict and the people it speaks of, the likeliest first."""

    verdict: Verdict
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What it costs to take one word for another."""

    first_slip: float
    further_slip: float
    brevity: float
    """Added to a slip for each letter under six, taken off for each above: a slip in a long word is less suspicious."""
    nuance: float
    """For any difference in the fine spelling that is no slip: a name spelled otherwise is so all through."""
    odd_nuance: float
    """On top, for each difference that akanne, yakanne and hardened consonants do not explain."""
    far_nuance: float
    """On top, for each difference that a confusion of i and y or of h and kh does not explain either."""


SURNAME = Weights(first_slip=6.2, further_slip=4.5, brevity=0.35, nuance=1.8, odd_nuance=1.55, far_nuance=1.3)
GIVEN = Weights(first_slip=0.3, further_slip=3.4, brevity=0.0, nuance=0.0, odd_nuance=0.0, far_nuance=0.0)
PATRONYMIC = Weights(first_slip=1.5, further_slip=1.5, brevity=0.0, nuance=0.0, odd_nuance=0.0, far_nuance=0.0)
DECLINED = 0.8
"""For each word that may be declined, before the words are made to agree."""
OBLIQUE = 2.1
"""For the whole name standing in an oblique case."""
INDECLINABLE = 0.8
"""For each word of it that looks like a nominative all the same."""
OTHER_FORM = 0.5
SHORT_FORM = 1.5
INITIAL = 0.9
OTHER_GIVEN = 9.5
MISTAKEN_NAME = 4.0
"""For taking one well-known given name for a slip of another."""
OTHER_PATRONYMIC = 4.6
UNKNOWN_PATRONYMIC = 0.9
PATRONYMIC_AS_SURNAME = 5.5
"""For taking the word after a well-known given name, with a third one there, for the surname."""
UNUSED_WORD = 5.5
OTHER_LAYOUT = 0.3
NOBODY = 6.6
NOBODY_BY_SURNAME = 4.6
"""A surname alone says less: the person meant may well be somebody else of that name who is not in the register."""

FOUND_FROM = 0.7
RIVAL = 0.11
"""How much as likely another person may be: rather ask than take one of two whose names are a nuance apart."""
FOUND_BY_SURNAME = 0.92
"""No two people whose surnames are nuances apart reach it."""
WORTH_SHOWING = 0.0007


def judged(costs: Sequence[tuple[int, float]], limit: int, is_surname_only: bool) -> Lookup:
    """Weigh people by their costs, cheapest first, against each other and against nobody being meant."""
    weights = [exp(-cost) for _, cost in costs]
    total = sum(weights) + exp(-(NOBODY_BY_SURNAME if is_surname_only else NOBODY))
    scored = [Match(code, weight / total) for (code, _), weight in zip(costs, weights, strict=True)]
    matches = tuple(match for match in scored[:limit] if match.score >= WORTH_SHOWING)
    if not matches:
        return Lookup(Verdict.NONE, ())
    enough = FOUND_BY_SURNAME if is_surname_only else FOUND_FROM
    best, rival = scored[0].score, scored[1].score if len(scored) > 1 else 0.0
    is_sure = best >= enough and rival <= RIVAL * best
    return Lookup(Verdict.FOUND if is_sure else Verdict.AMBIGUOUS, matches)
