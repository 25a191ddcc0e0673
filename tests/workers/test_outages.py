"""An hour without Telegram: nobody is lost or told twice, the operator hears of it, and it ends for all at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from domain.delivery import Failed, Outcome, RetryLater, Sent
from playground import serve
from tests.clock import FakeClock
from tests.logs import everything_said
from tests.workers.outbox import SPEED, Outbox, QuickClock
from workers.delivery import LEAST_IN_FLIGHT
from workers.reach import FAILURES_IN_A_ROW, LONGEST_PAUSE_SECONDS, Reach

HOUR = 3600.0
HOUR_IN_SECONDS = 3.0
CHATS = 60
ALWAYS = 1_000_000


@asynccontextmanager
async def bad_gateway(outbox: Outbox) -> AsyncIterator[None]:
    outbox.telegram.faults.server_error("sendMessage", ALWAYS, code=502)
    yield
    outbox.telegram.faults.clear()


@asynccontextmanager
async def cut(outbox: Outbox) -> AsyncIterator[None]:
    outbox.telegram.faults.reset("sendMessage", ALWAYS)
    yield
    outbox.telegram.faults.clear()


@asynccontextmanager
async def silent(outbox: Outbox) -> AsyncIterator[None]:
    outbox.telegram.faults.hang("sendMessage", HOUR, ALWAYS)
    yield
    outbox.telegram.faults.clear()


@asynccontextmanager
async def gone(outbox: Outbox) -> AsyncIterator[None]:
    port = int(outbox.server.url.rpartition(":")[2])
    await outbox.server.close()
    yield
    outbox.server = await serve(outbox.telegram, port=port)


@pytest.mark.parametrize("outage", [bad_gateway, cut, silent, gone])
async def test_an_hour_without_telegram_loses_nobody_and_is_told_once(
    outbox: Outbox, outage: Callable[[Outbox], AbstractAsyncContextManager[None]]
) -> None:
    clock = outbox.clock = QuickClock(HOUR / HOUR_IN_SECONDS)
    chats = outbox.readers(CHATS)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    await outbox.rewire(patience=0.5)
    with everything_said() as said:
        async with outbox.working(rate=50 * SPEED):
            async with outage(outbox):
                await _pass(clock, HOUR)
                tried = len(outbox.tries())
                clock.go_on_at(SPEED)
            over = clock.monotonic()
            await outbox.settled(number)
            after = clock.monotonic() - over
    assert [outbox.told(chat) for chat in chats] == [1] * CHATS
    assert tried <= LEAST_IN_FLIGHT + HOUR / LONGEST_PAUSE_SECONDS + FAILURES_IN_A_ROW
    assert after < 4 * LONGEST_PAUSE_SECONDS, "nobody waits for a long pause of its own"
    told = [line for line in said.getvalue().splitlines() if " zvestka.delivery " in line]
    assert ["ERROR" in line for line in told] == [True, False]
    assert "has taken no message since 12:" in told[0]
    assert "takes messages again, after" in told[1]


async def _pass(clock: QuickClock, seconds: float) -> None:
    over = clock.monotonic() + seconds
    while clock.monotonic() < over:  # noqa: ASYNC110 - a clock
        await asyncio.sleep(0.01)


LATER = RetryLater()


@pytest.fixture
def reach(clock: FakeClock) -> Reach:
    return Reach(clock)


def test_single_failures_change_nothing(reach: Reach) -> None:
    row: list[Outcome] = [*[LATER] * (FAILURES_IN_A_ROW - 1), Sent(1)]
    for outcome in row * 3:
        assert reach.after(outcome) is outcome
        assert reach.most(32) == 32


@pytest.mark.parametrize("other", [Failed("our own mistake"), RetryLater(everyone=True)])
def test_what_telegram_refuses_is_no_outage(reach: Reach, other: Outcome) -> None:
    assert [reach.after(other) for _ in range(50)] == [other] * 50
    assert reach.most(32) == 32


async def test_the_pauses_grow_to_a_limit_and_end_with_the_first_that_arrives(reach: Reach, clock: FakeClock) -> None:
    for _ in range(LEAST_IN_FLIGHT):
        put_off = reach.after(LATER)
    assert isinstance(put_off, RetryLater)
    assert put_off.after is not None
    pauses = []
    for _ in range(6):
        assert reach.most(32) == 1
        before = clock.monotonic()
        await reach.turn()
        pauses.append(clock.monotonic() - before)
        reach.after(LATER)
    assert pauses == [1, 2, 4, 8, LONGEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS]
    reach.after(Sent(1))
    before = clock.monotonic()
    await reach.turn()
    assert clock.monotonic() == before
    assert reach.most(32) == 32
