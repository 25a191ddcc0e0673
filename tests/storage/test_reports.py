"""Reports wait for the editors, each once, until one editor, and only one, proposes or drops them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.draft import correction_of, retraction_of
from domain.event import Act, EventState, Filed
from domain.language import ENGLISH
from domain.person import Citation
from domain.refusal import Refused
from domain.report import Backlog, Report, ReportState, begun_correction
from storage.errors import AlreadyConfirmed, AlreadyEdited, AlreadyFiled, AlreadyHandled, NotSent
from storage.reports import Reports
from tests.storage.samples import DIGEST, NOW, House, event


def report(report_id: str, minutes: int = 0) -> Report:
    return Report(report_id, "viasna-register", NOW + timedelta(minutes=minutes), event(), "“… 14 …”")


async def _filed(house: House, *ids: str) -> tuple[Reports, Sequence[int]]:
    reports = Reports(house.db)
    await reports.file([report(each, minutes) for minutes, each in enumerate(ids)])
    return reports, [waiting.number for waiting in await reports.waiting(100)]


async def test_a_report_is_filed_once_and_waits_in_its_turn(house: House) -> None:
    reports = Reports(house.db)
    assert await reports.file([report("b", 2), report("a", 1), report("b", 3)]) == 2
    assert await reports.file([report("b"), report("c", 0)]) == 1
    assert await reports.file([]) == 0
    assert await reports.count_waiting() == 3
    assert [waiting.report.id for waiting in await reports.waiting(2)] == ["c", "a"]
    first = (await reports.waiting(1))[0]
    assert first.report == report("c")
    assert await reports.by_number(first.number) == first
    assert await reports.by_number(99) is None


async def test_what_is_proposed_becomes_one_draft_and_waits_no_more(house: House) -> None:
    reports, (first, second, third) = await _filed(house, "a", "b", "c")
    filed = await reports.propose([first, second], event("merged"), NOW)
    assert filed.state is EventState.DRAFT
    assert await house.events.by_number(filed.number) == filed
    assert [each.number for each in await reports.waiting(9)] == [third]
    assert await reports.restore(first) == 0
    assert await reports.file([report("a")]) == 0, "the same claim met again does not come back"


async def test_what_is_dropped_can_be_taken_back_whole(house: House) -> None:
    reports, (first, second, _) = await _filed(house, "a", "b", "c")
    await reports.drop([first, second])
    dropped = await reports.by_number(second)
    assert dropped is not None
    assert dropped.state is ReportState.DROPPED
    assert await reports.count_waiting() == 1
    assert await reports.restore(first) == 2
    assert await reports.restore(first) == 0
    assert await reports.count_waiting() == 3


async def test_a_report_that_waits_no_more_takes_nothing_along(house: House) -> None:
    reports, (first, second) = await _filed(house, "a", "b")
    await reports.drop([second])
    with pytest.raises(AlreadyHandled):
        await reports.propose([first, second], event("late"), NOW)
    with pytest.raises(AlreadyHandled):
        await reports.drop([first, second])
    assert [each.number for each in await reports.waiting(9)] == [first]
    assert await house.events.by_id("late") is None


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.CONFIRMED, EventState.HISTORY])
async def test_an_event_that_is_there_already_is_not_replaced(house: House, state: EventState) -> None:
    reports, (number,) = await _filed(house, "a")
    known = await house.events.file(event("known"), state, NOW)
    with pytest.raises(AlreadyFiled):
        await reports.propose([number], event("known", count=15), NOW)
    assert await house.events.by_id("known") == known
    assert await reports.count_waiting() == 1


async def test_what_was_dropped_from_the_desk_can_be_proposed_again(house: House) -> None:
    reports, (number,) = await _filed(house, "a")
    known = await house.events.file(event("known"), EventState.DRAFT, NOW)
    await house.events.drop(known.number)
    assert await reports.propose([number], event("known"), NOW) == known


async def test_of_two_editors_at_once_one_wins(house: House) -> None:
    reports, numbers = await _filed(house, "a", "b")
    answers = await asyncio.gather(
        *(reports.propose(numbers, event(f"e{editor}"), NOW) for editor in range(4)),
        *(reports.drop(list(reversed(numbers))) for _ in range(4)),
        return_exceptions=True,
    )
    lost = [answer for answer in answers if isinstance(answer, AlreadyHandled)]
    assert len(lost) == 7
    won = [answer for answer in answers if isinstance(answer, Filed)]
    assert [filed.number for filed in await house.events.unshown_drafts()] == [filed.number for filed in won]


async def test_the_backlog_tells_what_nobody_was_told_of(house: House) -> None:
    reports = Reports(house.db)
    assert await reports.backlog() == Backlog(0, 0, 0)
    reports, numbers = await _filed(house, "a", "b", "c")
    assert await reports.backlog() == Backlog(3, 3, max(numbers))
    await reports.mark_told(max(numbers), NOW)
    await reports.drop(numbers[:1])
    await reports.file([report("d")])
    backlog = await reports.backlog()
    assert (backlog.waiting, backlog.untold) == (3, 1)


async def test_what_an_editor_corrected_is_kept_and_proposed(house: House) -> None:
    reports, (first, _) = await _filed(house, "a", "b")
    await reports.edit(first, event("a", count=15, unmatched=("Ян\u202e  А",)))
    kept = await reports.by_number(first)
    assert kept is not None
    assert kept.edited == event("a", count=15, unmatched=("Ян А",)), "cleaned as events are"
    assert kept.report == report("a"), "what the source says stays"
    await reports.edit(first, event("a", count=16), kept.edited)
    await reports.drop([first])
    await reports.restore(first)
    again = await reports.by_number(first)
    assert again is not None
    assert again.edited == event("a", count=16)
    await reports.undo_edits([first])
    undone = await reports.by_number(first)
    assert undone is not None
    assert undone.edited is None


async def test_a_correction_of_what_somebody_else_has_corrected_is_not_kept(house: House) -> None:
    reports, (number,) = await _filed(house, "a")
    await reports.edit(number, event("a", count=15))
    with pytest.raises(AlreadyEdited):
        await reports.edit(number, event("a", count=16))
    with pytest.raises(AlreadyEdited):
        await reports.edit(number, event("a", count=16), event("a", count=14))
    kept = await reports.by_number(number)
    assert kept is not None
    assert kept.edited == event("a", count=15)


async def test_of_two_corrections_at_once_one_is_kept(house: House) -> None:
    reports, (number,) = await _filed(house, "a")
    corrections = (reports.edit(number, event("a", count=count)) for count in range(15, 21))
    answers = await asyncio.gather(*corrections, return_exceptions=True)
    assert len([answer for answer in answers if isinstance(answer, AlreadyEdited)]) == 5


async def test_what_waits_no_more_is_neither_corrected_nor_joined(house: House) -> None:
    reports, (first, second, third) = await _filed(house, "a", "b", "c")
    await reports.drop([second])
    with pytest.raises(AlreadyHandled):
        await reports.edit(second, event("b", count=15))
    with pytest.raises(AlreadyHandled):
        await reports.edit(99, event("b", count=15))
    for wrong in (reports.join([second, third], first), reports.join([third], second), reports.part([second])):
        with pytest.raises(AlreadyHandled):
            await wrong
    with pytest.raises(AlreadyHandled):
        await reports.undo_edits([first, second])
    assert [each.joined for each in await reports.waiting(9)] == [None, None]


async def test_what_is_joined_stands_apart_again_when_that_is_undone(house: House) -> None:
    reports, (first, second, third) = await _filed(house, "a", "b", "c")
    await reports.join([second, third], first)
    assert [each.joined for each in await reports.waiting(9)] == [None, first, first]
    await reports.part([third])
    assert [each.joined for each in await reports.waiting(9)] == [None, first, None]


async def test_what_an_editor_begins_is_begun_once_and_nobody_is_told(house: House) -> None:
    reports = Reports(house.db)
    begun = await reports.begin(report("announce:1"), NOW)
    assert (begun.report, begun.state) == (report("announce:1"), ReportState.WAITING)
    assert await reports.backlog() == Backlog(1, 0, begun.number)
    await reports.edit(begun.number, event("mine"))
    again = await reports.begin(report("announce:1", 5), NOW)
    assert (again.number, again.edited) == (begun.number, event("mine"))
    await reports.drop([begun.number])
    assert (await reports.begin(report("announce:1"), NOW)).state is ReportState.DROPPED


async def test_what_could_not_be_read_back_is_refused_and_the_queue_stays_open(house: House) -> None:
    reports = Reports(house.db)
    sources = (Citation("https://example.org/1", "P" * 121),)
    with pytest.raises(Refused):
        await reports.file([Report("long", "news", NOW, event("long", sources=sources))])
    assert not await reports.waiting(9)


async def _sent(house: House) -> tuple[Reports, Filed, int]:
    """Return an event that was sent, and the number of the report in whose form it is corrected."""
    filed = await house.approved(event())
    await house.confirm(filed)
    sent = await house.events.by_number(filed.number)
    assert sent is not None
    reports = Reports(house.db)
    return reports, sent, (await reports.begin_again(begun_correction(sent, NOW), NOW)).number


async def test_a_proposed_correction_is_the_next_revision_on_the_desk(house: House) -> None:
    reports, sent, number = await _sent(house)
    assert (await reports.begin_again(begun_correction(sent, NOW), NOW)).number == number
    corrected = correction_of(event(count=15))
    lying = await reports.propose([number], corrected, NOW)
    assert lying == Filed(sent.number, corrected, EventState.DRAFT)
    assert await house.events.on_desk(sent.number) == lying
    assert await house.events.by_number(sent.number) == sent
    assert await reports.count_waiting() == 0


async def test_a_correction_that_was_dealt_with_is_begun_afresh(house: House) -> None:
    reports, sent, number = await _sent(house)
    await reports.edit(number, correction_of(event(count=15)))
    await reports.drop([number])
    again = await reports.begin_again(begun_correction(sent, NOW), NOW)
    assert (again.number, again.state, again.edited) == (number, ReportState.WAITING, None)
    assert await reports.backlog() == Backlog(1, 0, number)
    assert await reports.restore(number) == 0, "what was dropped waits already"
    await reports.edit(number, correction_of(event(count=16)))
    kept = await reports.begin_again(begun_correction(sent, NOW), NOW)
    assert kept.edited == correction_of(event(count=16)), "another editor is at it"


@pytest.mark.parametrize("act", [Act.UPDATE, Act.CANCEL])
async def test_a_correction_beside_another_is_not_proposed_and_waits_on(house: House, act: Act) -> None:
    reports, sent, number = await _sent(house)
    other = correction_of(sent.event) if act is Act.UPDATE else retraction_of(sent.event, ENGLISH, "")
    lying = await house.events.correct(sent.number, other, NOW)
    corrected = correction_of(event(count=15))
    with pytest.raises(AlreadyFiled):
        await reports.propose([number], corrected, NOW)
    for editor in (1, 2):
        await house.events.approve(sent.number, 2, house.sealer.editor_key(editor), DIGEST, NOW)
    await house.confirm(lying)
    with pytest.raises(AlreadyConfirmed):
        await reports.propose([number], corrected, NOW)
    if act is Act.CANCEL:
        with pytest.raises(NotSent):
            await reports.propose([number], replace(corrected, revision=3), NOW)
    assert await reports.count_waiting() == 1
