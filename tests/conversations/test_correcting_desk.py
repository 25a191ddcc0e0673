"""Editors correct and retract: a form or a sentence, two approvals, and what holds where two meet."""

import asyncio

import pytest

from domain.event import Act, Certainty
from tests.conversations.correcting import events, labels, pressed, typed
from tests.conversations.live import Live
from tests.conversations.mending import (
    approved,
    follower,
    form_of,
    number_of,
    release,
    replies,
    retracting,
    sent,
    subscriber_of,
)
from tests.conversations.newsroom import confirm, laid, pardon, put_on_desk, standing
from tests.conversations.reporting import empty

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_editor_reads_what_was_sent_and_what_comes_next(shared: Live) -> None:
    await empty(shared)
    reader = await follower(shared, "be")
    number, _ = await sent(shared, release("said"), reader)
    answer = await shared.say(shared.editors[1], f"/correct {number}")
    assert answer.text.startswith(f"Исправление новости №\u00a0{number}, редакция 2: ")
    assert "21 июня 2025" in answer.text
    page = await shared.say(shared.editors[0], "/review")
    assert f"Выпраўленне навіны №\u00a0{number}. Пачата рэдактарам: " in page.text
    assert "Навіна ўжо вядомая" not in page.text
    before = standing(shared)
    answer = await shared.say(shared.editors[0], f"/retract {number}")
    assert answer.text.startswith(f"Адкліканне навіны №\u00a0{number}, рэдакцыя 2: ")
    desk = await laid(shared, before)
    assert await desk.press(0, desk.dropping) is None


async def test_what_was_confirmed_stays_so_until_a_source_goes(shared: Live) -> None:
    await empty(shared)
    reader = await follower(shared, "be")
    number, _ = await sent(shared, release("sure"), reader)
    form = await form_of(shared, number)
    [event] = await events(shared)
    assert (event.certainty, event.act, event.revision) == (Certainty.CONFIRMED, Act.UPDATE, 2)
    await pressed(shared, form, "Дата:")
    form = await typed(shared, "2025-06-17")
    [event] = await events(shared)
    assert event.certainty is Certainty.CONFIRMED
    assert labels(form)[-3:] == ["Прапанаваць", "Адхіліць", "Назад"]
    await pressed(shared, form, "Крыніцы:", "Прыбраць: 1.")
    [event] = await events(shared)
    assert event.certainty is Certainty.UNCONFIRMED


async def test_what_changes_nothing_is_not_proposed(shared: Live) -> None:
    await empty(shared)
    number, _ = await sent(shared, pardon("as-it-was"), await subscriber_of(shared))
    form = await form_of(shared, number)
    refused = await shared.press(shared.editors[0], form, "Прапанаваць")
    assert refused == "Яшчэ нічога не выпраўлена. Выпраўце памылковае, потым прапануйце выпраўленне."
    assert await shared.store.events.on_desk(number) is None
    assert await shared.store.reports.count_waiting() == 1


async def test_a_discarded_correction_is_begun_afresh(shared: Live) -> None:
    await empty(shared)
    number, _ = await sent(shared, pardon("afresh"), await subscriber_of(shared))
    form = await form_of(shared, number)
    await pressed(shared, form, "Колькасць:")
    form = await typed(shared, "38")
    await pressed(shared, form, "Адхіліць")
    assert not await events(shared)
    await form_of(shared, number)
    [event] = await events(shared)
    assert event.count == 37


async def test_two_editors_correct_in_one_form_and_see_each_other(shared: Live) -> None:
    await empty(shared)
    number, _ = await sent(shared, pardon("together"), await subscriber_of(shared))
    mine, theirs = await form_of(shared, number), await form_of(shared, number, 1)
    await pressed(shared, mine, "Колькасць:")
    await typed(shared, "39")
    assert [event.count for event in await events(shared)] == [39]
    before = standing(shared)
    assert await shared.press(shared.editors[1], theirs, "Предложить") == (
        "Сообщение изменилось. Прочитайте его, пожалуйста, еще раз."
    )
    theirs = await shared.becomes(shared.editors[1].chat_id, theirs, "39")
    await pressed(shared, theirs, "Предложить", editor=1)
    desk = await laid(shared, before)
    assert "39" in desk.previews[0].text
    assert await desk.press(0, desk.dropping) is None


