"""Telegram refuses, breaks off, has forgotten the message: the reader still gets an answer, once, and nothing leaks."""

from typing import Any

import pytest

from playground.chats import Message, Person
from tests.conversations.live import Live
from tests.conversations.newsroom import pardon, told

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def page_of(strained: Live, reader: Person) -> Message:
    return await strained.say(reader, "/help")


def deleted(strained: Live, reader: Person, message: Message) -> None:
    del strained.telegram.chats[reader.chat_id].messages[message.id]


async def test_a_429_is_waited_out(strained: Live) -> None:
    reader = await strained.reader("en")
    strained.telegram.faults.too_many("sendMessage", 1)
    assert (await strained.say(reader, "/privacy")).text.startswith("We store")


async def test_a_429_that_comes_again_gives_up_on_the_answer_and_serves_the_next(strained: Live) -> None:
    reader = await strained.reader("en")
    strained.telegram.faults.too_many("sendMessage", 1, 2)
    before = strained.seen(reader.chat_id)
    strained.telegram.type(reader.chat_id, reader.id, "/follow Тихановский")
    while not (kept := await strained.stored(reader)) or not kept.follows:
        await strained.telegram.next_change()
    await strained.telegram.wait_for(lambda: not strained.telegram.faults.pending)
    assert (await strained.say(reader, "/following")).text.startswith("On your list")
    assert len(strained.seen(reader.chat_id) - before) == 1


@pytest.mark.parametrize("code", [500, 502])
async def test_a_broken_answer_is_tried_once_more(strained: Live, code: int) -> None:
    reader = await strained.reader("en")
    strained.telegram.faults.server_error("sendMessage", 1, code)
    assert (await strained.say(reader, "/privacy")).text.startswith("We store")
    strained.telegram.faults.reset("sendMessage")
    assert (await strained.say(reader, "/latest")).text.startswith("Latest news")


async def test_a_press_under_a_deleted_message_is_answered_anew(strained: Live) -> None:
    reader = await strained.reader("en")
    page = await page_of(strained, reader)
    strained.telegram.faults.refuse("editMessageText", 400, "Bad Request: message to edit not found")
    before = strained.seen(reader.chat_id)
    await strained.press(reader, page, "Privacy")
    assert (await strained.next_message(reader.chat_id, before)).text.startswith("We store")


async def test_a_press_under_a_message_that_telegram_no_longer_gives_is_answered_anew(strained: Live) -> None:
    reader = await strained.reader("en")
    page = await page_of(strained, reader)
    deleted(strained, reader, page)
    question = strained.telegram.ask(reader, reader.chat_id)
    chat = strained.telegram.chats[reader.chat_id].to_json()
    before = strained.seen(reader.chat_id)
    strained.telegram.inject_raw(
        {
            "callback_query": {
                "id": question.id,
                "from": reader.to_json(),
                "chat_instance": "1",
                "data": "1.priv.0.",
                "message": {"chat": chat, "message_id": page.id, "date": 0},
            }
        }
    )
    assert (await strained.next_message(reader.chat_id, before)).text.startswith("We store")
    assert await strained.telegram.popup(question.id) is None


async def test_hiding_what_is_gone_is_quiet_and_what_is_old_is_written_over(strained: Live) -> None:
    reader = await strained.reader("en", "on")
    page = await page_of(strained, reader)

    def about_page(params: dict[str, Any]) -> bool:
        return int(params["message_id"]) == page.id  # not about what was typed

    strained.telegram.faults.refuse("deleteMessage", 400, "Bad Request: message can't be deleted", when=about_page)
    assert await strained.press(reader, page, "Hide") is None
    hidden = strained.now(reader.chat_id, page)
    assert (hidden.text, hidden.buttons) == ("…", [])
    page = await page_of(strained, reader)
    strained.telegram.faults.refuse("deleteMessage", 400, "Bad Request: message to delete not found", when=about_page)
    strained.telegram.faults.refuse("editMessageText", 400, "Bad Request: message to edit not found")
    before = strained.seen(reader.chat_id)
    assert await strained.press(reader, page, "Hide") is None
    assert strained.seen(reader.chat_id) == before


async def test_a_press_older_than_a_restart_gets_no_message_in_the_popups_place(strained: Live) -> None:
    reader = await strained.reader("en")
    page = await page_of(strained, reader)
    before = strained.seen(reader.chat_id)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    strained.telegram.faults.refuse("answerCallbackQuery", 400, too_old, 2)
    strained.telegram.press(reader.chat_id, reader.id, page.id, "0.card.1.")
    strained.telegram.press(reader.chat_id, reader.id, page.id, "1.priv.0.")
    await strained.becomes(reader.chat_id, page, "We store")
    await strained.telegram.wait_for(lambda: not strained.telegram.faults.pending)
    assert (await strained.say(reader, "/latest")).text.startswith("Latest news")
    assert len(strained.seen(reader.chat_id) - before) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_a_chat_that_is_closed_to_us_is_left_in_peace(strained: Live, code: int, words: str) -> None:
    reader = await strained.reader("en")
    strained.telegram.faults.refuse("sendMessage", code, words)
    before = strained.seen(reader.chat_id)
    strained.telegram.type(reader.chat_id, reader.id, "/help")
    assert (await strained.say(reader, "/privacy")).text.startswith("We store")
    assert len(strained.seen(reader.chat_id) - before) == 1


async def test_who_is_admin_cannot_be_asked_means_no(strained: Live) -> None:
    admin = strained.telegram.add_person("Nina", "en")
    group = strained.telegram.add_group("Belarusians abroad", [], [admin])
    strained.telegram.add_bot_to(group)
    strained.telegram.faults.refuse("getChatMember", 400, "Bad Request: member list is inaccessible")
    assert "адміністратары" in (await strained.say(admin, "/subscribe pardons", group.id)).text


async def test_our_own_mistake_is_apologised_for(running: Live) -> None:
    reader = await running.reader("en")
    running.telegram.faults.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    sorry = await running.say(reader, "/help")
    assert sorry.text.startswith("Something went wrong")
    running.telegram.faults.refuse("editMessageText", 400, "Bad Request: can't parse entities")
    told = await running.press_carrying(reader, sorry, "1.help.0.")
    assert told == sorry.text


async def test_a_page_that_could_not_be_shown_is_not_turned(strained: Live) -> None:
    reader = await strained.reader("en", "on")
    await strained.say(reader, "/subscribe pardons")
    (alert,) = await told(strained, pardon("too-old", summary={"en": "Abc defg hij. " * 30}, people=["Xyz"]), reader)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    strained.telegram.faults.refuse("answerCallbackQuery", 400, too_old)
    strained.telegram.press(reader.chat_id, reader.id, alert.id, alert.buttons[0].value)
    await strained.telegram.wait_for(lambda: not strained.telegram.faults.pending)
    await strained.say(reader, "/help")
    assert strained.now(reader.chat_id, alert) == alert
    assert await strained.press(reader, alert, "Show")
    await strained.carries(reader.chat_id, alert, "Show 2/3")
