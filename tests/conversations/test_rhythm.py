"""When news comes and how loudly, set by typing and by pressing, in a private chat."""

from dataclasses import replace

import pytest

from domain.rhythm import Frequency, Quiet
from domain.subscription import Subscriber, Topic
from playground.chats import Message, Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def kept(shared: Live, person: Person) -> Subscriber:
    found = await shared.stored(person)
    assert found is not None
    return found


def shown(shared: Live, reader: Person, page: Message) -> str:
    return shared.now(reader.chat_id, page).text


async def test_quiet_hours_ask_for_the_readers_clock_first(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/quiet 23:00-7:00")
    assert page.text.startswith("What time is it where you are?")
    assert (await kept(shared, reader)).quiet is None
    clocks = [each.text for each in page.buttons if each.value.startswith("1.zone.")]
    assert len(clocks) == 18
    await shared.press_value(reader, page, "1.zone.0.+3.23-7")
    assert shown(shared, reader, page).startswith("Quiet hours: 23:00–7:00 (UTC+3).")
    chat = await kept(shared, reader)
    assert (chat.quiet, chat.offset) == (Quiet(23, 7), 180)


async def test_quiet_hours_with_a_clock_need_no_question(shared: Live) -> None:
    reader = await shared.reader("en")
    assert "22:00–6:00 (UTC−3:30)" in (await shared.say(reader, "/quiet 22-6 -3:30")).text
    assert "23:00–7:00 (UTC−3:30)" in (await shared.say(reader, "/quiet 23–7")).text
    assert (await shared.say(reader, "/quiet OFF")).text.startswith("Quiet hours: off")
    chat = await kept(shared, reader)
    assert (chat.quiet, chat.offset) == (None, -210)


async def test_quiet_hours_by_buttons_alone(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/settings")
    await shared.press(reader, page, "Quiet hours")
    await shared.press(reader, page, "23:00–8:00")
    assert shown(shared, reader, page).startswith("What time")
    await shared.press_value(reader, page, "1.zone.0.+5:30.23-8")
    await shared.press(reader, page, "22:00–7:00")
    assert "22:00–7:00 (UTC+5:30)" in shown(shared, reader, page)
    await shared.press(reader, page, "No quiet hours")
    assert shown(shared, reader, page).startswith("Quiet hours: off")
    await shared.press(reader, page, "Settings")
    assert "Time: UTC+5:30" in shown(shared, reader, page)
    assert (await kept(shared, reader)).quiet is None


@pytest.mark.parametrize(
    ("typed", "help_"),
    [
        ("/quiet 23-23", "/quiet 23-7 +3"),
        ("/quiet 25-7", "/quiet 23-7 +3"),
        ("/quiet night", "/quiet 23-7 +3"),
        ("/quiet 23-7 +25", "/quiet 23-7 +3"),
        ("/digest 9:30", "/digest 9 +3"),
        ("/digest 99", "/digest 9 +3"),
        ("/digest 9 +25", "/digest 9 +3"),
        ("/subscribe daily", "/subscribe pardons releases daily"),
        ("/subscribe pardons daily weekly", "/subscribe pardons releases daily"),
    ],
)
async def test_what_cannot_be_understood_changes_nothing_and_is_told_how(shared: Live, typed: str, help_: str) -> None:
    reader = await shared.reader("en")
    before = await shared.stored(reader)
    assert help_ in (await shared.say(reader, typed)).text
    assert await shared.stored(reader) == before


@pytest.mark.parametrize(
    "value",
    ["1.quiet.0.23", "1.digest.0.99", "1.zone.0.east", "1.zone.0.+3.night", "1.pace.4.trials", "1.pace.2.gossip"],
)
async def test_buttons_nobody_made_leave_the_page_and_what_is_kept(shared: Live, value: str) -> None:
    reader = await shared.reader("en")
    page, before = await shared.say(reader, "/settings"), await shared.stored(reader)
    assert await shared.press_carrying(reader, page, value)
    assert shared.now(reader.chat_id, page) == page
    assert await shared.stored(reader) == before


async def test_the_hour_of_digests_is_minsks_until_a_clock_is_chosen(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/digest")
    assert page.text.startswith("Digest hour: 9:00 (Minsk time).")
    assert page.text.endswith("so this is Minsk time.")
    await shared.press(reader, page, "7:00")
    assert shown(shared, reader, page).startswith("Digest hour: 7:00 (Minsk time).")
    await shared.press(reader, page, "My time")
    await shared.press_value(reader, page, "1.zone.0.-5")
    assert "Digest hour: 7:00 (UTC−5)" in shown(shared, reader, page)
    assert (await shared.say(reader, "/digest 21:00 +2")).text.startswith("Digest hour: 21:00 (UTC+2).")
    chat = await kept(shared, reader)
    assert (chat.hour, chat.offset) == (21, 120)
    await shared.say(reader, "/digest 6")
    assert await kept(shared, reader) == replace(chat, hour=6)


async def test_insist_by_command_and_by_button(shared: Live) -> None:
    reader = await shared.reader("en")
    assert (await shared.say(reader, "/insist")).text.startswith("Repeating: off")
    assert (await shared.say(reader, "/insist ON")).text.startswith("Repeating: on")
    assert (await kept(shared, reader)).insist
    page = await shared.say(reader, "/settings")
    assert "Repeating: on" in page.text
    await shared.press(reader, page, "Repeating")
    await shared.press(reader, page, "Turn off repeating")
    assert shown(shared, reader, page).startswith("Repeating: off")
    assert not (await kept(shared, reader)).insist


async def test_how_often_by_command(shared: Live) -> None:
    reader = await shared.reader("en")
    done = await shared.say(reader, "/subscribe pardons, deaths WEEKLY")
    assert "Pardons (once a week), Deaths in custody. Digest hour: 9:00 (Minsk time)." in done.text
    assert done.text.endswith("News of a death comes at once.")
    await shared.say(reader, "/subscribe trials daily")
    await shared.say(reader, "/subscribe pardons")
    chat = await kept(shared, reader)
    assert chat.topics == {Topic.PARDONS, Topic.DEATHS, Topic.TRIALS}
    assert chat.rhythm == ((Topic.PARDONS, Frequency.WEEKLY), (Topic.TRIALS, Frequency.DAILY))
    await shared.say(reader, "/subscribe pardons now")
    left = await shared.say(reader, "/unsubscribe deaths")
    assert left.text == "Done. Kinds of news that remain: Pardons, Trials (once a day)."
    await shared.say(reader, "/unsubscribe trials")
    assert (await kept(shared, reader)).rhythm == ()


async def test_how_often_by_buttons_in_one_message(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/settings")
    await shared.press(reader, page, "Kinds of news")
    for topic in (Topic.TRIALS, Topic.DEATHS):
        await shared.press_value(reader, page, f"1.topic.1.{topic}")
    paces = [each.value for each in shared.now(reader.chat_id, page).buttons if each.value.startswith("1.pace.")]
    assert paces == ["1.pace.0.trials"]  # a death comes at once to everybody
    await shared.press(reader, page, "At once")
    assert shown(shared, reader, page).startswith("Trials. Now: at once.")
    await shared.press(reader, page, "Once a week")
    assert (await kept(shared, reader)).rhythm == ((Topic.TRIALS, Frequency.WEEKLY),)
    await shared.press(reader, page, "Once a week")
    assert "Now: once a week." in shown(shared, reader, page)
    await shared.press(reader, page, "At once")
    assert (await kept(shared, reader)).rhythm == ()
    assert shown(shared, reader, page).startswith("News about everyone")


async def test_menus_store_nothing(shared: Live) -> None:
    stranger = shared.telegram.add_person("Nina", "en")
    for text in ("/settings", "/quiet", "/digest", "/insist", "/quiet 23-7"):
        await shared.say(stranger, text)
    assert await shared.stored(stranger) is None
    await shared.say(stranger, "/quiet 23-7 +1")
    chat = await kept(shared, stranger)
    assert (chat.quiet, chat.discreet) == (Quiet(23, 7), True)


async def test_latest_asked_for_beside_a_digest_leaves_it_standing(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/help")
    before = shared.seen(reader.chat_id)
    await shared.press_carrying(reader, page, "1.latest.0.new")
    assert (await shared.next_message(reader.chat_id, before)).text.startswith("Latest news\n")
    assert shared.now(reader.chat_id, page) == page


async def left_unanswered(shared: Live, reader: Person) -> Subscriber:
    """Let three proofs of life have come without any sign of the reader; return what is kept then."""
    silent = replace(await kept(shared, reader), unanswered=3, lived=2026 * 12 + 3)
    await shared.store.subscribers.put(silent)
    return silent


async def test_stay_keeps_everything(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/help")
    silent = await left_unanswered(shared, reader)
    await shared.press_carrying(reader, page, "1.stay.0.")
    assert shown(shared, reader, page) == "Good. Everything stays as it is."
    assert await kept(shared, reader) == replace(silent, unanswered=0)


async def test_stay_after_erasure_says_how_to_begin_anew(shared: Live) -> None:
    reader = await shared.reader("en")
    page = await shared.say(reader, "/forget")
    await shared.press_carrying(reader, page, "1.stay.0.")
    assert shown(shared, reader, page).startswith("We store nothing about this chat.")
    assert await shared.stored(reader) is None


@pytest.mark.parametrize("text", ["Тихановский", "/help", "/latest"])
async def test_whatever_the_reader_does_answers_and_is_written_once(shared: Live, text: str) -> None:
    reader = await shared.reader("en")
    silent = await left_unanswered(shared, reader)
    version = await shared.store.subscribers.version()
    for _ in range(2):
        await shared.say(reader, text)
    assert await kept(shared, reader) == replace(silent, unanswered=0)
    assert await shared.store.subscribers.version() == version + 1
