"""A confirmed event and its deliveries are one fact."""

import asyncio

import pytest
from sqlalchemy import update

from domain.audience import Lane, audience_of
from domain.brake import MOST_RELEASES
from domain.dates import PartialDate
from domain.delivery import Delivery
from domain.event import Certainty, EventKind, EventState
from domain.person import Custody, Status
from domain.subscription import ChatKind, Topic
from storage.confirmation import Confirmed, confirm
from storage.deliveries import Deliveries, Progress
from storage.errors import AlreadyConfirmed, NoSuchEvent, NotApproved, Overtaken
from storage.recipients import Recipients
from storage.subscribers import Subscribers
from storage.tables import events
from tests.storage.samples import DIGEST, NOW, TODAY, House, chat, event, lease, person


async def leased(house: House, limit: int = 100) -> list[Delivery]:
    return list(await lease(Deliveries(house.db, house.subscribers), NOW, limit))


async def test_followers_are_told_first_then_chats_then_groups(house: House) -> None:
    [change] = await house.people.put([person()], TODAY)
    await house.subscribers.put(chat(-30, Topic.RELEASES, kind=ChatKind.GROUP))
    await house.subscribers.put(chat(20, Topic.ALL))
    await house.subscribers.put(chat(10, follows=(change.code,)))
    await house.subscribers.put(chat(40, Topic.DEATHS))
    filed = await house.approved(event(people=("viasna:1",)))
    assert (await house.confirm(filed)).recipients == 3
    told = [await house.subscribers.by_key(delivery.chat) for delivery in await leased(house)]
    assert [subscriber.chat_id for subscriber in told if subscriber] == [10, 20, -30]
    confirmed = await house.events.by_number(filed.number)
    assert confirmed is not None
    assert confirmed.state is EventState.CONFIRMED


async def test_a_release_changes_the_custody_of_those_it_names(house: House) -> None:
    await house.people.put([person(1), person(2)], TODAY)
    await house.confirm(await house.approved(event(people=("viasna:1",))))
    freed = await house.people.by_id("viasna:1")
    still = await house.people.by_id("viasna:2")
    assert freed is not None
    assert still is not None
    assert (freed.person.custody.status, freed.person.custody.as_of) == (Status.RELEASED, PartialDate(2025, 6, 21))
    assert [line.custody.status for line in freed.history] == [Status.IMPRISONED, Status.RELEASED]
    assert still.person.custody.status is Status.IMPRISONED


async def test_one_approval_is_not_enough(house: House) -> None:
    filed = await house.events.file(event(), EventState.DRAFT, NOW)
    one = house.sealer.editor_key(1)
    for digest in (b"x" * 32, DIGEST, DIGEST):
        await house.events.approve(filed.number, 1, one, digest, NOW)
    with pytest.raises(NotApproved):
        await house.confirm(filed)


async def test_an_alert_about_somebody_free_since_long_needs_a_third_editor(house: House) -> None:
    out = person(1, custody=Custody(Status.RELEASED, as_of=PartialDate(2024, 7, 3)))
    await house.people.put([out], TODAY)
    filed = await house.approved(event(people=("viasna:1",)))
    with pytest.raises(NotApproved):
        await house.confirm(filed)
    await house.events.approve(filed.number, 1, house.sealer.editor_key(3), DIGEST, NOW)
    assert (await house.confirm(filed)).number == filed.number


async def test_many_releases_within_an_hour_need_a_third_editor_also_when_two_are_confirmed_at_once(
    house: House,
) -> None:
    await house.people.put([person(number) for number in range(MOST_RELEASES + 2)], TODAY)
    drafts = [
        await house.approved(event(f"e{number}", people=(f"viasna:{number}",))) for number in range(MOST_RELEASES + 1)
    ]
    for filed in drafts[:-2]:
        await house.confirm(filed)
    outcomes = await asyncio.gather(*(house.confirm(filed) for filed in drafts[-2:]), return_exceptions=True)
    assert sorted(isinstance(outcome, NotApproved) for outcome in outcomes) == [False, True]
    another = await house.approved(event("not-a-release", kind=EventKind.TRANSFER, people=("viasna:9",)))
    assert (await house.confirm(another)).number == another.number


async def test_an_unconfirmed_release_changes_nobodys_custody(house: House) -> None:
    await house.people.put([person(1)], TODAY)
    await house.confirm(await house.approved(event(people=("viasna:1",), certainty=Certainty.UNCONFIRMED)))
    still = await house.people.by_id("viasna:1")
    assert still is not None
    assert still.person.custody.status is Status.IMPRISONED


