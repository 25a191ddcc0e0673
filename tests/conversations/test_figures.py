"""Waves and numbers by month: in words, page by page, and as a picture that is drawn and uploaded once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, EventState
from domain.person import Citation
from playground.state import Call
from tests.conversations.live import Live
from tests.conversations.test_every_command import speaks
from tests.conversations.test_groups import found

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = ("be", "ru", "en")
COMMANDS = ("waves", "numbers")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def photos(shared: Live, since: int) -> list[Call]:
    return [call for call in shared.telegram.calls[since:] if call.method == "sendPhoto"]


async def filed(shared: Live, event: Event) -> None:
    """File an event as history: from the next question on it is counted."""
    await shared.store.events.file(event, EventState.HISTORY, NOW)


def verdicts(number: int, day: int, certainty: Certainty = Certainty.CONFIRMED) -> Event:
    source = Citation("https://spring96.org/1", "Viasna", PartialDate(2026, 9, day))
    kind = EventKind.CONVICTION
    return Event(f"verdicts-{day}", kind, PartialDate(2026, 9, day), number, sources=(source,), certainty=certainty)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_waves_tell_how_many_on_whose_word_and_where_sources_differ(shared: Live, language: str) -> None:
    reader = await shared.reader(language)
    page = await shared.say(reader, "/waves")
    told = {
        "be": ("Вызваленне: 19 сакавіка 2026 г.\nКолькасць: 250 чалавек.", "Крыніцы: Reform.news, 19 сакавіка 2026 г."),
        "ru": ("Освобождение: 19 марта 2026 г.\nКоличество: 250 человек.", "Источники: Reform.news, 19 марта 2026 г."),
        "en": ("Release: 19 March 2026\nNumber: 250 people.", "Sources: Reform.news, 19 March 2026"),
    }
    for words in told[language]:
        assert words in page.text.replace("\u00a0", " ").replace("\u2060", "")
    differ = {"be": "у Літву вывезены 51", "ru": "в Литву вывезен 51", "en": "51 taken to Lithuania"}
    await shared.press_value(reader, page, "1.waves.1.")
    assert differ[language] in shared.now(reader.chat_id, page).text


@pytest.mark.parametrize("command", COMMANDS)
async def test_pages_turn_in_place_to_the_last_one(shared: Live, command: str) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, f"/{command}")
    told = {page.text}
    while any(button.text == "Next" for button in shared.now(reader.chat_id, page).buttons):
        await shared.press(reader, page, "Next")
        told.add(shared.now(reader.chat_id, page).text)
    assert len(told) >= 4
    last = shared.now(reader.chat_id, page).text
    assert {"waves": "July 2024", "numbers": "March 2024"}[command] in last
    await shared.press_carrying(reader, page, f"1.{command}.999.")
    assert shared.now(reader.chat_id, page).text == last


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
async def test_typed_and_pressed_show_the_same_picture(shared: Live, command: str, language: str) -> None:
    reader = await shared.reader(language)
    typed = await shared.say(reader, f"/{command} chart")
    page = await shared.say(reader, f"/{command}")
    before = shared.seen(reader.chat_id)
    assert await shared.press_value(reader, page, f"1.{command}.0.chart") is None
    pressed = await shared.next_message(reader.chat_id, before)
    assert typed.attachment is not None
    assert pressed.attachment == typed.attachment
    assert pressed.text == typed.text
    assert shared.now(reader.chat_id, page).text == page.text
    speaks(typed.text, language, (f"/{command}",))
    assert typed.attachment.content.startswith(b"\x89PNG")
    assert (typed.attachment.width, len(typed.attachment.content) <= 200_000) == (1280, True)


async def test_a_picture_is_uploaded_once_and_then_only_named(shared: Live) -> None:
    reader, other = await shared.reader("en"), await shared.reader("en")
    first = await shared.say(reader, "/waves chart")
    since = len(shared.telegram.calls)
    again = [await shared.say(one, "/waves chart") for one in (reader, other)]
    assert first.attachment is not None
    assert [call.params["photo"] for call in photos(shared, since)] == [first.attachment.file_id] * 2
    assert [each.attachment for each in again] == [first.attachment] * 2


async def test_news_makes_a_new_picture_and_a_new_text(shared: Live) -> None:
    reader = await shared.reader("en")
    before = await shared.say(reader, "/numbers chart")
    waves = await shared.say(reader, "/waves chart")
    await filed(shared, verdicts(31, 3))
    await filed(shared, verdicts(5, 4, Certainty.UNCONFIRMED))
    after = await shared.say(reader, "/numbers chart")
    assert "Verdicts: no data." in before.text
    assert "Verdicts, most in one month: 31 people, September 2026." in after.text.replace("\u00a0", " ")
    assert before.attachment != after.attachment
    assert (await shared.say(reader, "/waves chart")).attachment == waves.attachment
    text = (await shared.say(reader, "/numbers")).text.replace("\u00a0", " ")
    told = "September 2026\nVerdicts: 31 people. Unconfirmed, not counted: 5. Sources: Viasna, 3 September 2026; Viasna"
    assert told in text


async def test_a_draft_is_no_figure(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.store.events.file(replace(verdicts(77, 20), id="draft"), EventState.DRAFT, NOW)
    assert "77" not in (await shared.say(reader, "/numbers")).text


async def test_a_picture_that_telegram_has_lost_is_uploaded_anew(strained: Live) -> None:
    reader = await strained.reader("ru")
    first = await strained.say(reader, "/waves chart")
    assert first.attachment is not None
    del strained.telegram.files[first.attachment.file_id]
    second = await strained.say(reader, "/waves chart")
    assert second.attachment is not None
    assert second.attachment.content == first.attachment.content
    assert second.attachment.file_id != first.attachment.file_id


async def test_under_a_picture_stands_the_way_back_to_the_words(shared: Live) -> None:
    reader = await shared.reader("be", "on")
    chart = await shared.say(reader, "/numbers chart")
    assert [button.text for button in chart.buttons] == ["Словамі", "Схаваць"]
    before = shared.seen(reader.chat_id)
    await shared.press(reader, chart, "Словамі")
    assert (await shared.next_message(reader.chat_id, before)).text.startswith("Лічбы па месяцах")
    await shared.press(reader, chart, "Схаваць")
    await shared.gone(reader.chat_id, chart)


async def test_a_group_gets_figures_when_it_asks_and_in_its_topic(shared: Live) -> None:
    group = found(shared, forum=True)
    topic = shared.telegram.add_topic(group.chat.id, "News")
    chart = await shared.say(group.member, "/waves chart", group.chat.id, thread_id=topic)
    assert chart.thread_id == topic
    assert chart.text.startswith("Графік: ")
    assert [button.text for button in chart.buttons] == ["Словамі"]
    before = shared.seen(group.chat.id)
    await shared.press(group.member, chart, "Словамі", group.chat.id)
    assert (await shared.next_message(group.chat.id, before)).text.startswith("Хвалі памілаванняў")
    await shared.say_unanswered(group.member, "waves chart", group.chat)


async def test_where_nothing_can_be_drawn_the_reader_is_told(
    running: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reader = await running.reader("en")
    await filed(running, verdicts(8, 9))
    monkeypatch.setattr("bot.drawing._ARGUMENTS", ("-c", "raise ValueError('Secret')"))
    page = await running.say(reader, "/numbers")
    told = await running.press_value(reader, page, "1.numbers.0.chart")
    assert told == "The chart cannot be drawn now. The text says the same."
    assert (await running.say(reader, "/numbers chart")).text == told
    assert "a chart could not be drawn: ValueError" in caplog.text
    assert "Secret" not in caplog.text


async def test_a_chat_that_takes_no_photos_is_left_alone(strained: Live) -> None:
    reader = await strained.reader("en")
    page = await strained.say(reader, "/waves")
    since = len(strained.telegram.calls)
    strained.telegram.faults.refuse("sendPhoto", 400, "Bad Request: not enough rights to send photos to the chat")
    assert await strained.press_value(reader, page, "1.waves.0.chart") is None
    assert len(photos(strained, since)) == 1
    assert strained.now(reader.chat_id, page).text == page.text
