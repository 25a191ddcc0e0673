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
    """What it costs to take one word for another: the first slip, each further one, each nuance, a case ending."""

    first_slip: float
    further_slip: float
    nuance: float
    declined: float
    brevity: float
    """Added for a slip in a word of three letters; falls to nothing at six."""


SURNAME = Weights(first_slip=4.0, further_slip=2.2, nuance=1.5, declined=1.6, brevity=1.2)
GIVEN = Weights(first_slip=1.4, further_slip=3.4, nuance=0.2, declined=1.2, brevity=0.0)
OTHER_FORM = 1.0
SHORT_FORM = 1.7
INITIAL = 1.4
OTHER_GIVEN = 9.5
OTHER_PATRONYMIC = 5.5
UNKNOWN_PATRONYMIC = 1.0
UNUSED_WORD = 7.5
OTHER_LAYOUT = 0.5
NOBODY = 6.8
NOBODY_BY_SURNAME = 4.6
"""A surname alone says less: the person meant may well be somebody else of that name who is not in the register."""

FOUND_FROM = 0.9
WORTH_SHOWING = 0.004


def judged(costs: Sequence[tuple[int, float]], limit: int, nobody: float) -> Lookup:
    """Weigh people by their costs, cheapest first, against each other and against nobody being meant."""
    weights = [exp(-cost) for _, cost in costs]
    total = sum(weights) + exp(-nobody)
    scored = [Match(code, weight / total) for (code, _), weight in zip(costs, weights, strict=True)]
    matches = tuple(match for match in scored[:limit] if match.score >= WORTH_SHOWING)
    if not matches:
        return Lookup(Verdict.NONE, ())
    return Lookup(Verdict.FOUND if matches[0].score >= FOUND_FROM else Verdict.AMBIGUOUS, matches)
