"""Two editors correct the same report: nobody overwrites what the other one did unseen."""

import asyncio

import pytest

from domain.dates import PartialDate
from domain.event import EventKind, Ground
from tests.conversations.correcting import events, form_of_first, labels, pressed, typed
from tests.conversations.live import Live
from tests.conversations.reporting import REFORM, VIASNA, held, listed, release, report, reported

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHANGED = "Паведамленне змянілася. Прачытайце яго, калі ласка, яшчэ раз."


async def test_a_stale_form_is_shown_anew_and_changes_nothing(shared: Live) -> None:
    await reported(shared, release(12, people=(), count=7))
    mine, theirs = await form_of_first(shared), await form_of_first(shared, 1)
    mine = await pressed(shared, mine, "Падзея:")
    await pressed(shared, theirs, "Событие:", "Помилование", editor=1)
    assert await shared.press(shared.editors[0], mine, "Смерць") == CHANGED
    fresh = await shared.becomes(shared.editors[0].chat_id, mine, "Праўкі: паведамленне 1/1")
    assert "Падзея: Памілаванне" in labels(fresh)
    assert (await events(shared))[0].kind is EventKind.PARDON
    await pressed(shared, fresh, "Колькасць:")
    await pressed(shared, theirs, "Дата:", "Без даты", editor=1)
    await typed(shared, "8")
    [event] = await events(shared)
    assert (event.kind, event.date, event.count) == (EventKind.PARDON, None, 8), "an answer is of its field only"


async def test_a_name_that_moved_meanwhile_is_not_taken_for_another(shared: Live) -> None:
    await reported(shared, release(18, people=(), unmatched=("Ян Першы", "Ян Другі")))
    mine = await pressed(shared, await form_of_first(shared), "Імёны:")
    theirs = await pressed(shared, await form_of_first(shared, 1), "Имена:", "Найти: Ян Першы", editor=1)
    await pressed(shared, theirs, "Убрать: Ян Першы", editor=1)
    assert await shared.press(shared.editors[0], mine, "Знайсці: Ян Першы") == CHANGED
    assert "Імёны: 1" in labels(await shared.becomes(shared.editors[0].chat_id, mine, "Праўкі"))


async def test_of_two_editors_who_press_at_once_one_is_told(shared: Live) -> None:
    await reported(shared, release(13, people=(), count=7))
    mine, theirs = await form_of_first(shared), await form_of_first(shared, 1)
    mine = await pressed(shared, mine, "Падзея:")
    theirs = await pressed(shared, theirs, "Основание:", editor=1)
    answers = await asyncio.gather(
        shared.press(shared.editors[0], mine, "Смерць"), shared.press(shared.editors[1], theirs, "обмен")
    )
    assert len([answer for answer in answers if answer is None]) == 1
    [event] = await events(shared)
    assert (event.kind is EventKind.DEATH) is not (event.ground is Ground.EXCHANGE)


async def test_what_was_handled_meanwhile_is_not_corrected(shared: Live) -> None:
    await reported(shared, release(14, people=(), count=7), release(15, people=(), count=8, date=PartialDate(2026, 9)))
    form = await form_of_first(shared)
    await pressed(shared, form, "Колькасць:")
    theirs = await shared.say(shared.editors[1], "/review")
    await pressed(shared, theirs, "Отклонить", editor=1)
    assert (await typed(shared, "9")).text == "Гэтае паведамленне ўжо разгледжана."
    form = await form_of_first(shared)
    value = form.button("Падзея:").value
    form = await pressed(shared, form, "Падзея:")
    death = form.button("Смерць").value
    await pressed(shared, theirs, "Отклонить", editor=1)
    for carried in (value, death):
        told = await shared.press_carrying(shared.editors[0], form, carried)
        assert told == "Гэтае паведамленне ўжо разгледжана."
    assert not await events(shared)


async def test_a_new_source_joins_what_an_editor_corrected(shared: Live) -> None:
    await listed(shared, held(17, 1980))
    await reported(shared, release(17))
    form = await form_of_first(shared)
    await pressed(shared, form, "Падстава:", "абмен")
    await shared.store.reports.file([report(release(17, id="17-elsewhere", sources=(REFORM,)), "reform", 5)])
    assert await shared.press(shared.editors[0], form, "Скасаваць праўкі") == CHANGED
    form = await shared.becomes(shared.editors[0].chat_id, form, "Праўкі")
    await pressed(shared, form, "Крыніцы:", "Дадаць: reform")
    [event] = await events(shared)
    assert event.ground is Ground.EXCHANGE
    assert event.sources == (VIASNA, REFORM)
