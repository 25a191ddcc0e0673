"""An editor begins news that no source has reported: a kind, a form, a proposal."""

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.trust import Tier
from playground.chats import Message
from tests.conversations.correcting import events, labels, pressed, typed
from tests.conversations.live import Live
from tests.conversations.reporting import empty, report

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def begun(live: Live, kind: str, editor: int = 0) -> Message:
    """Let an editor begin a report of a kind."""
    page = await live.say(live.editors[editor], "/announce")
    return await pressed(live, page, kind, editor=editor)


async def test_it_asks_for_the_kind_and_still_shows_how_to_paste(shared: Live) -> None:
    await empty(shared)
    page = await shared.say(shared.editors[0], "/announce")
    assert page.text.startswith("Выберыце, што адбылося: адкрыецца форма.")
    assert '/announce {"id": "2026-01-31-pardon"' in page.text
    assert len(labels(page)) == len(EventKind)
    assert not await events(shared)


async def test_a_form_opens_that_lies_in_the_queue_dated_today_and_unconfirmed(shared: Live) -> None:
    await empty(shared)
    form = await begun(shared, "Вызваленне")
    [waiting] = await shared.store.reports.waiting(9)
    event = waiting.report.event
    assert (waiting.report.source, waiting.report.outlet, waiting.report.tier) == ("announce", "", Tier.PRESS)
    assert (event.kind, event.date) == (EventKind.RELEASE, PartialDate.in_minsk(waiting.report.seen))
    assert event.certainty is Certainty.UNCONFIRMED
    assert labels(form)[-3:] == ["Прапанаваць", "Адхіліць", "Назад"]
    page = await shared.say(shared.editors[1], "/review")
    assert "Начато редактором: " in page.text
    assert "Исправлено" not in page.text


async def test_what_is_filled_in_is_proposed_to_both_editors(shared: Live) -> None:
    await empty(shared)
    form = await begun(shared, "Памілаванне")
    await pressed(shared, form, "Колькасць:")
    form = await typed(shared, "37")
    await pressed(shared, form, "Крыніцы:")
    form = await pressed(shared, await typed(shared, "https://example.org/1 Viasna"), "Назад")
    form = await pressed(shared, form, "Статус навіны:", "пацверджана")
    before = {editor.chat_id: shared.seen(editor.chat_id) for editor in shared.editors}
    done = await pressed(shared, form, "Прапанаваць")
    assert "Прапанавана: навіна №" in done.text
    previews = await shared.next_messages([editor.chat_id for editor in shared.editors], before)
    for preview in previews:
        assert "Вясна" in preview.text
        assert "Колькасць: 37" in preview.text
        assert "Не пацверджана" not in preview.text


async def test_what_was_begun_can_be_dropped_and_taken_back(shared: Live) -> None:
    await empty(shared)
    form = await begun(shared, "Смерць у зняволенні")
    gone = await pressed(shared, form, "Адхіліць")
    assert not await events(shared)
    await pressed(shared, gone, "Вярнуць")
    assert len(await events(shared)) == 1


async def test_pressed_twice_it_is_begun_once(shared: Live) -> None:
    await empty(shared)
    page = await shared.say(shared.editors[0], "/announce")
    value = page.button("Перавод").value
    for _ in range(2):
        await shared.press_carrying(shared.editors[0], page, value)
    assert [event.kind for event in await events(shared)] == [EventKind.TRANSFER]
    await pressed(shared, shared.now(shared.editors[0].chat_id, page), "Адхіліць")
    assert await shared.press_carrying(shared.editors[0], page, value) == "Гэтае паведамленне ўжо разгледжана."
    assert not await events(shared)


async def test_two_editors_begin_the_same_kind_on_the_same_day_each_their_own(shared: Live) -> None:
    await empty(shared)
    mine, theirs = await begun(shared, "Вызваленне"), await begun(shared, "Освобождение", 1)
    await pressed(shared, mine, "Імёны:")
    await pressed(shared, theirs, "Имена:", editor=1)
    await typed(shared, "Тихановский")
    await typed(shared, "Колесникова", 1)
    assert [len(event.people) for event in await events(shared)] == [1, 1]


@pytest.mark.parametrize("arg", ["", "gossip.0a", "release", "release."])
async def test_a_button_that_names_no_kind_begins_nothing(shared: Live, arg: str) -> None:
    await empty(shared)
    page = await shared.say(shared.editors[0], "/announce")
    told = await shared.press_carrying(shared.editors[0], page, f"1.begin.0.{arg}")
    assert told is not None
    assert "/help" in told
    assert not await events(shared)


async def test_it_is_for_editors(shared: Live) -> None:
    await empty(shared)
    reader = await shared.reader("en")
    page = await shared.say(reader, "/help")
    for value in ("1.begin.0.release.0a", "1.form.1.", "1.set.1.kind.death.x", "1.join.1.", "1.part.1.x"):
        told = await shared.press_carrying(reader, page, value)
        assert told is not None
        assert told.startswith("This is for the bot's editors")
    assert not await events(shared)


async def test_a_form_opens_however_many_reports_wait(shared: Live) -> None:
    await empty(shared)
    many = [report(wave(number), "reform") for number in range(501)]
    await shared.store.reports.file(many[:500])
    await shared.store.reports.file(many[500:])
    form = await begun(shared, "Памілаванне")
    assert form.text.startswith("Праўкі: паведамленне 501/502")
    await pressed(shared, form, "Колькасць:")
    form = await typed(shared, "37")
    assert "Колькасць: 37" in labels(form)
    assert "Прапанавана" in (await pressed(shared, form, "Прапанаваць")).text
    await empty(shared)
    await empty(shared)


def wave(number: int) -> Event:
    """Return one of many pardons that have nothing to do with each other."""
    return Event(f"wave-{number}", EventKind.PARDON, unmatched=(f"N{number}",))