async def test_an_edit_voids_approvals(house: House) -> None:
    filed = await house.approved(event())
    await house.events.file(event(count=15), EventState.DRAFT, NOW)
    with pytest.raises(NotApproved):
        await house.confirm(filed)


async def test_twice_confirmed_is_refused_and_nobody_is_told_twice(house: House) -> None:
    await house.subscribers.put(chat(1, Topic.ALL))
    filed = await house.approved(event())
    await house.confirm(filed)
    with pytest.raises(AlreadyConfirmed):
        await house.confirm(filed)
    assert len(await leased(house)) == 1


async def test_an_unknown_event_is_refused(house: House) -> None:
    filed = await house.approved(event())
    audience = audience_of(filed.event, ())
    unknown = type(filed)(filed.number + 1, filed.event, filed.state)
    with pytest.raises(NoSuchEvent):
        await confirm(house.db, house.subscribers, unknown, audience, DIGEST, 2, NOW)


async def test_of_two_confirmers_at_once_one_wins(house: House) -> None:
    for chat_id in range(1, 40):
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event())
    outcomes = await asyncio.gather(*(house.confirm(filed) for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(outcome, AlreadyConfirmed) for outcome in outcomes) == 2
    assert len({delivery.chat for delivery in await leased(house)}) == 39
    assert await Deliveries(house.db, house.subscribers).progress(filed.number) == Progress(39, 0, 0)


async def test_who_follows_or_leaves_through_another_process_meanwhile_counts(house: House) -> None:
    await house.subscribers.put(chat(1, Topic.ALL))
    await house.subscribers.put(chat(2, Topic.ALL))
    filed = await house.approved(event(kind=EventKind.PARDON))
    elsewhere = Subscribers(house.db, house.sealer)

    class Late(Subscribers):
        """Another process changes what it likes right after the snapshot is taken."""

        async def refresh(self) -> None:
            await super().refresh()
            await elsewhere.put(chat(3, Topic.PARDONS))
            await elsewhere.put(chat(1))
            await elsewhere.erase(2)

    late = Late(house.db, house.sealer)
    audience = audience_of(filed.event, ())
    confirmed = await confirm(house.db, late, filed, audience, DIGEST, 2, NOW)
    assert confirmed.recipients == 1
    assert [delivery.chat for delivery in await leased(house)] == [house.sealer.chat_key(3)]


async def test_pages_of_an_attempt_cut_off_are_never_sent_and_are_replaced(house: House) -> None:
    for chat_id in range(1, 6):
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event())

    class Killed(Subscribers):
        async def changed_since(self, *_: object) -> list[object]:  # type: ignore[override]
            raise KeyboardInterrupt

    killed = Killed(house.db, house.sealer)
    with pytest.raises(KeyboardInterrupt):
        await confirm(house.db, killed, filed, audience_of(filed.event, ()), DIGEST, 2, NOW)
    assert await leased(house) == []
    await house.subscribers.erase(5)
    assert (await house.confirm(filed)).recipients == 4
    assert len(await leased(house)) == 4


async def test_an_attempt_overtaken_stops_and_leaves_the_newer_ones_pages_alone(house: House) -> None:
    for chat_id in range(1, 4):
        await house.subscribers.put(chat(chat_id, Topic.ALL))
    filed = await house.approved(event())
    newer: list[Confirmed] = []

    class Slow(Subscribers):
        """Between its claim and its pages, another attempt passes it by."""

        async def refresh(self) -> None:
            await super().refresh()
            newer.append(await house.confirm(filed))

    with pytest.raises(Overtaken):
        await confirm(house.db, Slow(house.db, house.sealer), filed, audience_of(filed.event, ()), DIGEST, 2, NOW)
    assert newer == [Confirmed(filed.number, 3)]
    assert len(await leased(house)) == 3


async def test_an_older_attempt_does_not_discard_the_pages_of_a_newer_one(house: House) -> None:
    await house.subscribers.put(chat(1, Topic.ALL))
    filed = await house.approved(event())
    async with house.db.writing() as connection:
        await connection.execute(update(events).values(claim=2))
    older, newer = Recipients(filed, 1, NOW), Recipients(filed, 2, NOW)
    await newer.write(house.db, [(Lane.CHATS, [house.sealer.chat_key(1)])])
    await older.discard_older(house.db)
    async with house.db.durable() as connection:
        assert await newer.make_live(connection) == 1
