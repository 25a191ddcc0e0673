"""Another process holds the database for some seconds: nobody is lost, nobody told twice."""

import asyncio

import pytest

from tests.logs import everything_said
from tests.workers.locked import locked
from tests.workers.outbox import SPEED, Outbox, QuickClock


async def test_a_database_locked_for_seconds_loses_nothing_and_is_told_once(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.books.SLOW_SECONDS", 0.5)
    outbox.clock = QuickClock(speed=1)
    chats = outbox.readers(30)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.latency = 0.1
    with everything_said() as said:
        async with outbox.working(rate=50 * SPEED):
            await outbox.telegram.wait_for(lambda: len(outbox.tries()) >= 5)
            async with locked(outbox.folder / "store" / "zvestka.db"):
                await asyncio.sleep(0.5)  # what was leased before goes out
                tried = len(outbox.tries())
                await asyncio.sleep(1.5)
                assert len(outbox.tries()) == tried < 30, "who cannot be leased is not told"
            await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 30
    told = [line for line in said.getvalue().splitlines() if " zvestka.delivery " in line]
    assert ["ERROR" in line for line in told] == [True, False]
    assert "Another process holds the database" in told[0]
    assert "can be written again" in told[1]
