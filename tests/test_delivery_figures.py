"""How the delivery benchmark counts."""

import json

import pytest

from benchmarks.delivery_figures import (
    Row,
    answering_figures,
    best,
    cpu_figures,
    first_figure,
    medians,
    percentile,
    ratios,
    sent_figures,
    table,
    waiting_figures,
)
from benchmarks.delivery_stand import TEXT

LOG = [(9.0, 1, 200), (10.0, 2, 200), (11.0, 3, 429), (11.5, 3, 200), (12.0, 3, 200), (13.96, 4, 200), (15.0, 5, 200)]


def test_the_messages_are_as_long_as_an_alert() -> None:
    assert 340 <= len(TEXT) <= 360


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.501, 51), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_nobody_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_chat_counts_once_and_only_if_answered_in_time() -> None:
    assert sent_figures(LOG, began=10, ended=14, latency=0.05, rate=2) == {"reached": 0.5, "refused": 1, "share": 0.25}


def test_there_is_no_share_of_no_limit() -> None:
    assert "share" not in sent_figures(LOG, began=10, ended=14, latency=0.05, rate=0)


def test_the_processor_is_shared_by_all_that_was_sent() -> None:
    assert cpu_figures(LOG, began=10, ended=14, cpu=0.008) == {"cpu_ms": 2.0}
    assert cpu_figures([], began=10, ended=14, cpu=1) == {"cpu_ms": None}


def test_relatives_wait_from_their_news_on() -> None:
    assert waiting_figures([12.5, 13.0, 12.0], 12.0, 3) == {"p50": 0.5, "p99": 1.0, "last": 1.0, "untold": 0}


def test_who_is_not_told_waits_for_ever_also_in_json() -> None:
    row = waiting_figures([12.5, 13.0], 12.0, 3)
    assert json.loads(json.dumps(row, allow_nan=False)) == {"p50": 1.0, "p99": None, "last": None, "untold": 1}


def test_the_median_of_rounds_is_never_where_half_were_never() -> None:
    rounds: list[Row] = [{"a": 1.0, "last": None}, {"a": 9.0, "last": 4.0}, {"a": 2.0, "last": 5.0}]
    assert medians(rounds) == {"a": 2.0, "last": 5.0}
    assert medians(rounds[:2]) == {"a": 5.0, "last": None}


def test_the_best_tuning_reaches_most_or_tells_relatives_soonest() -> None:
    assert best({"a": {"reached": 1.0, "cpu_ms": 1.0}, "b": {"reached": 2.0, "cpu_ms": 9.0}}) == "b"
    assert best({"a": {"reached": 2.0, "cpu_ms": 1.0}, "b": {"reached": 2.0, "cpu_ms": None}}) == "a"
    fast: Row = {"reached": 1.0, "cpu_ms": 1.0, "p50": 0.5, "last": 4.0}
    assert best({"a": {**fast, "p50": None, "reached": 9.0}, "b": fast, "c": {**fast, "last": None}}) == "b"


def test_ratios_are_ours_to_theirs_where_both_are_known() -> None:
    ours: Row = {"reached": 1000.0, "cpu_ms": 0.1, "p50": 1.0, "last": 2.0, "errors": 0.0}
    theirs: Row = {"reached": 250.0, "cpu_ms": 2.0, "p50": 4.0, "last": None, "errors": 0.0}
    assert ratios(ours, theirs) == {"reached": 4.0, "cpu_ms": 0.05, "p50": 0.25}


def test_the_table_shows_what_there_is() -> None:
    head, first, second = table("x", {"a": {"reached": 9.96, "p50": None}, "b": {"reached": 2.0, "refused": 3.0}})
    assert head.split() == ["x", "reached/s", "429s", "p50", "s"]
    assert first.split() == ["a", "10.0", "-", "-"]
    assert second.split() == ["b", "2.0", "3", "-"]


def test_an_answer_counts_from_its_update_and_the_first_of_several_counts() -> None:
    log = [(10.1, 1, 200), (10.2, 2, 429), (10.5, 2, 200), (11.0, 2, 200)]
    figures = answering_figures(log, [(10.0, 1), (10.3, 2), (10.4, 3)])
    assert figures["p50_ms"] == pytest.approx(200)
    assert (figures["p99_ms"], figures["last_ms"]) == (None, None), "the third was never answered"


def test_the_first_that_was_reached_and_nobody() -> None:
    assert first_figure(LOG, began=8.5) == {"first": 0.5}
    assert first_figure([(1.0, 1, 429)], began=0.0) == {"first": None}
