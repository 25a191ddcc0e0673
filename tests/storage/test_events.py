"""Events: filed, replaced while drafts, shown, approved, listed."""

from datetime import timedelta

import pytest

from domain.audience import Reach, audience_of
from domain.dates import PartialDate
from domain.delivery import RetryLater, Sent
from domain.draft import correction_of, retraction_of
from domain.event import Act, EventKind, EventState, Filed, Ground
from domain.language import Language
from domain.person import Citation
from domain.refusal import Refused
from domain.subscription import Topic
from storage import changes
from storage.deliveries import Deliveries
from storage.errors import AlreadyConfirmed, NoSuchEvent, NotApproved
from storage.superseding import reach_of
from tests.storage.samples import DIGEST, NOW, House, chat, event, lease

FULL = event(
    "full",
    kind=EventKind.PARDON,
    date=PartialDate(2024, 9),
    women=6,
    men=31,
    people=("viasna:2", "viasna:1"),
    unmatched=("Somebody",),
    ground=Ground.PARDON,
    summary={Language("en"): "A sentence.", Language("be"): "Сказ."},
    sources=(Citation("https://example.org", "Example", PartialDate(2024, 9, 16)),),
    conflicts="52 pardoned, 51 left",
)


async def history(house: House, *ids_and_dates: tuple[str, PartialDate | None]) -> None:
    for event_id, day in ids_and_dates:
        await house.events.file(event(event_id, date=day), EventState.HISTORY, NOW)


async def test_an_event_comes_back_with_every_fact(house: House) -> None:
    filed = await house.events.file(FULL, EventState.DRAFT, NOW)
    assert filed == Filed(filed.number, FULL, EventState.DRAFT)
    assert await house.events.by_number(filed.number) == filed
    assert await house.events.by_id("full") == filed
    assert await house.events.by_number(filed.number + 1) is None
    assert await house.events.by_id("other") is None


async def test_what_could_not_be_read_back_is_not_filed(house: House) -> None:
    with pytest.raises(Refused):
        await house.events.file(event(summary={Language("en"): "x" * 1_001}), EventState.DRAFT, NOW)
    assert [filed async for filed in house.events.everything()] == []


async def test_the_same_id_replaces_a_draft_and_keeps_the_number(house: House) -> None:
    first = await house.events.file(event(people=("viasna:1",)), EventState.DRAFT, NOW)
    second = await house.events.file(event(people=("viasna:2",)), EventState.DRAFT, NOW)
    assert second.number == first.number
    await house.events.file(event(people=("viasna:2",)), EventState.HISTORY, NOW)
    assert await house.events.about("viasna:1", 10) == []
    assert [filed.number for filed in await house.events.about("viasna:2", 10)] == [first.number]


async def test_the_same_again_changes_nothing(house: House) -> None:
    filed = await house.events.file(FULL, EventState.DRAFT, NOW)
    await house.events.mark_shown(filed.number, NOW)
    before = await changes.versions(house.db)
    assert await house.events.file(FULL, EventState.DRAFT, NOW + timedelta(days=1)) == filed
    assert await changes.versions(house.db) == before
    assert await house.events.unshown_drafts() == []


async def test_a_confirmed_event_is_not_touched(house: House) -> None:
    filed = await house.approved(event())
    await house.confirm(filed)
    for attempt in (
        house.events.file(event(count=99), EventState.DRAFT, NOW),
        house.events.drop(filed.number),
        house.events.approve(filed.number, 1, b"e" * 16, DIGEST, NOW),
    ):
        with pytest.raises(AlreadyConfirmed):
            await attempt
    assert await house.events.by_number(filed.number) == Filed(filed.number, event(), EventState.CONFIRMED)


async def test_drafts_are_shown_once_and_again_when_reworded(house: House) -> None:
    filed = await house.events.file(event(), EventState.DRAFT, NOW)
    assert await house.events.unshown_drafts() == [filed]
    await house.events.mark_shown(filed.number, NOW)
    assert await house.events.unshown_drafts() == []
    reworded = await house.events.file(event(count=15), EventState.DRAFT, NOW)
    assert await house.events.unshown_drafts() == [reworded]
    await house.events.drop(filed.number)
    assert await house.events.unshown_drafts() == []


