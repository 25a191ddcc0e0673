"""Editors: what is pasted, refused, previewed, approved by two, edited and dropped."""

import asyncio
import json

import pytest

from domain.event import EventState
from tests.conversations.live import Live
from tests.conversations.newsroom import Event, confirm, pardon, pasted, put_on_desk, told

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_readers_are_refused_and_editors_shown_how(shared: Live) -> None:
    reader = await shared.reader("en")
    assert (await shared.say(reader, pasted(pardon("x")))).text.startswith("This is for the bot's editors")
    usage = await shared.say(shared.editors[0], "/announce")
    assert '"kind": "pardon"' in usage.text
    assert "/announce" in (await shared.say(shared.editors[0], "/help")).text
    assert "/announce" not in (await shared.say(reader, "/help")).text


async def test_an_editor_is_refused_in_a_group(shared: Live) -> None:
    editor = shared.editors[0]
    group = shared.telegram.add_group("Editors", [], [editor])
    shared.telegram.add_bot_to(group)
    answer = await shared.say(editor, pasted(pardon("in-a-group")), group.id)
    assert "рэдактараў" in answer.text


WRONG: dict[str, tuple[str, str, str, str]] = {
    "not JSON": ("{", "Гэта не JSON", "Это не JSON", ""),
    "not an object": ("[1]", "Гэта не адзін аб’ект JSON", "Это не один объект JSON", ""),
    "deep": ("[" * 3_000, "Гэта не JSON", "Это не JSON", ""),
    "missing": ('{"id": "x"}', "Няма поля", "Нет поля", "«kind»"),
    "blank id": ('{"id": " ", "kind": "pardon"}', "Няма поля", "Нет поля", "«id»"),
    "unknown field": ('{"id": "x", "kind": "pardon", "n": 1}', "Поля", "Поля", "«n»"),
    "wrong type": ('{"id": "x", "kind": "pardon", "count": "37"}', "мае няправільную", "имеет неправильную", "«count»"),
    "wrong list": (
        '{"id": "x", "kind": "pardon", "people": "x"}',
        "мае няправільную",
        "имеет неправильную",
        "«people»",
    ),
    "wrong source": (
        '{"id": "x", "kind": "death", "sources": [{"url": "a"}]}',
        "мае няправільную",
        "имеет неправильную",
        "url",
    ),
    "not a date": ('{"id": "x", "kind": "death", "date": "16.09"}', "не дата", "не дата", "«16.09»"),
    "not a choice": ('{"id": "x", "kind": "gossip"}', "не мае такога", "не имеет такого", "added_sentence"),
    "too long": (json.dumps({"id": "x" * 81, "kind": "pardon"}), "занадта доўгае", "слишком длинное", "80"),
    "infinite": ('{"id": "x", "kind": "pardon", "count": 1e999}', "мае няправільную", "имеет неправильную", "«count»"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_cannot_be_read_is_refused_in_the_editors_language(shared: Live, wrong: str) -> None:
    text, belarusian, russian, value = WRONG[wrong]
    for editor, words in zip(shared.editors, (belarusian, russian), strict=True):
        answer = await shared.say(editor, f"/announce {text}")
        assert words in answer.text
        assert value in answer.text


async def test_both_editors_read_every_language(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("every-language"))
    for preview in desk.previews:
        for words in ("памілаванне", "помиловании", "pardon", "37"):
            assert words in preview.text


async def test_the_same_editor_twice_is_one(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.say(reader, "/subscribe pardons")
    before = shared.seen(reader.chat_id)
    desk = await put_on_desk(shared, pardon("twice-is-one", date="2019-01-02"))
    for _ in range(3):
        answer = await desk.approve(0)
        assert answer is not None
        assert answer.endswith("1")
    assert "2 January 2019" not in (await shared.say(reader, "/latest pardons")).text
    assert len(shared.seen(reader.chat_id) - before) == 1
    assert await desk.approve(1) is None
    alert = await shared.next_message(reader.chat_id, shared.seen(reader.chat_id) | before)
    assert "2 January 2019" in alert.text
    assert not desk.now(1).buttons[:-1]


async def test_an_edit_voids_approvals_and_the_stale_preview_says_so(shared: Live) -> None:
    first = await put_on_desk(shared, pardon("edited"))
    assert await first.approve(0)
    second = await put_on_desk(shared, pardon("edited", count=38))
    stale = await first.approve(1)
    assert stale is not None
    assert "38" not in first.previews[1].text
    await shared.becomes(shared.editors[1].chat_id, first.previews[1], "38")
    answer = await second.approve(1)
    assert answer is not None
    assert answer.endswith("1")
    assert await first.press(0, first.dropping) == await first.press(0, first.approval) != answer
    assert await second.approve(0) is None


async def test_pasted_again_unchanged_it_is_shown_again(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("again"))
    assert await desk.approve(0)
    again = await shared.say(shared.editors[1], pasted(pardon("again")))
    assert desk.approval in [each.value for each in again.buttons]
    assert "1" in again.text.splitlines()[-1]


async def test_dropped_is_gone_and_its_buttons_say_so(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("dropped"))
    assert await desk.press(0, desk.dropping) is None
    assert not [each for each in desk.now(0).buttons if ".yes." in each.value]
    for value in (desk.approval, desk.dropping):
        assert await desk.press(1, value)
    assert (await put_on_desk(shared, pardon("dropped"))).approval == desk.approval


@pytest.mark.parametrize("dropped", [True, False])
async def test_no_preview_asks_once_the_draft_is_settled(shared: Live, dropped: bool) -> None:
    desk = await put_on_desk(shared, pardon(f"settled-{dropped}"))
    again = await shared.say(shared.editors[0], pasted(pardon(f"settled-{dropped}")))
    if not dropped:
        assert await desk.approve(0)
    await desk.press(1, desk.dropping if dropped else desk.approval)
    said = "off the desk" if dropped else "is confirmed and is being sent"
    for message in (desk.previews[0], again):
        settled = await shared.becomes(shared.editors[0].chat_id, message, said)
        assert not settled.buttons


async def test_a_preview_that_was_forgotten_loses_its_buttons_when_pressed(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("forgotten"))
    await desk.press(0, desk.dropping)
    page = await shared.say(shared.editors[1], "/help")
    assert await shared.press_carrying(shared.editors[1], page, desk.approval)
    settled = await shared.becomes(shared.editors[1].chat_id, page, "снята с рассмотрения")
    assert len(settled.buttons) == 1, "Hide alone"
    page = await shared.say(shared.editors[1], "/help")
    assert await shared.press_carrying(shared.editors[1], page, "1.yes.999999.1-0a1b2c3d4e5f")
    await shared.telegram.wait_for(lambda: len(shared.now(shared.editors[1].chat_id, page).buttons) == 1)


async def test_confirmed_is_done_and_cannot_be_pasted_anew(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("done"))
    await desk.approve(1)
    assert await desk.approve(0) is None
    for value in (desk.approval, desk.dropping):
        assert await desk.press(1, value)
    answer = await shared.say(shared.editors[0], pasted(pardon("done", count=1)))
    assert not answer.buttons[:-1]


async def test_a_reader_who_forges_the_button_approves_nothing(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("forged"))
    reader = await shared.reader("en")
    page = await shared.say(reader, "/help")
    for value in (desk.approval, desk.dropping):
        told = await shared.press_carrying(reader, page, value)
        assert told is not None
        assert told.startswith("This is for the bot's editors")
    answer = await desk.approve(0)
    assert answer is not None
    assert answer.endswith("1")


async def test_two_editors_at_the_same_moment_send_once(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.say(reader, "/subscribe deaths")
    before = shared.seen(reader.chat_id)
    event: Event = {"id": "at-once", "kind": "death", "unmatched": ["Jan Kowalski"]}
    desk = await put_on_desk(shared, event)
    await asyncio.gather(desk.approve(0), desk.approve(1))
    await shared.next_message(reader.chat_id, before)
    await confirm(shared, {"id": "at-once-2", "kind": "death", "unmatched": ["Adam Nowak"]})
    await shared.telegram.wait_for(lambda: "Adam Nowak" in shared.telegram.sent(reader.chat_id)[-1].text)
    assert len(shared.seen(reader.chat_id) - before) == 2


async def test_news_of_somebody_free_since_long_waits_for_a_third_editor(shared: Live) -> None:
    reader = await shared.reader("be")
    await shared.say(reader, "/subscribe releases")
    before = shared.seen(reader.chat_id)
    again: Event = {"id": "out-already", "kind": "release", "date": "2026-11-20", "people": ["viasna:179"]}
    desk = await put_on_desk(shared, again)
    assert "According to the register, somebody named here was released or died earlier." in desk.previews[0].text
    assert "There are too few editors for that" in desk.previews[0].text
    assert "Approvals still needed: 3" in desk.previews[0].text
    for editor in (0, 1):
        assert await desk.approve(editor)
    filed = await shared.store.events.by_id("out-already")
    assert filed is not None
    assert filed.state is EventState.DRAFT
    await confirm(shared, release_of("zvestka:autukhovich-mikalai"))
    [alert] = await shared.next_messages([reader.chat_id], {reader.chat_id: before})
    assert "Мікалай Аўтуховіч" in alert.text, "what follows is not held up"


async def test_what_one_source_says_is_called_unconfirmed_and_frees_nobody(shared: Live) -> None:
    reader = await shared.reader("be")
    await shared.say(reader, "/follow Ірына Злобіна")
    [alert] = await told(shared, release_of("viasna:266", certainty="unconfirmed"), reader)
    assert alert.text.splitlines()[1].startswith("Не пацверджана. ")
    card = await shared.say(reader, "Ірына Злобіна")
    assert "на волі" not in card.text
    assert "Не пацверджана" in (await shared.say(reader, "/latest releases")).text


def release_of(person_id: str, **more: object) -> Event:
    """Return the release of one person."""
    return {"id": f"of-{person_id}", "kind": "release", "date": "2026-11-21", "people": [person_id], **more}
