"""What can be sent, how it comes back, and what Telegram refuses."""

import struct
from typing import Any

import aiohttp
import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden

from playground import Telegram
from playground.chats import Person
from tests.playground.conftest import Api

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x02\x00\x00\x00"


async def test_a_message_parses_into_the_librarys_types(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    sent = await bot.send_message(
        hanna.chat_id,
        "<b>Ганна</b> 😀 /find https://example.org",
        parse_mode="HTML",
        reply_markup=ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Паказаць", callback_data="1.show")]]),
    )
    assert sent.text == "Ганна 😀 /find https://example.org"
    assert [entity.type for entity in sent.entities] == ["bold", "bot_command", "url"]
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.chat.type == "private"
    assert sent.reply_markup is not None
    (stands,) = telegram.sent(hanna.chat_id)
    assert stands.html.startswith("<b>Ганна</b> 😀")
    assert stands.button("Паказаць").data == "1.show"


async def test_a_stranger_is_out_of_reach_until_they_write(bot: ptb.Bot, telegram: Telegram) -> None:
    stranger = telegram.add_person("Kate", "en")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.chat_id, "Hello")
    telegram.type(stranger.chat_id, stranger.id, "hi")
    assert await bot.send_message(stranger.chat_id, "Hello")


async def test_who_blocks_is_out_of_reach(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    telegram.block(hanna.chat_id)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(hanna.chat_id, "Hello")
    telegram.unblock(hanna.chat_id)
    assert await bot.send_message(hanna.chat_id, "Hello")
    standings = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [one.new_chat_member.status for one in standings] == ["kicked", "member"]


async def test_lengths_are_counted_after_parsing(api: Api, hanna: Person) -> None:
    longest = "😀" * 2047 + "ab"
    assert (await api("sendMessage", chat_id=hanna.chat_id, text=f"<b>{longest}</b>", parse_mode="HTML"))["ok"]
    refusal = await api.refused("sendMessage", chat_id=hanna.chat_id, text=longest + "c")
    assert refusal == "400 Bad Request: message is too long"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 1, "text": "a"}, "chat not found"),
        ({"chat_id": "me", "text": "a"}, "chat not found"),
        ({"chat_id": "HANNA"}, "message text is empty"),
        ({"chat_id": "HANNA", "text": ""}, "message text is empty"),
        ({"chat_id": "HANNA", "text": " \n "}, "text must be non-empty"),
        ({"chat_id": "HANNA", "text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"chat_id": "HANNA", "text": "a", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"chat_id": "HANNA", "text": "a", "message_thread_id": 7}, "message thread not found"),
        ({"chat_id": "HANNA", "text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": "HANNA", "text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"chat_id": "HANNA", "text": "\ud800"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_wrong_parameters(api: Api, hanna: Person, params: dict[str, Any], refusal: str) -> None:
    filled = {name: hanna.chat_id if value == "HANNA" else value for name, value in params.items()}
    assert await api.refused("sendMessage", **filled) == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "a", "callback_data": "я" * 32 + "b"}, "BUTTON_DATA_INVALID"),
        ({"text": "a"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text is empty"),
        (
            {"text": "a", "callback_data": "a", "url": "https://e.org"},
            "can't parse inline keyboard button: exactly one action must be specified",
        ),
        (
            {"text": "a", "url": "ftp://e.org"},
            "inline keyboard button URL 'ftp://e.org' is invalid: Unsupported URL protocol",
        ),
        ({"text": "a", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    ],
)
async def test_wrong_buttons(api: Api, hanna: Person, button: dict[str, str], refusal: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await api.refused("sendMessage", chat_id=hanna.chat_id, text="a", reply_markup=markup)
    assert answer == f"400 Bad Request: {refusal}"


async def test_a_hundred_buttons_and_64_bytes_are_the_most(api: Api, hanna: Person) -> None:
    row = [{"text": "a", "callback_data": "я" * 32}]
    assert (await api("sendMessage", chat_id=hanna.chat_id, text="a", reply_markup={"inline_keyboard": [row] * 100}))[
        "ok"
    ]
    refusal = await api.refused(
        "sendMessage", chat_id=hanna.chat_id, text="a", reply_markup={"inline_keyboard": [row] * 101}
    )
    assert refusal == "400 Bad Request: reply markup is too long"


async def test_query_form_multipart_and_json_mean_the_same(api: Api, telegram: Telegram, hanna: Person) -> None:
    call: dict[str, str] = {"chat_id": str(hanna.chat_id), "text": "а & b"}
    multipart = aiohttp.FormData(call, default_to_multipart=True)
    for body in ({"params": call}, {"data": call}, {"data": multipart}, {"json": call}):
        async with api.session.post(f"{api.base}/SendMessage", **body) as answer:
            assert answer.status == 200
    async with api.session.get(f"{api.base}/sendMessage", params=call) as answer:
        assert answer.status == 200
    assert [message.text for message in telegram.sent(hanna.chat_id)] == ["а & b"] * 5


async def test_files_and_their_captions(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    photo = await bot.send_photo(hanna.chat_id, PNG, caption="<i>графік</i>", parse_mode="HTML")
    assert (photo.photo[0].width, photo.photo[0].height, photo.caption_html) == (640, 480, "<i>графік</i>")
    again = await bot.send_photo(hanna.chat_id, photo.photo[0].file_id)
    assert again.photo == photo.photo
    document = await bot.send_document(hanna.chat_id, b"{}", filename="мае даныя.json")
    assert document.document is not None
    assert (document.document.file_name, document.document.file_size) == ("мае даныя.json", 2)
    with pytest.raises(BadRequest, match=r"(?i)type of file mismatch"):
        await bot.send_photo(hanna.chat_id, document.document.file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_photo(hanna.chat_id, "playground-of-yesterday")
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await bot.send_photo(hanna.chat_id, b"not an image")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(hanna.chat_id, PNG, caption="x" * 1025)


@pytest.mark.parametrize(
    ("width", "height", "is_taken"),
    [(1280, 8720, True), (1280, 8721, False), (2000, 100, True), (2001, 100, False), (0, 100, False)],
)
async def test_photos_have_bounds(bot: ptb.Bot, hanna: Person, width: int, height: int, is_taken: bool) -> None:
    picture = PNG[:16] + struct.pack(">II", width, height) + PNG[24:]
    if is_taken:
        assert (await bot.send_photo(hanna.chat_id, picture)).photo[0].width == width
    else:
        with pytest.raises(BadRequest, match=r"(?i)PHOTO_INVALID_DIMENSIONS"):
            await bot.send_photo(hanna.chat_id, picture)


async def test_chat_actions_are_checked(api: Api, hanna: Person) -> None:
    assert (await api("sendChatAction", chat_id=hanna.chat_id, action="typing"))["result"] is True
    assert "wrong parameter action" in await api.refused("sendChatAction", chat_id=hanna.chat_id, action="thinking")


async def test_the_door(api: Api, telegram: Telegram, session: aiohttp.ClientSession) -> None:
    assert await api.refused("sendPigeon") == "404 Not Found: method not found"
    wrong = Api(session, api.base.replace(telegram.token, f"{telegram.bot_id}:{'x' * 35}"))
    assert await wrong.refused("getMe") == "401 Unauthorized"
    async with session.get(f"{api.base}/getMe", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    assert ptb.Bot(telegram.token).token == telegram.token
    assert Telegram().token != telegram.token
