"""What expires by date waits until the date can be trusted, on each engine."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from domain.delivery import KEPT as NUMBERS_KEPT
from domain.delivery import RetryLater, Sent
from domain.steadiness import STEADY, Steadiness
from domain.subscription import Topic
from storage.articles import KEPT as ARTICLES_KEPT
from storage.articles import Articles
from storage.clock import ClockRow
from storage.database import Database
from storage.deliveries import Deliveries
from storage.leasing import Leasing
from storage.sealing import Sealer
from tests.clock import START, FakeClock
from tests.storage.samples import House, chat, event, lease
from workers.clock_watch import ClockWatch
from workers.keeping import KeepingWorker

MINUTE, HOUR, DAY, TEN_YEARS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=3_652)
JUMPS = [DAY, -DAY, TEN_YEARS, -TEN_YEARS]


@dataclass(slots=True)
class Kept:
    """A message's number, to be dropped in 46 hours, an article, to be dropped later, and who would drop them."""

    row: ClockRow
    clock: FakeClock
    number: int
    deliveries: Deliveries
    articles: Articles
    keeper: KeepingWorker

    def restarted(self) -> None:
        """Begin another process on the same store."""
        self.keeper = KeepingWorker(
            self.deliveries, self.articles, ClockWatch(self.row, self.clock, self.deliveries.hasten), self.clock
        )

    async def hours(self, count: int) -> None:
        """Let the keeper go round once an hour."""
        for _ in range(count):
            self.clock.advance(HOUR.total_seconds())
            await self.keeper.drop_old()

    async def left(self) -> tuple[int, int]:
        """Return how many sealed message numbers and how many articles are kept."""
        return (await self.deliveries.progress(self.number)).sent, len(await self.articles.met("news", ["1"]))


def watch_of(database: Database, clock: FakeClock) -> ClockWatch:
    return ClockWatch(ClockRow(database), clock, Leasing(database).hasten)


@pytest.fixture
async def kept(database: Database, sealer: Sealer, clock: FakeClock) -> Kept:
    house, row, articles = House(database, sealer), ClockRow(database), Articles(database)
    await house.subscribers.load()
    deliveries, long_ago = Deliveries(database, house.subscribers), START - 2 * DAY
    await house.subscribers.put(chat(1, Topic.ALL))
    filed = await house.approved(event())
    await house.confirm(filed)
    [delivery] = await lease(deliveries, START, 1)
    await deliveries.settle(delivery, Sent(1), START + 46 * HOUR - NUMBERS_KEPT)
    await articles.note("news", {"1": "f"}, long_ago)
    await row.note(Steadiness(START, long_ago))
    keeper = KeepingWorker(deliveries, articles, ClockWatch(row, clock, deliveries.hasten), clock)
    return Kept(row, clock, filed.number, deliveries, articles, keeper)


async def test_what_is_too_old_is_dropped_by_a_steady_clock(kept: Kept) -> None:
    await kept.hours(1)
    assert await kept.left() == (1, 1)
    kept.clock.advance((NUMBERS_KEPT - 2 * DAY).total_seconds())
    await kept.hours(1)
    assert await kept.left() == (0, 1)
    kept.clock.advance((ARTICLES_KEPT - NUMBERS_KEPT).total_seconds())
    await kept.hours(1)
    assert await kept.left() == (0, 0)


@pytest.mark.parametrize("by", JUMPS)
async def test_a_wrong_date_that_is_set_right_within_the_day_drops_nothing(kept: Kept, by: timedelta) -> None:
    await kept.hours(1)
    kept.clock.set_off(by)
    await kept.hours(23)
    assert await kept.left() == (1, 1)
    kept.restarted()
    kept.clock.set_off(-by)
    await kept.hours(20)
    assert await kept.left() == (1, 1), "by the right date it is not old"


@pytest.mark.parametrize("by", [-DAY, TEN_YEARS, -TEN_YEARS])
async def test_a_wrong_date_at_the_start_drops_nothing_for_a_day(kept: Kept, by: timedelta) -> None:
    kept.clock.set_off(by)
    await kept.hours(24)
    assert await kept.left() == (1, 1)
    await kept.hours(1)
    assert await kept.left() == ((0, 0) if by > DAY else (1, 1)), "then the operator has had a day to set it right"


async def test_the_first_start_of_all_waits_a_day(database: Database, clock: FakeClock) -> None:
    watch = watch_of(database, clock)
    assert not await watch.steady(clock.now())
    clock.advance(STEADY.total_seconds() - 1)
    assert not await watch.steady(clock.now())
    clock.advance(1)
    assert await watch.steady(clock.now())


async def test_a_clock_that_nobody_looked_at_yet_is_noted_and_its_looks_go_on(
    database: Database, clock: FakeClock
) -> None:
    row = ClockRow(database)
    watching = asyncio.create_task(watch_of(database, clock).run())
    async with asyncio.timeout(20):
        while not (seen := await row.kept()) or seen.beat < START + 5 * MINUTE:
            pass
    watching.cancel()
    await asyncio.wait({watching})
    assert seen.steady == START


@pytest.mark.parametrize("by", JUMPS)
async def test_a_jump_is_told_once_and_is_known_to_the_next_process(
    database: Database, clock: FakeClock, caplog: pytest.LogCaptureFixture, by: timedelta
) -> None:
    row = ClockRow(database)
    await row.note(Steadiness(START, START - 2 * STEADY))
    watch = watch_of(database, clock)
    assert await watch.steady(clock.now())
    clock.set_off(by)
    jumped = clock.now()
    with caplog.at_level(logging.ERROR):
        assert [await watch.steady(clock.now()) for _ in range(3)] == [False] * 3
    [record] = caplog.records
    assert record.getMessage().startswith(f"the clock jumped from {_minute(START)} to {_minute(jumped)}: ")
    assert await row.kept() == Steadiness(jumped, jumped)
    clock.advance(STEADY.total_seconds() - 1)
    assert not await watch_of(database, clock).steady(clock.now())


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


@pytest.mark.parametrize("ahead", [DAY, TEN_YEARS])
async def test_who_was_put_off_by_a_date_ahead_of_its_time_is_told_once_the_date_is_right(
    kept: Kept, database: Database, sealer: Sealer, ahead: timedelta
) -> None:
    house = House(database, sealer)
    await house.subscribers.load()
    await house.confirm(await house.approved(event("e2")))
    kept.clock.set_off(ahead)
    await kept.hours(1)
    [delivery] = await lease(kept.deliveries, kept.clock.now(), 1)
    await kept.deliveries.settle(delivery, RetryLater(), kept.clock.now())
    kept.clock.set_off(-ahead)
    assert await lease(kept.deliveries, kept.clock.now(), 1) == ()
    await kept.hours(1)
    assert [each.id for each in await lease(kept.deliveries, kept.clock.now(), 1)] == [delivery.id]
