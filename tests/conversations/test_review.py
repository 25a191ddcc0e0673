"""Editors walk the reports of sources: one message, one report at a time, nothing handled twice."""

import asyncio
from pathlib import Path

import pytest

from domain.dates import PartialDate
from domain.event import EventKind, EventState
from playground.chats import Message
from tests.clock import START
from tests.conversations.live import Live
from tests.conversations.newsroom import pardon, put_on_desk
from tests.conversations.reporting import (
    REFORM,
    empty,
    held,
    imported,
    lines,
    listed,
    quiet,
    release,
    report,
    reported,
)
from tests.importing.exports import crowd, register, save

pytestmark = pytest.mark.asyncio(loop_scope="module")


def labels(message: Message) -> list[str]:
    """Return the labels of the buttons, Hide left out."""
    return [button.text for button in message.buttons if ".hide." not in button.value]


async def opened(live: Live, editor: int = 0) -> Message:
    """Let an editor type ``/review``."""
    return await live.say(live.editors[editor], "/review")


async def pressed(live: Live, message: Message, label: str, editor: int = 0) -> Message:
    """Let an editor press a button of the report before them; return the message as it stands then."""
    assert await live.press(live.editors[editor], message, label) is None
    return live.now(live.editors[editor].chat_id, message)


async def test_it_is_for_editors_in_private(shared: Live) -> None:
    reader = await shared.reader("en")
    assert (await shared.say(reader, "/review")).text.startswith("This is for the bot's editors")
    page = await shared.say(reader, "/help")
    for value in ("1.review.0.", "1.propose.1.x", "1.discard.1.x", "1.undo.1."):
        told = await shared.press_carrying(reader, page, value)
        assert told is not None
        assert told.startswith("This is for the bot's editors")
    group = shared.telegram.add_group("Editors", [], [shared.editors[0]])
    shared.telegram.add_bot_to(group)
    assert "рэдактараў" in (await shared.say(shared.editors[0], "/review", group.id)).text


async def test_the_command_is_in_the_editors_help_alone(shared: Live) -> None:
    page = await shared.say(shared.editors[1], "/help")
    assert "/review" in page.text
    assert "Сообщения источников" in labels(page)
    reader = await shared.reader("ru")
    answer = await shared.say(reader, "/help")
    assert "/review" not in answer.text
    assert "Сообщения источников" not in labels(answer)


async def test_where_nothing_waits_it_says_so(shared: Live) -> None:
    await empty(shared)
    assert (await opened(shared)).text == "Няма паведамленняў, якія чакаюць разгляду."
    assert (await opened(shared, 1)).text == "Нет сообщений, ожидающих рассмотрения."


async def test_a_report_is_shown_with_what_tells_namesakes_apart(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991))
    await reported(shared, release(2))
    text = (await opened(shared)).text
    for words in (
        "Паведамленне 1/1", "рэестр «Вясны»", "23 лістапада 2026", "Вызваленне: 1 лістапада 2026", "Ян Выдуманы",
        "год нараджэння: 1991", "ПК №\u00a01", "«Вясна», 1 лістапада", "ён выйшаў з калоніі",
    ):  # fmt: skip
        assert words in text
    assert "1980" not in text


async def test_the_reports_turn_in_one_message(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991), held(3, 2001))
    await reported(shared, release(1), release(2), release(3))
    page = await opened(shared)
    assert labels(page) == ["Прапанаваць", "Адхіліць", "Выправіць", "Папярэдняе", "Пазней"]
    seen = shared.seen(shared.editors[0].chat_id)
    for label, place, year in (("Пазней", 2, 1991), ("Пазней", 3, 2001), ("Пазней", 1, 1980), ("Папярэдняе", 3, 2001)):
        shown = await pressed(shared, page, label)
        assert f"Паведамленне {place}/3" in shown.text
        assert str(year) in shown.text
    assert shared.seen(shared.editors[0].chat_id) == seen


