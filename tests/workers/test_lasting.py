"""One worker's fault never stops the others, nor itself for long."""

import asyncio
import logging

import pytest

from storage.errors import FullError
from tests.clock import FakeClock
from workers.lasting import AGAIN_SECONDS, lasting


class Faulty:
    """A worker that meets a fault each time it runs."""

    def __init__(self, fault: BaseException) -> None:
        self._fault = fault
        self.runs = 0

    async def run(self) -> None:
        self.runs += 1
        if self.runs == 4:
            await asyncio.Event().wait()
        raise self._fault


class Steady:
    """A worker that does its work."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.rounds = 0

    async def run(self) -> None:
        while True:
            self.rounds += 1
            await self._clock.sleep(1)


@pytest.mark.parametrize("fault", [KeyError("Тайна"), TimeoutError(), asyncio.CancelledError(), RecursionError()])
async def test_a_fault_is_written_down_and_the_worker_starts_again(
    clock: FakeClock, caplog: pytest.LogCaptureFixture, fault: BaseException
) -> None:
    faulty, steady = Faulty(fault), Steady(clock)
    with caplog.at_level(logging.ERROR):
        running = [asyncio.create_task(lasting(worker, clock)) for worker in (faulty, steady)]
        async with asyncio.timeout(5):
            while faulty.runs < 4 or steady.rounds < 10:  # noqa: ASYNC110 - a count
                await asyncio.sleep(0)
        for task in running:
            task.cancel()
        await asyncio.wait(running)
    assert all(task.cancelled() for task in running), "a stop is not taken for a fault"
    assert len([record for record in caplog.records if record.name == "zvestka.workers"]) == 1
    assert clock.monotonic() >= 3


async def test_each_kind_of_fault_is_told_at_once_and_one_that_goes_on_once_an_hour(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing:
        runs = 0

        async def run(self) -> None:
            self.runs += 1
            if self.runs % 3 == 0:
                raise KeyError("Тайна")
            raise ValueError("Тайна")

    with caplog.at_level(logging.ERROR):
        running = asyncio.create_task(lasting(Failing(), clock))
        for until in (10, AGAIN_SECONDS - 1, AGAIN_SECONDS + 10):
            while clock.monotonic() < until:  # noqa: ASYNC110 - a clock
                await asyncio.sleep(0)
            told = [record.exc_info[0] for record in caplog.records if record.exc_info]
            assert told == [ValueError, KeyError] * (1 if until < AGAIN_SECONDS else 2)
        running.cancel()
        await asyncio.wait({running})


async def test_a_worker_that_ends_starts_again_after_a_pause(clock: FakeClock) -> None:
    class Ending:
        runs = 0

        async def run(self) -> None:
            self.runs += 1

    worker = Ending()
    running = asyncio.create_task(lasting(worker, clock))
    while worker.runs < 3:  # noqa: ASYNC110 - a count
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait({running})
    assert clock.monotonic() >= 2


async def test_a_worker_whose_last_act_fails_stops_all_the_same(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Clumsy:
        async def run(self) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                raise FullError

    running = asyncio.create_task(lasting(Clumsy(), clock))
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait({running}, timeout=5)
    assert running.cancelled()
    assert "Clumsy stopped on a fault: The disk of the database is full." in caplog.text
