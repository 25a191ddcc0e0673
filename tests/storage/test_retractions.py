"""What was sent and taken back; what is kept of who was told, and for how long."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Table, func, select

from domain.audience import Lane
from domain.dates import PartialDate
from domain.delivery import KEPT, LEASE, Delivery, RetryLater, Said, Sent
from domain.event import Act, EventState, Filed
from domain.person import Custody, Status
from domain.subscription import Topic
from storage.deliveries import Deliveries, Progress
from storage.errors import AlreadyConfirmed
from storage.outbox_tables import pages, repeats
from storage.subscribers import Subscribers
from tests.storage.samples import NOW, TODAY, House, chat, event, lease, person

DAY = timedelta(days=1)
HELD = Custody(Status.IMPRISONED, institution="colony-4", as_of=PartialDate(2024, 1))


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


async def on_its_way(house: House, chats: int) -> Filed:
    """Put a release of somebody who is held on its way to so many chats."""
    await house.people.put([person(1, custody=HELD)], TODAY)
    for chat_id in range(1, chats + 1):
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event(people=("viasna:1",)))
    await house.confirm(filed)
    return filed


async def custody(house: House) -> Custody:
    listed = await house.people.by_id("viasna:1")
    assert listed
    return listed.person.custody


async def rows(house: House, table: Table) -> int:
    async with house.db.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def test_only_who_was_told_hears_that_it_is_taken_back(house: House, outbox: Deliveries) -> None:
    filed = await on_its_way(house, 3)
    told, maybe = await lease(outbox, NOW, 2)
    await outbox.settle(told, Sent(7), NOW)
    await house.retracted(filed)
    told_of_it = await lease(outbox, NOW, 9)
    assert {(each.chat, each.revision, each.lane) for each in told_of_it} == {
        (told.chat, 2, Lane.CORRECTIONS),
        (maybe.chat, 2, Lane.CORRECTIONS),
    }


async def test_what_is_taken_back_is_no_news_and_nobody_is_free_by_it(house: House, outbox: Deliveries) -> None:
    filed = await on_its_way(house, 0)
    assert (await custody(house)).status is Status.RELEASED
    taken_back = await house.retracted(filed)
    assert await custody(house) == HELD
    assert await house.events.latest(None, 10, 0) == []
    assert await house.events.about("viasna:1", 10) == []
    held = await house.events.by_number(filed.number)
    assert held == Filed(filed.number, taken_back.event, EventState.RETRACTED)
    assert [was.revision for was, _ in await house.events.earlier(filed.number)] == [1]
    with pytest.raises(AlreadyConfirmed):
        await house.confirm(taken_back)


@pytest.mark.parametrize("last", [Act.UPDATE, Act.CANCEL])
async def test_a_date_corrected_before_does_not_stand_in_the_way_of_the_truth(house: House, last: Act) -> None:
    """What an earlier, wrong revision made of somebody is not what was known before."""
    filed = await on_its_way(house, 0)
    moved = await house.corrected(filed, date=PartialDate(2025, 6, 22))
    await house.confirm(moved)
    assert (await custody(house)).as_of == PartialDate(2025, 6, 22)
    await house.confirm(await house.corrected(moved, act=last, people=()))
    assert await custody(house) == HELD


async def test_what_the_register_says_since_stays(house: House) -> None:
    filed = await on_its_way(house, 0)
    anew = Custody(Status.DETAINED, detained=PartialDate(2026, 11, 20), as_of=PartialDate(2026, 11, 20))
    await house.people.put([person(1, custody=anew)], date(2026, 11, 24))
    await house.retracted(filed)
    assert await custody(house) == anew


async def test_cut_off_before_the_last_step_nothing_has_happened_and_it_can_be_asked_for_again(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, 3)
    [told] = await lease(outbox, NOW, 1)
    await outbox.settle(told, Sent(7), NOW)
    revised = await house.corrected(filed, count=15)

    class Killed(Subscribers):
        async def changed_since(self, *_: object) -> list[object]:  # type: ignore[override]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await house.confirm_through(Killed(house.db, house.sealer), revised)
    assert await lease(outbox, NOW, 9) == ()
    assert await house.events.by_number(filed.number) == Filed(filed.number, filed.event, EventState.CONFIRMED)
    assert (await house.confirm(revised)).recipients == 3
    assert sorted((each.revision, each.lane) for each in await lease(outbox, NOW, 9)) == [
        (2, Lane.CORRECTIONS),
        (2, Lane.CHATS),
        (2, Lane.CHATS),
    ]


async def test_of_two_who_confirm_a_correction_at_once_one_wins(house: House, outbox: Deliveries) -> None:
    filed = await on_its_way(house, 30)
    for told in await lease(outbox, NOW, 20):
        await outbox.settle(told, Sent(7), NOW)
    revised = await house.corrected(filed, count=15)
    outcomes = await asyncio.gather(*(house.confirm(revised) for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(outcome, AlreadyConfirmed) for outcome in outcomes) == 2
    leased = await lease(outbox, NOW, 99)
    assert len({each.chat for each in leased}) == len(leased) == 30
    assert sum(each.lane is Lane.CORRECTIONS for each in leased) == 20
    assert await outbox.progress(filed.number) == Progress(30, 0, 0)


async def test_what_was_packed_of_the_old_news_is_never_told_and_dropped(house: House, outbox: Deliveries) -> None:
    filed = await on_its_way(house, 5)
    await house.confirm(await house.corrected(filed, count=15))
    assert [each.revision for each in await lease(outbox, NOW, 9)] == [2] * 5
    assert await rows(house, pages) == 2
    await outbox.purge(NOW)
    assert await rows(house, pages) == 1
    assert [each.revision for each in await lease(outbox, NOW + LEASE, 9)] == [2] * 5


async def superseded_under_way(house: House, outbox: Deliveries) -> tuple[Delivery, Delivery]:
    """Correct a piece of news while it is under way to a chat; return that delivery and the correction's."""
    filed = await on_its_way(house, 1)
    [old] = await lease(outbox, NOW, 1)
    await house.confirm(await house.corrected(filed, count=15))
    [new] = await lease(outbox, NOW, 1)
    return old, new