async def test_what_is_proposed_comes_before_both_editors_and_then_to_followers(shared: Live) -> None:
    await listed(shared, held(11, 1970))
    reader = await shared.reader("en")
    found = await shared.store.people.by_id("viasna:11")
    assert found is not None
    await shared.say(reader, f"/follow {found.code}")
    await reported(shared, release(11))
    page = await opened(shared)
    before = {editor.chat_id: shared.seen(editor.chat_id) for editor in shared.editors}
    told = shared.seen(reader.chat_id)
    shown = await pressed(shared, page, "Прапанаваць")
    assert "Прапанавана: навіна №" in shown.text
    assert "Няма паведамленняў" in shown.text
    previews = await shared.next_messages([editor.chat_id for editor in shared.editors], before)
    for editor, preview in zip(shared.editors, previews, strict=True):
        await shared.press(editor, preview, "Approve")
    assert "Released: 1 November 2026" in (await shared.next_message(reader.chat_id, told)).text
    assert await shared.store.reports.count_waiting() == 0


async def test_what_is_dropped_can_be_taken_back_until_the_next_press(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991))
    await reported(shared, release(1), release(2))
    page = await opened(shared)
    shown = await pressed(shared, page, "Адхіліць")
    assert "Адхілена паведамленняў: 1" in shown.text
    assert "1991" in shown.text
    back = await pressed(shared, page, "Вярнуць")
    assert "1980" in back.text
    assert "Паведамленне 1/2" in back.text
    assert "Вярнуць" not in labels(back)
    await pressed(shared, page, "Адхіліць")
    last = await pressed(shared, page, "Адхіліць")
    assert labels(last) == ["Вярнуць"]
    assert "1991" in (await pressed(shared, page, "Вярнуць")).text
    assert not await shared.store.events.by_id("release-2")


async def test_what_another_editor_has_handled_says_so_and_moves_on(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991))
    await reported(shared, release(1), release(2))
    mine, theirs = await opened(shared), await opened(shared, 1)
    await pressed(shared, theirs, "Отклонить", 1)
    for label in ("Прапанаваць", "Адхіліць"):
        value = mine.button(label).value
        assert await shared.press_carrying(shared.editors[0], mine, value) == "Гэтае паведамленне ўжо разгледжана."
        shown = await shared.becomes(shared.editors[0].chat_id, mine, "1991")
        assert "Паведамленне 1/1" in shown.text


@pytest.mark.parametrize("other", ["Предложить", "Отклонить"])
async def test_of_two_editors_at_once_one_wins_and_the_other_is_told(shared: Live, other: str) -> None:
    number = 70 + len(other)
    await listed(shared, held(number, 1980))
    await reported(shared, release(number))
    mine, theirs = await opened(shared), await opened(shared, 1)
    answers = await asyncio.gather(
        shared.press(shared.editors[0], mine, "Прапанаваць"), shared.press(shared.editors[1], theirs, other)
    )
    assert len([answer for answer in answers if answer is None]) == 1
    assert await shared.store.reports.count_waiting() == 0


async def test_reports_of_one_event_are_one_proposal_with_every_citation(shared: Live) -> None:
    await listed(shared, held(41, 1980))
    await reported(shared, release(41))
    other = release(41, id="41-elsewhere", date=PartialDate(2026, 11, 2), sources=(REFORM,))
    await shared.store.reports.file([report(other, "reform", 5)])
    page = await opened(shared)
    for words in ("Паведамленне 1/1", "Вызваленне: 1 лістапада", "Вызваленне: 2 лістапада", "reform", "падзею: 2."):
        assert words in page.text
    assert "Звесткі крыніц разыходзяцца" in page.text
    await pressed(shared, page, "Прапанаваць")
    filed = await shared.store.events.by_id("release-41")
    assert filed is not None
    assert [source.publisher for source in filed.event.sources] == ["Viasna", "reform.news"]
    assert filed.event.conflicts == "2026-11-01: Viasna; 2026-11-02: reform.news"
    assert await shared.store.reports.count_waiting() == 0


