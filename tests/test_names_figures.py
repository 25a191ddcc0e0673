"""How the benchmark compares ways to find a name."""

import math

from benchmarks.name_figures import Outcome, certain_precision, figures, threshold


def _outcome(score: float, *, right: bool, wanted: int | None = 1, certain: bool = False) -> Outcome:
    return Outcome("clean" if wanted else "clean_absent", wanted, (1 if right else 2,), score, certain, 1.0)


ANSWERED = [
    _outcome(0.9, right=True, certain=True),
    _outcome(0.8, right=False, certain=True),
    _outcome(0.7, right=True),
    _outcome(0.7, right=True),
    _outcome(0.6, right=False, wanted=None),
]


def test_answering_goes_down_to_where_enough_answers_are_right() -> None:
    assert threshold(ANSWERED, 1.0) == 0.9
    assert threshold(ANSWERED, 0.75) == 0.7
    assert threshold(ANSWERED, 0.5) == 0.6


def test_a_way_that_is_never_right_answers_nothing() -> None:
    assert threshold([_outcome(0.9, right=False)], 0.5) == math.inf


def test_equal_scores_stand_or_fall_together() -> None:
    assert threshold([_outcome(0.9, right=True), _outcome(0.9, right=False)], 1.0) == math.inf


def test_recall_counts_only_people_who_are_in_the_store() -> None:
    everybody = figures(ANSWERED, 0.7)["all"]
    assert everybody["recall@1"] == 0.75
    assert everybody["recall@1_at_precision"] == 0.75
    assert everybody["wrong_at_precision"] == 0.2


def test_our_precision_is_that_of_certain_answers() -> None:
    assert certain_precision(ANSWERED) == 0.5
