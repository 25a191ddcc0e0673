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
    """What it costs to take one word for another: the first slip, each further one, each nuance."""

    first_slip: float
    further_slip: float
    nuance: float
    """For each difference in the fine spelling."""
    strange_nuance: float
    """On top, for each that akanne and yakanne do not explain."""
    brevity: float
    """Added for a slip in a word of three letters; falls to nothing at six."""


SURNAME = Weights(first_slip=3.0, further_slip=2.2, nuance=0.9, strange_nuance=1.5, brevity=1.6)
GIVEN = Weights(first_slip=1.5, further_slip=4.2, nuance=0.1, strange_nuance=0.0, brevity=0.0)
DECLINED = 0.8
"""For each word that may be declined, before the words are made to agree."""
OBLIQUE = 1.4
"""For the whole name standing in an oblique case."""
INDECLINABLE = 0.4
"""For each word of it that looks like a nominative all the same."""
OTHER_FORM = 1.2
SHORT_FORM = 1.8
INITIAL = 0.5
OTHER_GIVEN = 9.5
MISTAKEN_NAME = 4.0
"""For taking one well-known given name for a slip of another."""
OTHER_PATRONYMIC = 4.1
UNKNOWN_PATRONYMIC = 1.0
UNUSED_WORD = 6.8
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
