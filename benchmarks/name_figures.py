"""What was answered to the queries of one way, as shares: recall, and recall where the answer can be relied on.

Everybody answers something to nearly every query; what counts is how often it is right once wrong answers, also those
given when nobody was there to be found, are as rare as with us. So each way answers only from a score upwards, its own
score, chosen (knowing the right answers: in its favour) as low as a given precision allows.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one query; `wanted` is None when the person is not in the store."""

    kind: str
    wanted: int | None
    found: tuple[int, ...]
    """People by number, the likeliest first."""
    score: float
    """Of the first of them, minus infinity when there is none: whatever the way says, higher for likelier."""
    is_certain: bool
    """Whether the way itself says that the first one is meant; only ours does."""
    ms: float

    @property
    def is_right(self) -> bool:
        """Whether the first answer is the person asked for."""
        return self.wanted is not None and self.found[:1] == (self.wanted,)


def certain_precision(outcomes: Sequence[Outcome]) -> float:
    """Give the share of certain answers that are right, over people who are in the store and who are not."""
    certain = [outcome.is_right for outcome in outcomes if outcome.is_certain]
    return sum(certain) / len(certain) if certain else 1.0


def threshold(outcomes: Iterable[Outcome], precision: float) -> float:
    """Find the lowest score from which at least this share of first answers is right; infinite when none is."""
    answered = sorted((outcome for outcome in outcomes if outcome.found), key=lambda outcome: -outcome.score)
    right = count = 0
    lowest = math.inf
    for score, equal in groupby(answered, key=lambda outcome: outcome.score):
        rights = [outcome.is_right for outcome in equal]
        right, count = right + sum(rights), count + len(rights)
        if right >= precision * count:
            lowest = score
    return lowest


def figures(outcomes: Sequence[Outcome], least: float) -> dict[str, Any]:
    """Sum up a way: its times, and its shares for each class of query and for all, answered from score `least` on."""
    by_class: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_class[outcome.kind].append(outcome)
    times = sorted(outcome.ms for outcome in outcomes)
    return {
        "all": _shares(outcomes, least),
        "classes": {kind: _shares(asked, least) for kind, asked in sorted(by_class.items())},
        "ms_p50": round(statistics.median(times), 2),
        "ms_p99": round(times[max(0, int(len(times) * 0.99) - 1)], 2),
    }


def _shares(outcomes: Sequence[Outcome], least: float) -> dict[str, float]:
    """Recall over those who are in the store; false answers over those who are not."""
    present = [outcome for outcome in outcomes if outcome.wanted is not None]
    absent = [outcome for outcome in outcomes if outcome.wanted is None]
    return {
        "n": len(outcomes),
        "recall@1": _share(outcome.is_right for outcome in present),
        "recall@5": _share(outcome.wanted in outcome.found for outcome in present),
        "recall@1_at_precision": _share(outcome.is_right and outcome.score >= least for outcome in present),
        "wrong_at_precision": _share(not outcome.is_right and outcome.score >= least for outcome in outcomes),
        "found_right": _share(outcome.is_right and outcome.is_certain for outcome in present),
        "found_wrong": _share(outcome.is_certain and not outcome.is_right for outcome in outcomes),
        "absent_none": _share(not outcome.found for outcome in absent),
    }


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return round(sum(counted) / len(counted), 3) if counted else 0.0
