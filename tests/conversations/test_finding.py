"""A name is asked for: cards, namesakes, nothing; and what is no name at all."""

from typing import Any

import pytest

from playground.chats import Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("form", ["{}", "/find {}", "/FIND   {}", "/find@{bot} {}", "/find@{BOT}\n{}"])
async def test_every_way_to_ask_finds(shared: Live, form: str) -> None:
    bot = shared.telegram.username
    reader = shared.telegram.add_person("Ганна", "be")
    card = await shared.say(reader, form.format("Ціханоўскі", bot=bot, BOT=bot.upper()))
    assert card.text.startswith("Сяргей Ціханоўскі")
    assert card.button("Атрымліваць навіны")


async def test_a_name_in_a_reply_is_found(shared: Live) -> None:
    reader = await shared.reader("ru")
    card = await shared.say(reader, "/find Тихановский")
    again = await shared.say(reader, "/find Колесникова", reply_to=card.id)
    assert again.text.startswith("Мария Колесникова")


async def test_namesakes_are_told_apart_and_chosen_by_button(shared: Live) -> None:
    reader = await shared.reader("be")
    answer = await shared.say(reader, "Сяргей Альшэўскі")
    assert "1984" in answer.text
    choices = [each for each in answer.buttons if each.value.startswith("1.card.")]
    assert len(choices) == 2
    assert len({each.text for each in choices}) == 2
    await shared.press_value(reader, answer, choices[1].value)
    card = shared.now(reader.chat_id, answer)
    assert card.text.startswith("Сяргей Альшэўскі")
    await shared.press(reader, card, "Атрымліваць навіны")
    kept = await shared.stored(reader)
    assert kept is not None
    assert kept.follows == {int(choices[1].value.split(".")[2])}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Кш Ґґґґ Зззз", "We found nothing"),
        ("/find", "Write the name after the command"),
        ("   ", "Write the name after the command"),
        ("x" * 10_000, "This is too long"),
        ("/find " + "Имя " * 2_500, "This is too long"),
        ("/follow " + "Имя " * 2_500, "This is too long"),
        ("<b>&amp;</b>", "We found nothing"),
        ("\u200b\u202e", "We found nothing"),
        ("/nosuch Ціханоўскі", "There is no such command"),
        ("/привет", "There is no such command"),
        ("/", "There is no such command"),
        ("/find@another_bot Ціханоўскі", "There is no such command"),
    ],
)
async def test_what_is_no_name_is_answered(shared: Live, text: str, answer: str) -> None:
    reader = shared.telegram.add_person("Reader", "en")
    assert (await shared.say(reader, text)).text.startswith(answer)


def received(shared: Live, person: Person, kind: str, **content: Any) -> None:
    """Let the bot receive a message that the playground's phones cannot write."""
    chat = {"id": person.chat_id, "type": "private", "first_name": person.name}
    body = {"message_id": 900_000, "date": 1_790_000_000, "chat": chat, "from": person.to_json()}
    shared.telegram.inject_raw({kind: body | content})


STICKER = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False, "is_video": False}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": STICKER | {"type": "regular"}},
        {"photo": [PHOTO], "caption": "Ціханоўскі"},
        {"location": {"latitude": 53.9, "longitude": 27.5}},
    ],
)
async def test_a_sticker_a_photo_a_place_is_told_that_we_read_names(shared: Live, content: dict[str, Any]) -> None:
    reader = await shared.reader("en")
    before = shared.seen(reader.chat_id)
    received(shared, reader, "message", **content)
    answer = await shared.next_message(reader.chat_id, before)
    assert answer.text.startswith("The bot reads text only")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("edited_message", {"text": "Ціханоўскі", "edit_date": 1}),
        ("message", {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}),
    ],
)
async def test_edits_and_notices_get_no_answer(shared: Live, kind: str, content: dict[str, Any]) -> None:
    reader = await shared.reader("en")
    received(shared, reader, kind, **content)
    assert (await shared.say(reader, "/privacy")).text.startswith("We store")


async def test_discreet_chats_keep_no_question_and_can_hide_the_answer(shared: Live) -> None:
    reader = await shared.reader("be", "on")
    before = shared.seen(reader.chat_id)
    typed = shared.telegram.type(reader.chat_id, reader.id, "Ціханоўскі")
    card = await shared.next_message(reader.chat_id, before)
    await shared.gone(reader.chat_id, typed)
    await shared.press(reader, card, "Атрымліваць навіны")
    assert shared.now(reader.chat_id, card).button("Схаваць")
    await shared.press(reader, card, "Схаваць")
    await shared.gone(reader.chat_id, card)


async def test_full_chats_keep_what_was_typed_and_hide_nothing(shared: Live) -> None:
    reader = await shared.reader("be", "off")
    before = shared.seen(reader.chat_id)
    typed = shared.telegram.type(reader.chat_id, reader.id, "Ціханоўскі")
    card = await shared.next_message(reader.chat_id, before)
    await shared.say(reader, "/help")
    assert typed.id in shared.telegram.chats[reader.chat_id].messages
    assert "Схаваць" not in [each.text for each in card.buttons]


@pytest.mark.parametrize(
    "value",
    [
        "0.card.1.",
        "2.help.0.",
        "1.sing.1.",
        "nonsense",
        "1.card.999999.",
        "1.follow.999999.",
        "1.unfol.999999.",
        f"1.card.{'9' * 40}.",
        "1.topic.0.gone",
        "1.show.999999.1",
        "1.yes.999999.1-abc",
        "1.drop.1.x",
    ],
)
async def test_old_and_foreign_buttons_answer_in_a_popup_and_change_nothing(shared: Live, value: str) -> None:
    reader = await shared.reader("en")
    answer = await shared.say(reader, "Tsikhanouski")
    told = await shared.press_carrying(reader, answer, value)
    assert told
    assert len(told) <= 200
    assert shared.now(reader.chat_id, answer) == answer
    kept = await shared.stored(reader)
    assert kept is not None
    assert not kept.follows | kept.topics
