"""What is said unasked: to followers, to subscribers, discreetly or in full, in a topic, in pages."""

import pytest

from playground.chats import Person
from tests.conversations.live import Live
from tests.conversations.newsroom import SOURCE, Event, confirm, pardon, told

pytestmark = pytest.mark.asyncio(loop_scope="module")


def release(name: str, **more: object) -> Event:
    """Return the release of two people, and of one nobody has matched."""
    people = ["viasna:179", "viasna:198", "zvestka:karnei-ihar"]
    event: Event = {"id": name, "kind": "release", "date": "2025-06-21", "count": 14, "people": people}
    return event | {"ground": "pardon", "sources": [SOURCE]} | more


async def follower(shared: Live, language: str, choice: str, *names: str) -> Person:
    reader = await shared.reader(language, choice)
    for name in names:
        await shared.say(reader, f"/follow {name}")
    kept = await shared.stored(reader)
    assert kept is not None
    assert len(kept.follows) == len(names)
    return reader


async def test_followers_are_told_of_theirs_and_subscribers_of_all(shared: Live) -> None:
    one = await follower(shared, "ru", "off", "Тихановский")
    two = await follower(shared, "en", "off", "Тихановский", "Игорь Карней")
    subscriber = await shared.reader("en")
    await shared.say(subscriber, "/subscribe releases")
    of_one, of_two, of_all = await told(shared, release("theirs"), one, two, subscriber)
    assert of_one.text.startswith("Сергей Тихановский\n")
    assert "21 июня 2025" in of_one.text
    assert "Карней" not in of_one.text
    assert of_two.text.splitlines()[:2] == ["Siarhei Tsikhanouski", "Ihar Karnei"]
    assert of_all.text.startswith("Release: 21 June 2025")
    assert "Siarhei Tsikhanouski" in of_all.text
    assert "14" in of_all.text


async def test_who_follows_and_subscribes_is_told_once(shared: Live) -> None:
    reader = await follower(shared, "en", "off", "Тихановский")
    await shared.say(reader, "/subscribe releases all")
    before = shared.seen(reader.chat_id)
    (alert,) = await told(shared, release("once"), reader)
    assert alert.text.startswith("Siarhei Tsikhanouski")
    (wave,) = await told(shared, pardon("after-once"), reader)
    assert shared.seen(reader.chat_id) - before == {alert.id, wave.id}


async def test_a_wave_without_names_alerts_no_follower(shared: Live) -> None:
    reader = await follower(shared, "en", "off", "Тихановский")
    subscriber = await shared.reader("en")
    await shared.say(subscriber, "/subscribe pardons")
    before = shared.seen(reader.chat_id)
    await told(shared, pardon("nameless"), subscriber)
    (alert,) = await told(shared, release("named-later"), reader)
    assert shared.seen(reader.chat_id) - before == {alert.id}


async def test_names_nobody_has_matched_alert_no_follower(shared: Live) -> None:
    reader = await follower(shared, "en", "off", "Тихановский")
    subscriber = await shared.reader("en")
    await shared.say(subscriber, "/subscribe pardons")
    before = shared.seen(reader.chat_id)
    (wave,) = await told(shared, pardon("unmatched", people=["Сергей Неизвестный"]), subscriber)
    assert "Сергей Неизвестный" in wave.text
    (alert,) = await told(shared, release("matched-later"), reader)
    assert shared.seen(reader.chat_id) - before == {alert.id}


