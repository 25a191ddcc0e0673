"""What is told again until it is seen: news of freedom or of a verdict, to who asked, counted by no calendar."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event import Act, EventKind
from domain.insisting import APART, TIMES, Insistence, insists, latest_due
from domain.subscription import ChatKind, Topic
from tests.clock import START
from tests.storage.samples import chat, event

INSISTED = {EventKind.PARDON, EventKind.RELEASE, EventKind.CONVICTION, EventKind.ADDED_SENTENCE}
READER = replace(chat(1, Topic.ALL, follows=(3,)), insist=True)
SECOND, HOUR, DAY, TEN_YEARS = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=3_652)

codes = st.frozensets(st.integers(1, 5))
jumps = st.sampled_from([timedelta(0)] * 4 + [DAY, -DAY, TEN_YEARS, -TEN_YEARS])
looks = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(hours=3)), jumps), max_size=80)


@given(codes, codes, st.sampled_from(EventKind), st.sampled_from(Act), st.booleans())
def test_only_who_asked_and_follows_somebody_named(
    named: frozenset[int], follows: frozenset[int], kind: EventKind, act: Act, insist: bool
) -> None:
    reader = replace(READER, follows=follows, insist=insist)
    expected = insist and kind in INSISTED and act is not Act.CANCEL and bool(named & follows)
    assert insists(event(kind=kind, act=act), named, reader) == expected


@pytest.mark.parametrize("kind", EventKind)
def test_a_death_is_told_once_and_so_is_what_is_neither_freedom_nor_a_verdict(kind: EventKind) -> None:
    assert insists(event(kind=kind), [3], READER) == (kind in INSISTED)


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.CHANNEL])
def test_a_group_is_told_once(kind: ChatKind) -> None:
    assert not insists(event(), [3], replace(READER, kind=kind))


@given(looks)
def test_no_clock_brings_a_burst_or_an_end(steps: list[tuple[timedelta, timedelta]]) -> None:
    """Whatever the clock did, a look repeats once at most, and every one of the 48 comes when the clock goes right."""
    now, quiet_for, done = START, timedelta(0), 0
    held = Insistence.begun(now)
    right = [(APART, timedelta(0))] * (TIMES + 2)
    for passed, jump in [*steps, *right]:
        now += passed + jump
        quiet_for = APART if jump else quiet_for + passed
        held = held.mended(now)
        assert held.due <= latest_due(now)
        if held.left > 0 and held.due <= now:
            assert quiet_for >= APART
            held, quiet_for, done = held.repeated(now), timedelta(0), done + 1
            assert held.due == now + APART
    assert (done, held.left) == (TIMES, 0)


def test_the_last_repeat_comes_after_a_day() -> None:
    held, now = Insistence.begun(START), START
    while held.left > 0:
        now = held.due
        held = held.repeated(now)
    assert now == START + DAY


@pytest.mark.parametrize(("ahead", "due"), [(HOUR, HOUR), (HOUR + SECOND, APART), (TEN_YEARS, APART)])
def test_what_a_wrong_clock_has_put_off_comes_in_half_an_hour(ahead: timedelta, due: timedelta) -> None:
    assert Insistence(START + ahead, 7).mended(START) == Insistence(START + due, 7)
