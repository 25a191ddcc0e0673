"""Once somebody was told a revision, nobody is told an older one, however slowly that was read."""

import asyncio

import pytest

from domain.delivery import Delivery, Passed
from domain.event import Filed
from storage.events import Events
from tests.workers.outbox import Outbox
from workers.freshness import FRESH_SECONDS, FreshNews, Told


def of(number: int, revision: int) -> Delivery:
    return Delivery(1, number, revision, b"c" * 16, 0)


async def test_a_slow_reading_of_what_was_corrected_meanwhile_is_not_told(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await outbox.confirm()
    news, read = FreshNews(outbox.store, outbox.clock), Events.by_number
    has_read, may_go_on = asyncio.Event(), asyncio.Event()

    async def slowly(events: Events, wanted: int) -> Filed | None:
        filed = await read(events, wanted)
        if not has_read.is_set():
            has_read.set()
            await may_go_on.wait()
        return filed

    monkeypatch.setattr(Events, "by_number", slowly)
    old = asyncio.create_task(news.of(of(number, 1)))
    await has_read.wait()
    await outbox.correct(number, count=15)
    assert isinstance(await news.of(of(number, 2)), Told)
    may_go_on.set()
    assert await old == Passed()
    assert await news.of(of(number, 1)) == Passed()


async def test_what_stands_still_on_the_desk_is_not_told(outbox: Outbox) -> None:
    number = await outbox.confirm()
    told = await FreshNews(outbox.store, outbox.clock).of(of(number, 1))
    await outbox.on_desk(number, count=15)
    again = await FreshNews(outbox.store, outbox.clock).of(of(number, 1))
    assert isinstance(told, Told)
    assert isinstance(again, Told)
    assert again.event == told.event


async def test_what_is_ready_is_given_at_once_and_what_was_rendered_holds_while_nothing_changes(outbox: Outbox) -> None:
    number = await outbox.confirm()
    news = FreshNews(outbox.store, outbox.clock)
    await news.ready(of(number, 1))
    first = await news.of(of(number, 1))
    assert isinstance(first, Told)
    await outbox.clock.sleep(2 * FRESH_SECONDS)
    assert await news.of(of(number, 1)) is first
    await outbox.correct(number, count=15)
    await outbox.clock.sleep(2 * FRESH_SECONDS)
    second = await news.of(of(number, 2))
    assert isinstance(second, Told)
    assert second is not first