async def test_dropped_it_stands_as_it_was_sent_for_every_editor(shared: Live) -> None:
    await empty(shared)
    reader = await subscriber_of(shared)
    number, [alert] = await sent(shared, pardon("stands"), reader)
    desk = await retracting(shared, number)
    assert await desk.approve(0)
    assert await desk.press(1, desk.dropping) is None
    stands = f"News No.\u00a0{number} stands as it was sent."
    await shared.becomes(shared.editors[0].chat_id, desk.previews[0], stands)
    assert f"№\u00a0{number} остается такой, какой была разослана" in desk.now(1).text
    assert shared.now(reader.chat_id, alert) == alert
    assert await desk.approve(0) == "Гэтая навіна ўжо не на разглядзе: яна пацверджана або знята."
    await shared.becomes(shared.editors[0].chat_id, desk.previews[0], "застаецца такой, якой была разаслана")
    again = await retracting(shared, number)
    assert again.approval == desk.approval
    missing = await again.approve(1)
    assert missing is not None
    assert missing.endswith("1"), "what was approved before it was dropped counts no more"
    assert await again.press(0, again.dropping) is None


async def test_old_previews_are_answered_by_what_holds_now(shared: Live) -> None:
    await empty(shared)
    reader = await subscriber_of(shared)
    first = await put_on_desk(shared, pardon("old-previews"))
    before = shared.seen(reader.chat_id)
    await approved(first)
    await shared.next_message(reader.chat_id, before)
    number = await number_of(shared, "old-previews")
    desk = await retracting(shared, number)
    assert await first.approve(0) == (
        "Пасля гэтага прагляду змяніўся тэкст або кола атрымальнікаў. Прачытайце, калі ласка, новы варыянт."
    )
    shown = await shared.becomes(shared.editors[0].chat_id, first.previews[0], "Адкліканне навіны")
    assert desk.approval in [each.value for each in shown.buttons]
    await approved(desk)
    assert await first.approve(1) == "Эта новость уже не на рассмотрении: она подтверждена или снята."
    await shared.becomes(shared.editors[1].chat_id, first.previews[1], "отозвана")
    for stale in (desk.previews[0], first.previews[0]):
        await shared.becomes(shared.editors[0].chat_id, stale, "has been retracted")


async def test_two_editors_at_the_same_moment(shared: Live) -> None:
    await empty(shared)
    reader = await subscriber_of(shared)
    number, [alert] = await sent(shared, pardon("at-once-corrected"), reader)
    before = standing(shared)
    for editor in shared.editors:
        shared.telegram.type(editor.chat_id, editor.id, f"/retract {number}")
    desk = await laid(shared, before)
    await asyncio.gather(desk.approve(0), desk.approve(1))
    [reply] = await replies(shared, [(reader.chat_id, alert)])
    assert reply.text.startswith("Адклікана.")
    answers = [
        each.text
        for editor in shared.editors
        for each in shared.telegram.sent(editor.chat_id)
        if each.id not in before[editor.chat_id] and ("ўжо на разглядзе" in each.text or "уже на рассм" in each.text)
    ]
    assert len(answers) == 1


async def test_a_correction_that_was_overtaken_can_only_be_dropped(shared: Live) -> None:
    await empty(shared)
    number, _ = await sent(shared, pardon("overtaken"), await subscriber_of(shared))
    form = await form_of(shared, number)
    await pressed(shared, form, "Колькасць:")
    form = await typed(shared, "41")
    desk = await retracting(shared, number)
    assert await shared.press(shared.editors[0], form, "Прапанаваць")
    page = await shared.becomes(shared.editors[0].chat_id, form, "ўжо на разглядзе")
    assert "Прапанаваць" not in labels(page)
    await approved(desk)
    page = await shared.say(shared.editors[0], "/review")
    assert "Гэтая навіна была разаслана і адклікана" in page.text
    assert labels(page) == ["Адхіліць"]


async def test_what_cannot_be_corrected_is_refused_with_the_reason(shared: Live) -> None:
    reader = await shared.reader("en")
    for command in ("/correct 1", "/retract 1"):
        assert (await shared.say(reader, command)).text.startswith("This is for the bot's editors")
    editor = shared.editors[0]
    for command in ("/correct", "/retract", "/correct нумар", "/retract x 1"):
        assert "12" in (await shared.say(editor, command)).text
    assert "Навіны №\u00a0999999 няма" in (await shared.say(editor, "/correct 999999")).text
    desk = await put_on_desk(shared, pardon("only-a-draft"))
    number = await number_of(shared, "only-a-draft")
    assert "няма чаго" in (await shared.say(editor, f"/retract {number}")).text
    await approved(desk)
    lying = await retracting(shared, number)
    for command in (f"/correct {number}", f"/retract {number}"):
        assert f"ўжо на разглядзе: №\u00a0{number}" in (await shared.say(editor, command)).text
    await approved(lying)
    for command in (f"/correct {number}", f"/retract {number}"):
        answer = (await shared.say(editor, command)).text
        assert "ўжо адклікана" in answer
        assert "/announce" in answer
    long = await shared.say(editor, f"/retract {await sent_number(shared)} {'х' * 1_500}")
    assert "занадта доўгае" in long.text


async def sent_number(live: Live) -> int:
    """Return the number of news that was just sent."""
    await confirm(live, pardon("long-reason"))
    return await number_of(live, "long-reason")