async def test_another_report_that_joined_meanwhile_is_read_first(shared: Live) -> None:
    await listed(shared, held(51, 1980))
    await reported(shared, release(51))
    page = await opened(shared)
    await shared.store.reports.file([report(release(51, id="51-elsewhere", sources=(REFORM,)), "reform", 5)])
    told = await shared.press(shared.editors[0], page, "Адхіліць")
    assert told == "Паведамленне змянілася. Прачытайце яго, калі ласка, яшчэ раз."
    await shared.becomes(shared.editors[0].chat_id, page, ": 2.")
    assert await shared.store.reports.count_waiting() == 2
    assert "Адхілена паведамленняў: 2" in (await pressed(shared, page, "Адхіліць")).text
    assert await shared.store.reports.count_waiting() == 0


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.CONFIRMED, EventState.HISTORY])
async def test_what_is_known_already_can_only_be_dropped(shared: Live, state: EventState) -> None:
    number = 61 + list(EventState).index(state)
    await listed(shared, held(number, 1980))
    await reported(shared, release(number))
    before = await opened(shared)
    known = release(number, kind=EventKind.DEATH)
    filed = await shared.store.events.file(known, state, START)
    told = await shared.press(shared.editors[0], before, "Прапанаваць")
    assert told == "Паведамленне змянілася. Прачытайце яго, калі ласка, яшчэ раз."
    shown = await shared.becomes(shared.editors[0].chat_id, before, f"№\u00a0{filed.number}")
    assert labels(shown) == ["Адхіліць"]
    assert await shared.store.events.by_number(filed.number) == filed
    assert "Адхілена" in (await pressed(shared, before, "Адхіліць")).text


async def test_news_of_another_id_that_may_be_the_same_is_named(shared: Live) -> None:
    await listed(shared, held(81, 1980))
    told = await shared.store.events.file(release(81, id="told-81"), EventState.HISTORY, START)
    long_ago = await shared.store.events.file(
        release(81, id="long-ago-81", date=PartialDate(2021)), EventState.HISTORY, START
    )
    await reported(shared, release(81, date=PartialDate(2026, 11, 9)))
    page = await opened(shared)
    assert f"Падобная навіна: №\u00a0{told.number}. Вызваленне: 1 лістапада 2026" in page.text
    assert f"№\u00a0{long_ago.number}" not in page.text
    assert labels(page)[0] == "Прапанаваць"


async def test_what_was_dropped_from_the_desk_can_be_proposed_again(shared: Live) -> None:
    await quiet(shared)
    desk = await put_on_desk(shared, pardon("dropped-once"))
    await desk.press(0, desk.dropping)
    filed = await shared.store.events.by_id("dropped-once")
    assert filed is not None
    await reported(shared, filed.event)
    before = {editor.chat_id: shared.seen(editor.chat_id) for editor in shared.editors}
    page = await opened(shared)
    before[shared.editors[0].chat_id].add(page.id)
    await pressed(shared, page, "Прапанаваць")
    await shared.next_messages([editor.chat_id for editor in shared.editors], before)


async def test_one_line_tells_how_many_wait_and_stays_one(shared: Live) -> None:
    await listed(shared, held(1, 1980), held(2, 1991))
    await reported(shared, release(1), release(2))
    chat = shared.editors[0].chat_id
    [line] = lines(shared, chat)
    await shared.becomes(chat, line, "Reports waiting: 2")
    seen = shared.seen(chat)
    await shared.press(shared.editors[0], line, "Reports from sources")
    page = await shared.next_message(chat, seen)
    assert "Паведамленне 1/2" in page.text
    await pressed(shared, page, "Адхіліць")
    await shared.becomes(chat, line, "Reports waiting: 1")
    assert len(lines(shared, chat)) == 1


async def test_what_an_import_finds_changed_comes_before_the_editors(
    shared: Live, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await reported(shared)
    rows = crowd(600)
    await imported(shared, save(tmp_path, register(rows)))
    rows[0] |= {"status": "former", "prison": "FALSE", "release_date": "2026-11-01"}
    rows[1] |= {"prison": "Prison No. 8"}
    await imported(shared, save(tmp_path, register(rows)))
    assert "read them with /review: 2" in capsys.readouterr().out
    page = await opened(shared)
    both = page.text + (await pressed(shared, page, "Пазней")).text
    for words in ("Паведамленне 1/2", "Паведамленне 2/2", "Вызваленне: 1 лістапада 2026", "Перавод"):
        assert words in both