async def test_the_desk_holds_drafts_and_later_revisions_seen_or_not(house: House) -> None:
    sent = await house.approved(event())
    await house.confirm(sent)
    draft = await house.events.file(event("e2"), EventState.DRAFT, NOW)
    revised = await house.events.correct(sent.number, event(count=15, act=Act.UPDATE), NOW)
    assert revised.event.revision == 2
    assert await house.events.drafts() == await house.events.unshown_drafts() == [draft, revised]
    for lying in (draft, revised):
        await house.events.mark_shown(lying.number, NOW)
    assert await house.events.drafts() == [draft, revised]
    assert await house.events.unshown_drafts() == []
    await house.events.drop(sent.number)
    assert await house.events.drafts() == [draft]


async def test_an_editor_has_one_approval_a_revision_the_newest(house: House) -> None:
    number = (await house.events.file(event(), EventState.DRAFT, NOW)).number
    one, two = house.sealer.editor_key(1), house.sealer.editor_key(2)
    await house.events.approve(number, 1, one, b"x" * 32, NOW)
    await house.events.approve(number, 1, two, DIGEST, NOW + timedelta(seconds=1))
    given = await house.events.approve(number, 1, one, DIGEST, NOW + timedelta(seconds=2))
    assert [(each.editor, each.digest, each.at) for each in given] == [
        (two, DIGEST, NOW + timedelta(seconds=1)),
        (one, DIGEST, NOW + timedelta(seconds=2)),
    ]
    assert await house.events.approvals(number, 1) == given
    assert await house.events.approvals(number, 2) == []


async def test_what_is_dropped_takes_its_approvals_along(house: House) -> None:
    filed = await house.approved(event())
    await house.events.drop(filed.number)
    assert await house.events.approvals(filed.number, 1) == []
    with pytest.raises(AlreadyConfirmed):
        await house.events.approve(filed.number, 1, house.sealer.editor_key(1), DIGEST, NOW)
    again = await house.events.file(event(), EventState.DRAFT, NOW)
    with pytest.raises(NotApproved):
        await house.confirm(again)


async def test_when_the_present_revision_was_confirmed(house: House) -> None:
    filed = await house.approved(event())
    assert await house.events.confirmed_at(filed.number) is None
    await house.confirm(filed)
    assert await house.events.confirmed_at(filed.number) == NOW


async def test_of_a_correction_the_chats_that_were_told_and_the_new_ones_are_counted(house: House) -> None:
    for number in range(1, 4):
        await house.subscribers.put(chat(number, Topic.RELEASES))
    filed = await house.approved(event())
    await house.confirm(filed)
    outbox = Deliveries(house.db, house.subscribers)
    sent, tried, waiting = await lease(outbox, NOW, 3)
    await outbox.settle(sent, Sent(7), NOW)
    await outbox.settle(tried, RetryLater(), NOW)
    await outbox.release([waiting])
    await house.subscribers.put(chat(4, Topic.ALL))
    await house.subscribers.put(chat(5, Topic.ALL, follows=(9,)))
    lying = await house.events.correct(filed.number, correction_of(event(count=15)), NOW)
    circle, audience = house.subscribers.circle, audience_of(lying.event, [9])
    assert await reach_of(house.db, lying, circle, audience) == Reach(told=2, followers=1, others=2)
    assert await reach_of(house.db, filed, circle, audience) == Reach(told=0, followers=1, others=4)
    taken_back = Filed(lying.number, retraction_of(event(), Language("en"), ""), EventState.DRAFT)
    assert await reach_of(house.db, taken_back, circle, audience) == Reach(told=2, followers=0, others=0)


async def test_nothing_can_be_done_to_an_unknown_event(house: House) -> None:
    for attempt in (house.events.drop(7), house.events.approve(7, 1, b"e" * 16, DIGEST, NOW)):
        with pytest.raises(NoSuchEvent):
            await attempt


async def test_the_latest_come_first_and_days_before_their_month_and_year(house: House) -> None:
    await history(
        house,
        ("year", PartialDate(2024)),
        ("day", PartialDate(2024, 9, 16)),
        ("undated", None),
        ("month", PartialDate(2024, 9)),
        ("newer", PartialDate(2024, 10)),
    )
    await house.events.file(event("draft"), EventState.DRAFT, NOW)
    found = await house.events.latest(None, 10, 0)
    assert [filed.event.id for filed in found] == ["undated", "newer", "day", "month", "year"]
    assert [filed.event.id for filed in await house.events.latest(None, 2, 1)] == ["newer", "day"]


async def test_the_latest_of_a_topic_are_of_its_kinds(house: House) -> None:
    for kind in (EventKind.PARDON, EventKind.TRIAL, EventKind.CHARGE, EventKind.HEALTH):
        await house.events.file(event(kind.value, kind=kind), EventState.HISTORY, NOW)
    found = await house.events.latest(frozenset({Topic.TRIALS}), 10, 0)
    assert {filed.event.id for filed in found} == {"trial", "charge"}
    assert len(await house.events.latest(frozenset({Topic.ALL}), 10, 0)) == 4


