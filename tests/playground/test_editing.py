"""Editing and deleting: in place, at once, and only what is the bot's."""

import pytest
import telegram as ptb
from telegram.error import BadRequest

from playground import Telegram
from playground.chats import Person
from tests.playground.conftest import Api, HandClock

KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}


async def test_an_edit_takes_the_place_of_what_was(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = await bot.send_message(hanna.chat_id, "one", reply_markup=KEYBOARD)  # type: ignore[arg-type]
    edited = await bot.edit_message_text("<b>two</b>", hanna.chat_id, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, ptb.Message)
    assert edited.edit_date is not None
    (stands,) = telegram.sent(hanna.chat_id)
    assert (stands.id, stands.html, stands.keyboard, stands.edited) == (sent.message_id, "<b>two</b>", (), True)


async def test_the_same_again_is_refused(bot: ptb.Bot, hanna: Person) -> None:
    sent = await bot.send_message(hanna.chat_id, "one")
    with pytest.raises(BadRequest, match=r"(?i)^message is not modified: specified new message content"):
        await bot.edit_message_text(" one ", hanna.chat_id, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_reply_markup(hanna.chat_id, sent.message_id)


async def test_an_old_edit_is_no_difference(api: Api, hanna: Person) -> None:
    sent = (await api("sendMessage", chat_id=hanna.chat_id, text="one"))["result"]["message_id"]
    assert (await api("editMessageText", chat_id=hanna.chat_id, message_id=sent, text="two"))["ok"]
    assert "not modified" in await api.refused("editMessageText", chat_id=hanna.chat_id, message_id=sent, text="two")


@pytest.mark.parametrize(
    ("message_id", "refusal"),
    [(None, "message identifier is not specified"), (999, "message to edit not found"), (1, "message can't be edited")],
)
async def test_what_cannot_be_edited(api: Api, hanna: Person, message_id: int | None, refusal: str) -> None:
    answer = await api.refused("editMessageText", chat_id=hanna.chat_id, message_id=message_id, text="a")
    assert answer == f"400 Bad Request: {refusal}"


async def test_buttons_change_alone(api: Api, telegram: Telegram, hanna: Person) -> None:
    sent = (await api("sendMessage", chat_id=hanna.chat_id, text="one", reply_markup=KEYBOARD))["result"]["message_id"]
    assert (await api("editMessageReplyMarkup", chat_id=hanna.chat_id, message_id=sent))["ok"]
    (stands,) = telegram.sent(hanna.chat_id)
    assert (stands.text, stands.keyboard) == ("one", ())


async def test_the_persons_command_can_be_deleted(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    command = telegram.messages(hanna.chat_id)[0]
    assert await bot.delete_message(hanna.chat_id, command.id)
    assert telegram.messages(hanna.chat_id) == []
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(hanna.chat_id, command.id)


async def test_after_48_hours_nothing_can_be_deleted(api: Api, clock: HandClock, hanna: Person) -> None:
    clock.seconds += 48 * 3600 + 1
    refusal = await api.refused("deleteMessage", chat_id=hanna.chat_id, message_id=1)
    assert refusal == "400 Bad Request: message can't be deleted"


async def test_in_a_group_others_messages_need_an_administrator(api: Api, telegram: Telegram, hanna: Person) -> None:
    group = telegram.add_group("Vilnius", [hanna], [])
    telegram.add_bot_to(group)
    theirs = telegram.type(group.id, hanna.id, "hello")
    assert "can't be deleted" in await api.refused("deleteMessage", chat_id=group.id, message_id=theirs.id)
    telegram.add_bot_to(group, as_admin=True)
    assert (await api("deleteMessage", chat_id=group.id, message_id=theirs.id))["ok"]


async def test_many_are_deleted_at_once(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = [(await bot.send_message(hanna.chat_id, str(n))).message_id for n in range(3)]
    assert await bot.delete_messages(hanna.chat_id, [*sent, 999])
    assert telegram.sent(hanna.chat_id) == []
    with pytest.raises(BadRequest, match=r"(?i)too many message identifiers"):
        await bot.delete_messages(hanna.chat_id, list(range(1, 102)))
