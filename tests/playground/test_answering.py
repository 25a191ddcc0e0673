"""Presses and inline queries: asked, answered once, and not for ever."""

import asyncio

import pytest
import telegram as ptb
from telegram.error import BadRequest

from playground import Telegram
from playground.chats import Person
from tests.playground.conftest import Api, HandClock

KEYBOARD = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Show", callback_data="1.show.7")]])
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_a_press_and_its_popup(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = await bot.send_message(hanna.chat_id, "There is an update.", reply_markup=KEYBOARD)
    query_id = telegram.press(hanna.chat_id, hanna.id, sent.message_id, "1.show.7")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "1.show.7", hanna.id)
    assert isinstance(query.message, ptb.Message)
    assert query.message.reply_markup == KEYBOARD
    waiting = asyncio.create_task(telegram.popup_shown(query_id))
    await query.answer("Сяргей Ціханоўскі", show_alert=True)
    shown = await waiting
    assert (shown.text, shown.is_alert) == ("Сяргей Ціханоўскі", True)


async def test_an_empty_answer_shows_nothing(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = await bot.send_message(hanna.chat_id, "a", reply_markup=KEYBOARD)
    query_id = telegram.press(hanna.chat_id, hanna.id, sent.message_id, "1.show.7")
    assert await bot.answer_callback_query(query_id)
    assert await telegram.popup(query_id) is None


async def test_popups_hold_200_units(api: Api, telegram: Telegram, hanna: Person) -> None:
    sent = (await api("sendMessage", chat_id=hanna.chat_id, text="a"))["result"]["message_id"]
    query_id = telegram.press(hanna.chat_id, hanna.id, sent, "x")
    long = "😀" * 100
    refusal = await api.refused("answerCallbackQuery", callback_query_id=query_id, text=f"{long}!")
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    assert (await api("answerCallbackQuery", callback_query_id=query_id, text=long))["ok"]


async def test_a_query_is_answered_once_and_soon(
    bot: ptb.Bot, telegram: Telegram, clock: HandClock, hanna: Person
) -> None:
    sent = await bot.send_message(hanna.chat_id, "a", reply_markup=KEYBOARD)
    first, second = (telegram.press(hanna.chat_id, hanna.id, sent.message_id, "x") for _ in range(2))
    assert await bot.answer_callback_query(first)
    clock.seconds += 61
    for query_id in (first, second, "12345"):
        with pytest.raises(BadRequest, match=rf"(?i){TOO_OLD}"):
            await bot.answer_callback_query(query_id)


async def test_only_messages_that_stand_can_be_pressed(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = await bot.send_message(hanna.chat_id, "a", reply_markup=KEYBOARD)
    await bot.delete_message(hanna.chat_id, sent.message_id)
    with pytest.raises(LookupError):
        telegram.press(hanna.chat_id, hanna.id, sent.message_id, "x")


async def test_inline_queries(bot: ptb.Bot, api: Api, telegram: Telegram, hanna: Person) -> None:
    query_id = telegram.ask_inline(hanna.id, "Тихановский")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    assert update.inline_query.query == "Тихановский"
    article = {"type": "article", "id": "7", "title": "Card", "input_message_content": {"message_text": "Card"}}
    for results, refusal in (
        ([article, article], "RESULT_ID_DUPLICATE"),
        ([article] * 51, "RESULTS_TOO_MUCH"),
        ([article | {"id": "я" * 33}], "RESULT_ID_INVALID"),
        ([article | {"title": ""}], "can't parse inline query result: Can't find field \"title\""),
        ([article | {"input_message_content": {}}], "message text is empty"),
    ):
        answer = await api.refused("answerInlineQuery", inline_query_id=query_id, results=results)
        assert answer == f"400 Bad Request: {refusal}"
    assert (await api("answerInlineQuery", inline_query_id=query_id, results=[article]))["ok"]
    assert [result["id"] for result in await telegram.inline_results(query_id)] == ["7"]
