"""A correction reaches whoever was told what it corrects, once, and nobody is told the old news after it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from domain.audience import Lane
from domain.delivery import RetryLater, Sent
from domain.event import Act, EventState, Filed
from domain.subscription import ChatKind, Topic
from storage.deliveries import Deliveries
from storage.errors import AlreadyConfirmed, AlreadyFiled, NoSuchEvent, NotApproved, NotSent
from storage.stopping import go_on
from storage.subscribers import Subscribers
from tests.storage.samples import DIGEST, NOW, TODAY, House, chat, event, lease, person

Told = list[tuple[int, int, Lane]]
"""Chat, revision, lane of every delivery that was leased."""


@pytest.fixture
def outbox(house: House) -> Deliveries:
    return Deliveries(house.db, house.subscribers)


async def sent(house: House, outbox: Deliveries, limit: int = 100) -> Told:
    """Lease and settle as sent; return to whom."""
    told = []
    for delivery in await lease(outbox, NOW, limit):
        subscriber = await house.subscribers.by_key(delivery.chat)
        assert subscriber
        told.append((subscriber.chat_id, delivery.revision, delivery.lane))
        await outbox.settle(delivery, Sent(subscriber.chat_id * 10), NOW)
    return sorted(told)


async def on_its_way(house: House, *chat_ids: int) -> Filed:
    """Confirm an event for these chats."""
    for chat_id in chat_ids:
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event())
    await house.confirm(filed)
    return filed


async def test_what_is_still_to_be_said_waits_while_a_correction_lies_on_the_desk(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, 1, 2, 3)
    await sent(house, outbox, 1)
    revised = await house.events.correct(filed.number, event(count=15, act=Act.UPDATE), NOW)
    assert (revised.event.revision, revised.state) == (2, EventState.DRAFT)
    await go_on(house.db, filed.number)
    assert await sent(house, outbox) == []
    await house.events.drop(filed.number)
    assert [revision for _, revision, _ in await sent(house, outbox)] == [1, 1]
    assert await house.events.by_number(filed.number) == Filed(filed.number, event(), EventState.CONFIRMED)


async def test_a_second_correction_that_is_dropped_leaves_the_first_alert_stopped(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, 1, 2, 3)
    [(first, _, _)] = await sent(house, outbox, 1)
    second = await house.corrected(filed, count=15)
    await house.confirm(second)
    await house.corrected(second, count=16)
    assert await sent(house, outbox) == []
    await house.events.drop(filed.number)
    lanes = {each: Lane.CORRECTIONS if each == first else Lane.CHATS for each in (1, 2, 3)}
    assert await sent(house, outbox) == [(each, 2, lane) for each, lane in lanes.items()]


async def test_of_two_corrections_at_once_one_is_refused(house: House, outbox: Deliveries) -> None:
    filed = await on_its_way(house)
    both = (house.events.correct(filed.number, event(count=count, act=Act.UPDATE), NOW) for count in (15, 16))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(outcome, AlreadyFiled) for outcome in outcomes) == 1
    assert await house.events.on_desk(filed.number) in outcomes


async def test_what_was_not_sent_cannot_be_corrected(house: House) -> None:
    with pytest.raises(NoSuchEvent):
        await house.events.correct(7, event(act=Act.UPDATE), NOW)
    draft = await house.events.file(event("draft"), EventState.DRAFT, NOW)
    known = await house.events.file(event("known"), EventState.HISTORY, NOW)
    taken_back = await on_its_way(house)
    await house.retracted(taken_back)
    for filed in (draft, known, taken_back):
        with pytest.raises(NotSent):
            await house.events.correct(filed.number, event(act=Act.UPDATE), NOW)


async def test_approvals_of_what_was_sent_never_count_for_its_correction(house: House) -> None:
    filed = await on_its_way(house)
    revised = await house.events.correct(filed.number, event(count=15, act=Act.UPDATE), NOW)
    with pytest.raises(NotApproved):
        await house.confirm(revised)
    with pytest.raises(NotApproved):
        await house.confirm(filed)
    with pytest.raises(AlreadyConfirmed):
        await house.events.approve(filed.number, 1, house.sealer.editor_key(3), DIGEST, NOW)
    await house.events.approve(filed.number, 2, house.sealer.editor_key(1), DIGEST, NOW)
    with pytest.raises(NotApproved):
        await house.confirm(revised)
    await house.events.approve(filed.number, 2, house.sealer.editor_key(2), DIGEST, NOW)
    assert (await house.confirm(revised)).number == filed.number


async def test_another_correction_in_the_place_of_an_approved_one_is_not_approved(house: House) -> None:
    filed = await on_its_way(house)
    approved = await house.corrected(filed, count=15)
    await house.events.drop(filed.number)
    await house.events.correct(filed.number, event(count=16, act=Act.UPDATE), NOW)
    with pytest.raises(NotApproved):
        await house.confirm(approved)


async def test_who_was_told_or_may_have_been_is_corrected_once_and_others_get_the_new_news(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, 1, 2, 3, 4)
    first, second, third = await lease(outbox, NOW, 3)
    await outbox.settle(first, Sent(11), NOW)
    await outbox.settle(second, RetryLater(), NOW)
    maybe = {(await _chat_id(house, each.chat), 2, Lane.CORRECTIONS) for each in (first, second, third)}
    await house.confirm(await house.corrected(filed, count=15))
    told = await sent(house, outbox)
    assert {each for each in told if each[2] is Lane.CORRECTIONS} == maybe
    assert [(chat_id, revision) for chat_id, revision, _ in told] == [(1, 2), (2, 2), (3, 2), (4, 2)]
    await house.confirm(await house.corrected(await _held(house, filed), count=16))
    assert await sent(house, outbox) == [(chat_id, 3, Lane.CORRECTIONS) for chat_id in (1, 2, 3, 4)]


async def _chat_id(house: House, key: bytes) -> int:
    subscriber = await house.subscribers.by_key(key)
    assert subscriber
    return subscriber.chat_id


async def _held(house: House, filed: Filed) -> Filed:
    held = await house.events.by_number(filed.number)
    assert held
    return held


async def test_followers_of_an_added_person_are_told_those_of_a_removed_one_corrected(
    house: House, outbox: Deliveries
) -> None:
    one, other = await house.people.put([person(1), person(2)], TODAY)
    await house.subscribers.put(chat(1, follows=(one.code,)))
    await house.subscribers.put(chat(2, follows=(other.code,)))
    filed = await house.approved(event(people=("viasna:1",)))
    await house.confirm(filed)
    await sent(house, outbox)
    await house.confirm(await house.corrected(filed, people=("viasna:2",)))
    assert await sent(house, outbox) == [(1, 2, Lane.CORRECTIONS), (2, 2, Lane.FOLLOWERS)]


async def test_who_asks_for_nothing_any_more_is_corrected_and_who_was_erased_never(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, 1, 2, 3, 4)
    await sent(house, outbox)
    await house.subscribers.change(1, lambda kept: kept.unsubscribed(frozenset({Topic.ALL})))
    await house.subscribers.erase(2)
    await house.confirm(await house.corrected(filed, count=15))
    await house.subscribers.erase(3)
    assert await sent(house, outbox) == [(1, 2, Lane.CORRECTIONS), (4, 2, Lane.CORRECTIONS)]


class Meanwhile(Subscribers):
    """The subscribers as a process sees them that is passed by ``change`` while it looks at them."""

    def __init__(self, house: House, change: Callable[[Subscribers], Awaitable[object]], look: int = 1) -> None:
        super().__init__(house.db, house.sealer)
        self._elsewhere = Subscribers(house.db, house.sealer)
        self._meddle = change
        self._looks_left = look

    async def refresh(self) -> None:
        await super().refresh()
        self._looks_left -= 1
        if not self._looks_left:
            await self._meddle(self._elsewhere)


@pytest.mark.parametrize("look", [1, 2])
async def test_who_is_erased_elsewhere_meanwhile_is_not_corrected(house: House, outbox: Deliveries, look: int) -> None:
    filed = await on_its_way(house, 1, 2)
    await sent(house, outbox)
    revised = await house.corrected(filed, count=15)
    await house.confirm_through(Meanwhile(house, lambda elsewhere: elsewhere.erase(1), look), revised)
    assert await sent(house, outbox) == [(2, 2, Lane.CORRECTIONS)]


@pytest.mark.parametrize("look", [1, 2])
async def test_who_comes_back_meanwhile_is_told_the_news_and_of_no_error(
    house: House, outbox: Deliveries, look: int
) -> None:
    """Who erased itself was forgotten with all it was told; coming back, it asked for news anew."""
    filed = await on_its_way(house, 1)
    await sent(house, outbox)
    revised = await house.corrected(filed, count=15)

    async def erased_and_back(elsewhere: Subscribers) -> None:
        await elsewhere.erase(1)
        await elsewhere.put(chat(1, Topic.ALL))

    await house.confirm_through(Meanwhile(house, erased_and_back, look), revised)
    assert await sent(house, outbox) == [(1, 2, Lane.CHATS)]


async def test_a_group_that_moved_is_corrected_in_its_new_chat(house: House, outbox: Deliveries) -> None:
    await house.subscribers.put(chat(-1, Topic.ALL, kind=ChatKind.GROUP))
    filed = await on_its_way(house)
    await sent(house, outbox)
    await house.subscribers.migrate(-1, -1001)
    await house.confirm(await house.corrected(filed, count=15))
    [delivery] = await lease(outbox, NOW, 1)
    assert (delivery.chat, delivery.lane) == (house.sealer.chat_key(-1001), Lane.CORRECTIONS)
    assert [(said.revision, said.message_id) for said in await outbox.said(delivery)] == [(1, None)]


@pytest.mark.parametrize("act", [Act.UPDATE, Act.CANCEL])
@pytest.mark.parametrize("look", [1, 2])
async def test_a_group_that_moves_meanwhile_is_corrected_in_its_new_chat(
    house: House, outbox: Deliveries, look: int, act: Act
) -> None:
    await house.subscribers.put(chat(-1, Topic.ALL, kind=ChatKind.GROUP))
    filed = await on_its_way(house)
    await sent(house, outbox)
    revised = await house.corrected(filed, act=act)
    await house.confirm_through(Meanwhile(house, lambda elsewhere: elsewhere.migrate(-1, -1001), look), revised)
    assert await sent(house, outbox) == [(-1001, 2, Lane.CORRECTIONS)]


async def test_a_group_that_moved_into_a_chat_still_to_be_told_is_corrected_there(
    house: House, outbox: Deliveries
) -> None:
    filed = await on_its_way(house, -1, -1001)
    both = {await _chat_id(house, each.chat): each for each in await lease(outbox, NOW, 2)}
    await outbox.settle(both[-1], Sent(5), NOW)
    await outbox.release([both[-1001]])
    await house.subscribers.migrate(-1, -1001)
    await house.confirm(await house.corrected(filed, count=15))
    assert await sent(house, outbox) == [(-1001, 2, Lane.CORRECTIONS)]


async def test_who_is_told_between_a_dropped_correction_and_the_same_again_is_corrected(
    house: House, outbox: Deliveries
) -> None:
    """A confirmation that began before does not know of them: it is overtaken, and asked for again."""
    filed = await on_its_way(house, 1, 2)
    await sent(house, outbox, 1)
    revised = await house.corrected(filed, count=15)

    async def dropped_and_again(_: Subscribers) -> None:
        await house.events.drop(filed.number)
        await sent(house, outbox)
        await house.corrected(filed, count=15)

    with pytest.raises(AlreadyConfirmed):
        await house.confirm_through(Meanwhile(house, dropped_and_again), revised)
    await house.confirm(revised)
    assert await sent(house, outbox) == [(1, 2, Lane.CORRECTIONS), (2, 2, Lane.CORRECTIONS)]
