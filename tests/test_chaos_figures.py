"""How a chaotic run is judged: each fault is seen where it is planted."""

from benchmarks.chaos import breaches
from benchmarks.chaos_figures import Withdrawal, judged
from benchmarks.chaos_witness import Telling

CHATS = (1, 2)
STORIES = {"s1": CHATS}
BOTH = [Telling("s1", chat, 1, answered=True) for chat in CHATS]
FINE = {"lost": 0, "unsettled": 0, "unexplained": 0, "told_after_retraction": 0, "most_repeats": 32, "in_flight": 32}


def test_all_are_told_once() -> None:
    verdict = judged(BOTH, STORIES)
    assert (verdict.lost, verdict.most(), verdict.provoked, verdict.unexplained) == (0, 0, 0, 0)


def test_who_is_told_of_another_story_only_is_lost() -> None:
    assert judged(BOTH, STORIES | {"s2": CHATS}).lost == 2


def test_a_repeat_counts_for_the_life_that_could_not_note_the_first() -> None:
    again = Telling("s1", 1, 3, answered=True)
    verdict = judged([*BOTH, again], STORIES)
    assert verdict.repeats == {1: 1}
    assert verdict.unexplained == 0


def test_a_repeat_within_one_life_has_no_excuse() -> None:
    assert judged([*BOTH, BOTH[0]], STORIES).unexplained == 1


def test_what_the_server_did_not_own_up_to_may_be_said_again() -> None:
    cut = Telling("s1", 1, 1, answered=False)
    verdict = judged([cut, *BOTH], STORIES)
    assert (verdict.provoked, verdict.most(), verdict.unexplained) == (1, 0, 0)


def test_who_knew_a_story_that_was_taken_back_and_who_heard_it_after_that() -> None:
    withdrawn = Withdrawal("s1", "r1", at=1)
    assert withdrawn.told(BOTH) == {1}
    assert withdrawn.told_after(BOTH) == 1


def test_every_promise_can_be_broken() -> None:
    assert not breaches(FINE)
    for name in ("lost", "unsettled", "unexplained", "told_after_retraction"):
        assert breaches(FINE | {name: 1}) == [name]
    assert breaches(FINE | {"most_repeats": 33}) == ["most_repeats"]
    assert not breaches(FINE | {"lock_told": 1, "lock_end_told": 1})
    assert breaches(FINE | {"lock_told": 0, "lock_end_told": 0}) == ["lock_told"]
