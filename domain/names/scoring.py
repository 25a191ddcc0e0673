"""What a difference between two spellings costs, and what the sum of the costs means."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from rapidfuzz.distance import OSA


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


COARSE_EDIT = 2.2
FINE_EDIT = 0.45
LETTER_EDIT = 0.45
DECLINED = 0.3
OTHER_FORM = 0.4
SHORT_FORM = 0.6
OTHER_GIVEN = 9.0
NO_GIVEN = 0.0
OTHER_PATRONYMIC = 2.5
UNUSED_PATRONYMIC = 0.2
UNUSED_WORD = 5.0
SWAPPED_LAYOUT = 0.5
SHARPNESS = 1.6
NOBODY = 6.0
NOBODY_BY_SURNAME = 3.0
FOUND_FROM = 0.85
WORTH_SHOWING = 0.02


def verdict(costs: Sequence[tuple[int, float]], nobody: float, limit: int, is_surname_only: bool) -> Lookup:
    """Weigh people by cost against each other and against nobody being meant."""
    weights = [exp(-SHARPNESS * cost) for _, cost in costs]
    total = sum(weights) + exp(-SHARPNESS * nobody)
    matches = tuple(
        Match(code, weight / total)
        for (code, _), weight in list(zip(costs, weights, strict=True))[:limit]
        if weight / total >= WORTH_SHOWING
    )
    if not matches:
        return Lookup(Verdict.NONE, ())
    if matches[0].score >= FOUND_FROM and not is_surname_only:
        return Lookup(Verdict.FOUND, matches)
    return Lookup(Verdict.AMBIGUOUS, matches)


def edits(first: str, second: str, most: int) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours; `most` + 1 stands for any more."""
    return OSA.distance(first, second, score_cutoff=most)