async def test_what_was_under_way_when_it_was_corrected_is_known_once_it_arrives(
    house: House, outbox: Deliveries
) -> None:
    old, new = await superseded_under_way(house, outbox)
    assert await outbox.said(new) == [Said(1, None, is_alone=True)]
    await outbox.settle(old, Sent(7), NOW)
    assert await outbox.said(new) == [Said(1, 7, is_alone=True)]


async def test_what_was_under_way_and_did_not_arrive_is_not_tried_again(house: House, outbox: Deliveries) -> None:
    old, new = await superseded_under_way(house, outbox)
    await outbox.settle(old, RetryLater(), NOW)
    await outbox.release([old])
    await outbox.settle(new, Sent(8), NOW)
    assert await lease(outbox, NOW + DAY, 9) == ()


def _numbers(said: Sequence[Said]) -> list[int | None]:
    return sorted((each.message_id for each in said), key=str)


async def test_of_a_chat_told_twice_both_numbers_are_known_for_as_long_as_the_first(
    house: House, outbox: Deliveries
) -> None:
    old, new = await superseded_under_way(house, outbox)
    await outbox.settle(old, Sent(7), NOW)
    await outbox.settle(old, Sent(8), NOW + DAY)
    assert _numbers(await outbox.said(new)) == [7, 8]
    await outbox.purge(NOW + KEPT - DAY)
    assert _numbers(await outbox.said(new)) == [7, 8]
    await outbox.purge(NOW + KEPT)
    assert _numbers(await outbox.said(new)) == [8]
    await outbox.purge(NOW + KEPT + DAY)
    assert await outbox.said(new) == []
    assert await rows(house, repeats) == 0


async def test_who_erases_itself_takes_its_numbers_along(house: House, outbox: Deliveries) -> None:
    old, new = await superseded_under_way(house, outbox)
    await outbox.settle(old, Sent(7), NOW)
    await outbox.settle(old, Sent(8), NOW)
    await house.subscribers.erase(1)
    assert await outbox.said(new) == []
    assert await rows(house, repeats) == 0