@pytest.mark.parametrize(
    ("language", "line", "show", "name", "date"),
    [
        ("be", "Ёсць навіна", "Паказаць", "Сяргей Ціханоўскі", "21 чэрвеня 2025"),
        ("ru", "Есть новость", "Показать", "Сергей Тихановский", "21 июня 2025"),
        ("en", "There is an update.", "Show", "Siarhei Tsikhanouski", "21 June 2025"),
    ],
)
async def test_a_discreet_alert_tells_in_popups_only(
    shared: Live, language: str, line: str, show: str, name: str, date: str
) -> None:
    reader = await follower(shared, language, "on", "Тихановский")
    summary = {language: "Abc defg hij. " * 30}
    (alert,) = await told(shared, release(f"discreet-{language}", summary=summary), reader)
    assert alert.text.startswith(line[:4])
    assert len(alert.text) < 40
    assert alert.buttons[0].text == show
    pages = [await shared.press(reader, alert, show) or ""]
    count = int(pages[0].rpartition("/")[2])
    assert count > 2
    for page in range(2, count + 1):
        await shared.carries(reader.chat_id, alert, f"{show} {page}/{count}")
        pages.append(await shared.press(reader, alert, show) or "")
    await shared.carries(reader.chat_id, alert, show)
    assert await shared.press(reader, alert, show) == pages[0]
    assert pages[0].startswith(name)
    assert date in " ".join(pages)
    assert not {"Карней", "Karnei"} & set(" ".join(pages).split())
    assert [each.rpartition("\n")[2] for each in pages] == [f"{page}/{count}" for page in range(1, count + 1)]
    assert max(len(each.encode("utf-16-le")) for each in pages) <= 400
    assert shared.now(reader.chat_id, alert).text == alert.text


async def test_a_short_alert_has_one_page(shared: Live) -> None:
    reader = await follower(shared, "en", "on", "Бяляцкі")
    event: Event = {"id": "short", "kind": "contact", "people": ["viasna:1"], "sources": []}
    card = await shared.say(reader, "/find Бяляцкі")
    assert card.buttons
    named = await shared.store.people.by_code(int(card.buttons[0].value.split(".")[2]))
    assert named is not None
    (alert,) = await told(shared, event | {"people": [named.person.id]}, reader)
    assert await shared.press(reader, alert, "Show")
    assert shared.now(reader.chat_id, alert).keyboard == alert.keyboard


async def test_a_draft_and_a_dropped_event_show_nothing(shared: Live) -> None:
    reader = await follower(shared, "en", "on", "Тихановский")
    (alert,) = await told(shared, release("shown"), reader)
    number = int(alert.buttons[0].value.split(".")[2])
    before = await shared.press_carrying(reader, alert, f"1.show.{number + 1}.1")
    assert before is not None
    assert before.startswith("This button is old")


async def test_a_full_alert_has_the_list_and_hide(shared: Live) -> None:
    reader = await follower(shared, "en", "off", "Тихановский")
    (alert,) = await told(shared, release("with-buttons"), reader)
    await shared.press(reader, alert, "Hide")
    await shared.gone(reader.chat_id, alert)


async def test_a_forum_is_told_in_its_topic_and_language(shared: Live) -> None:
    admin = shared.telegram.add_person("Nina", "en")
    forum = shared.telegram.add_group("Belarusians abroad", [], [admin], forum=True)
    shared.telegram.add_bot_to(forum)
    topic = shared.telegram.add_topic(forum.id, "News")
    await shared.say(admin, "/language ru", forum.id, thread_id=topic)
    await shared.say(admin, "/subscribe pardons", forum.id, thread_id=topic)
    before = shared.seen(forum.id)
    await confirm(shared, pardon("forum"))
    alert = await shared.next_message(forum.id, before)
    assert alert.thread_id == topic
    assert "помиловании" in alert.text


async def test_a_channel_is_told(shared: Live) -> None:
    channel = shared.telegram.add_channel("News", shared.telegram.add_person("Owner", "en"))
    shared.telegram.add_bot_to(channel)
    before = shared.seen(channel.id)
    shared.telegram.post(channel.id, "/subscribe pardons")
    done = await shared.next_message(channel.id, before)
    await confirm(shared, pardon("channel"))
    alert = await shared.next_message(channel.id, before | {done.id})
    assert "37" in alert.text


async def test_a_card_tells_the_news_that_was_confirmed(shared: Live) -> None:
    await confirm(shared, release("on-card", date="2026-11-01", people=["zvestka:babaryka-eduard"]))
    reader = await shared.reader("en")
    card = await shared.say(reader, "Эдуард Бабарико")
    assert "1 November 2026" in card.text
    assert "1 November 2026" in (await shared.say(reader, "/latest releases")).text