async def test_everything_is_given_in_order_whatever_its_state(house: House) -> None:
    await house.events.file(event("a"), EventState.DRAFT, NOW)
    await house.events.file(event("b"), EventState.HISTORY, NOW)
    assert [filed.event.id async for filed in house.events.everything()] == ["a", "b"]


async def test_history_is_not_announced_anew(house: House) -> None:
    await house.events.file(event("known"), EventState.HISTORY, NOW)
    number = (await house.events.file(event("known"), EventState.HISTORY, NOW)).number
    for attempt in (house.events.file(event("known", count=3), EventState.DRAFT, NOW), house.events.drop(number)):
        with pytest.raises(AlreadyConfirmed):
            await attempt
    held = await house.events.by_id("known")
    assert held is not None
    assert held.state is EventState.HISTORY


async def test_what_may_be_the_same_event_is_found_by_kind_people_and_time(house: House) -> None:
    jan, others = ("viasna:1",), ("viasna:2",)
    for event_id, people, day in (
        ("month-before", jan, PartialDate(2025, 12)),
        ("day-before", (*others, *jan), PartialDate(2025, 12, 31)),
        ("month-after", jan, PartialDate(2026, 2, 28)),
        ("too-early", jan, PartialDate(2025, 11, 30)),
        ("too-late", jan, PartialDate(2026, 3, 1)),
        ("of-others", others, PartialDate(2026, 1, 1)),
    ):
        await house.events.file(event(event_id, people=people, date=day), EventState.HISTORY, NOW)
    await house.events.file(event("of-another-kind", kind=EventKind.DEATH, people=jan), EventState.HISTORY, NOW)
    asked = event("asked", people=jan, date=PartialDate(2026, 1, 1))
    found = await house.events.alike(asked, NOW)
    assert [filed.event.id for filed in found] == ["month-after", "day-before", "month-before"]
    assert [filed.event.id for filed in await house.events.alike(event("month-after", people=jan), NOW)] == []


async def test_a_wave_is_like_the_one_of_its_day(house: House) -> None:
    await history(house, ("same", PartialDate(2026, 1, 1)), ("next", PartialDate(2026, 1, 2)), ("undated", None))
    dropped = await house.events.file(event("dropped", date=PartialDate(2026, 1, 1)), EventState.DRAFT, NOW)
    await house.events.drop(dropped.number)
    found = await house.events.alike(event("asked", date=PartialDate(2026, 1, 1)), NOW)
    assert [filed.event.id for filed in found] == ["same"]
    assert [filed.event.id for filed in await house.events.alike(event("asked", date=None), NOW)] == ["undated"]


async def test_what_was_retracted_is_no_news_and_never_becomes_any(house: House) -> None:
    filed = await house.events.file(event(people=("viasna:1",)), EventState.RETRACTED, NOW)
    assert await house.events.latest(None, 10, 0) == []
    assert await house.events.about("viasna:1", 10) == []
    assert await house.events.by_number(filed.number) == filed
    assert await house.events.no_longer_drafts([filed.number]) == [filed]
    assert await house.events.alike(event("again", people=("viasna:1",)), NOW) == [filed]
    for attempt in (
        house.events.file(event(count=99), EventState.DRAFT, NOW),
        house.events.file(event(), EventState.HISTORY, NOW),
        house.events.drop(filed.number),
        house.events.approve(filed.number, 1, b"e" * 16, DIGEST, NOW),
        house.confirm(filed),
    ):
        with pytest.raises(AlreadyConfirmed):
            await attempt


async def test_of_a_kind_are_all_that_readers_may_see(house: House) -> None:
    confirmed = await house.approved(event("confirmed", kind=EventKind.RELEASE))
    await house.confirm(confirmed)
    await house.events.file(event("history", kind=EventKind.RELEASE), EventState.HISTORY, NOW)
    await house.events.file(event("of another kind", kind=EventKind.DEATH), EventState.HISTORY, NOW)
    for state in (EventState.DRAFT, EventState.DROPPED, EventState.RETRACTED):
        await house.events.file(event(state, kind=EventKind.RELEASE), state, NOW)
    found = await house.events.of_kinds({EventKind.RELEASE, EventKind.NUMBERS})
    assert [each.id for each in found] == ["confirmed", "history"]
    assert await house.events.of_kinds(()) == []
