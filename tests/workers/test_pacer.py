"""The operator's rate is never exceeded in any second, and a hold is obeyed."""

import asyncio
import itertools

import pytest

from domain.audience import Lane
from tests.clock import FakeClock
from workers.pacer import EARLY_SECONDS, Pacer


class Late(FakeClock):
    """A clock on a busy machine: who sleeps wakes up late, by an amount that changes."""

    def __init__(self) -> None:
        super().__init__()
        self._naps = 0

    async def sleep(self, seconds: float) -> None:
        self._naps += 1
        await super().sleep(seconds + (0, 0.001, 0.004, 0.02, 0.3)[self._naps % 5])


@pytest.mark.parametrize("rate", [0.5, 1, 25, 30, 1_000])
@pytest.mark.parametrize("clock", [FakeClock(), Late()], ids=["punctual", "late"])
async def test_never_more_than_the_rate_in_any_second(clock: FakeClock, rate: float) -> None:
    pacer = Pacer(rate, clock)
    slots = [await _slot(pacer, clock) for _ in range(200)]
    window = max(1, 1 / rate)
    most = max(sum(begin <= slot < begin + window for slot in slots) for begin in slots)
    assert most <= max(1, rate)


async def test_who_was_written_to_just_now_is_spared_what_they_did_not_ask_for(clock: FakeClock) -> None:
    pacer = Pacer(1_000, clock)
    told: list[float] = []
    for _ in range(3):
        await pacer.unasked(Lane.DIGESTS, 7)
        told.append(clock.monotonic())
    await pacer.unasked(Lane.DIGESTS, 8)
    told.append(clock.monotonic())
    assert [later - sooner >= 1 for sooner, later in itertools.pairwise(told)] == [True, True, False]


async def test_nearly_the_whole_rate_is_used(clock: FakeClock) -> None:
    pacer = Pacer(25, clock)
    slots = [await _slot(pacer, clock) for _ in range(251)]
    assert slots[-1] - slots[0] <= 10 * 1.01


async def test_what_was_not_used_is_not_saved_up(clock: FakeClock) -> None:
    pacer = Pacer(10, clock)
    await pacer.turn(Lane.CHATS)
    clock.advance(60)
    slots = [await _slot(pacer, clock) for _ in range(10)]
    assert slots[-1] - slots[0] >= 0.89


async def test_a_hold_is_obeyed_and_the_longest_counts(clock: FakeClock) -> None:
    pacer = Pacer(25, clock)
    pacer.hold(7)
    pacer.hold(3)
    assert pacer.held() == pytest.approx(7)
    assert await _slot(pacer, clock) >= 7
    assert pacer.held() == 0


async def test_a_hold_reaches_who_already_waits(clock: FakeClock) -> None:
    pacer = Pacer(0.2, clock)
    await pacer.turn(Lane.CHATS)
    waiting = asyncio.ensure_future(pacer.turn(Lane.CHATS))
    await asyncio.sleep(0)
    pacer.hold(30)
    await waiting
    assert clock.monotonic() >= 30


async def _slot(pacer: Pacer, clock: FakeClock) -> float:
    await pacer.turn(Lane.CHATS)
    return clock.monotonic()


async def test_after_a_hold_the_pace_is_slower_and_recovers(clock: FakeClock) -> None:
    pacer = Pacer(100, clock)
    await _slot(pacer, clock)
    pacer.hold(3)
    begun = await _slot(pacer, clock)
    slow = [await _slot(pacer, clock) for _ in range(80)][-1] - begun
    assert 0.95 <= slow <= 1.01
    clock.advance(30)
    begun = await _slot(pacer, clock)
    assert [await _slot(pacer, clock) for _ in range(100)][-1] - begun <= 1.01


async def test_holds_that_fall_together_slow_down_once(clock: FakeClock) -> None:
    pacer = Pacer(100, clock)
    for _ in range(20):
        pacer.hold(1)
    begun = await _slot(pacer, clock)
    assert [await _slot(pacer, clock) for _ in range(80)][-1] - begun <= 1.01


async def test_slots_that_were_not_used_in_time_let_out_no_burst(clock: FakeClock) -> None:
    pacer = Pacer(1_000, clock)
    for _ in range(50):
        await pacer.turn(Lane.CHATS)
    left: list[float] = []
    while len(left) < 60:
        if (wait := pacer.leave()) > 0:
            await clock.sleep(wait)
        else:
            left.append(clock.monotonic())
    for first, begin in enumerate(left):
        for last, end in enumerate(left[first:], first):
            assert last - first + 1 <= (end - begin + EARLY_SECONDS) * 1_000 + 1.001, "a bucket of seven at most"
    assert left[-1] - left[0] <= 0.06


async def test_who_uses_a_slot_at_once_never_waits_to_leave(clock: FakeClock) -> None:
    pacer = Pacer(25, clock)
    for _ in range(100):
        await pacer.turn(Lane.CHATS)
        assert pacer.leave() == 0
