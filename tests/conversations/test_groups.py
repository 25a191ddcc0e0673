"""Groups, forums and channels: the bot speaks only when addressed, and only admins decide."""

from dataclasses import dataclass, replace

import pytest

from domain.rhythm import Frequency, Quiet
from domain.subscription import Subscriber, Topic
from playground.chats import Chat, Message, Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the bot in it."""

    chat: Chat
    admin: Person
    member: Person


def found(shared: Live, forum: bool = False) -> Group:
    admin, member = shared.telegram.add_person("Nina", "en"), shared.telegram.add_person("Alex", "en")
    chat = shared.telegram.add_group("Belarusians abroad", [member], [admin], forum=forum)
    shared.telegram.add_bot_to(chat)
    return Group(chat, admin, member)


async def kept(shared: Live, chat: Chat) -> Subscriber | None:
    """Return what is stored of a chat once everything said there before has been dealt with."""
    if chat.kind != "channel":
        asker = shared.telegram.people[next(iter(chat.members))]
        await shared.say(asker, "/privacy", chat.id)
    return await shared.store.subscribers.get(chat.id)


async def english(shared: Live, group: Group) -> None:
    assert (await shared.say(group.admin, "/language en", group.chat.id)).text.startswith("Done")


@pytest.mark.parametrize("text", ["Ціханоўскі", "/nosuch", "/find@another_bot Ціханоўскі", "hello /find Ціханоўскі"])
async def test_unasked_the_bot_is_silent(shared: Live, text: str) -> None:
    group = found(shared)
    shared.telegram.set_standing(group.chat, group.member, "administrator")
    group.chat.bot = "administrator"  # hears everything, as with privacy mode off
    await shared.say_unanswered(group.member, text, group.chat)


async def test_a_reply_to_the_bot_that_is_no_command_is_left_alone(shared: Live) -> None:
    group = found(shared)
    page = await shared.say(group.member, "/help", group.chat.id)
    shared.telegram.type(group.chat.id, group.member.id, "Ціханоўскі", reply_to=page.id)
    assert (await shared.say(group.member, "/privacy", group.chat.id)).text.startswith("Мы захоўваем")


async def test_a_card_in_a_group_offers_no_follow(shared: Live) -> None:
    group = found(shared)
    card = await shared.say(group.member, "/find Ціханоўскі", group.chat.id)
    assert card.text.startswith("Сяргей Ціханоўскі")
    assert not card.buttons
    asked = await shared.say(group.member, "/find Сяргей Альшэўскі", group.chat.id)
    await shared.press_carrying(group.member, asked, asked.buttons[0].value, group.chat.id)
    assert shared.now(group.chat.id, asked).text.startswith("Сяргей Альшэўскі")
    assert not shared.now(group.chat.id, asked).buttons
    assert await kept(shared, group.chat) is None


@pytest.mark.parametrize(
    "command",
    ["/follow Ціханоўскі", "/follow 1", "/unfollow 1", "/following", "/discreet on", "/insist on", "/start f_1"],
)
async def test_what_is_private_is_refused_in_a_group(shared: Live, command: str) -> None:
    group = found(shared)
    answer = await shared.say(group.admin, command, group.chat.id)
    assert "асабістым" in answer.text
    assert await kept(shared, group.chat) is None


@pytest.mark.parametrize(
    "value",
    [
        "1.follow.1.",
        "1.unfol.1.",
        "1.mine.0.",
        "1.disc.0.off",
        "1.pick.0.ru",
        "1.start.0.on.ru",
        "1.hide.0.",
        "1.insist.0.on",
        "1.stay.0.",
    ],
)
async def test_private_buttons_in_a_group_leave_the_message_as_it_is(shared: Live, value: str) -> None:
    group = found(shared)
    page = await shared.say(group.member, "/help", group.chat.id)
    told = await shared.press_carrying(group.admin, page, value, group.chat.id)
    assert told
    assert "асабістым" in told
    assert shared.now(group.chat.id, page) == page
    assert await kept(shared, group.chat) is None


@pytest.mark.parametrize(
    "command",
    [
        "/subscribe",
        "/subscribe pardons",
        "/subscribe deaths weekly",
        "/unsubscribe all",
        "/language ru",
        "/forget",
        "/settings",
        "/quiet",
        "/quiet 23-7 +3",
        "/digest",
        "/digest 7",
    ],
)
async def test_members_decide_nothing(shared: Live, command: str) -> None:
    group = found(shared)
    await english(shared, group)
    await shared.say(group.admin, "/subscribe deaths", group.chat.id)
    before = await kept(shared, group.chat)
    answer = await shared.say(group.member, command, group.chat.id)
    assert answer.text == "Only administrators of this chat can change this."
    assert await kept(shared, group.chat) == before


@pytest.mark.parametrize(
    "value",
    [
        "1.topics.0.",
        "1.topic.1.pardons",
        "1.lang.0.ru",
        "1.forget.0.",
        "1.forget.0.yes",
        "1.prefs.0.",
        "1.pace.2.deaths",
        "1.quiet.0.23-7",
        "1.digest.0.7",
        "1.zone.0.+3",
    ],
)
async def test_members_press_nothing_that_decides(shared: Live, value: str) -> None:
    group = found(shared)
    await english(shared, group)
    page = await shared.say(group.member, "/help", group.chat.id)
    before = await kept(shared, group.chat)
    told = await shared.press_carrying(group.member, page, value, group.chat.id)
    assert told == "Only administrators of this chat can change this."
    assert shared.now(group.chat.id, page) == page
    assert await kept(shared, group.chat) == before


async def test_admins_decide_by_command_and_by_button(shared: Live) -> None:
    group = found(shared)
    await english(shared, group)
    menu = await shared.say(group.admin, "/subscribe", group.chat.id)
    await shared.press_carrying(group.admin, menu, "1.topic.1.pardons", group.chat.id)
    await shared.say(group.admin, "/subscribe releases", group.chat.id)
    subscriber = await kept(shared, group.chat)
    assert subscriber is not None
    assert subscriber.topics == {Topic.PARDONS, Topic.RELEASES}
    assert (subscriber.language, subscriber.discreet) == ("en", False)
    await shared.say(group.admin, "/forget", group.chat.id)
    assert await kept(shared, group.chat) is None


async def test_admins_set_when_news_comes(shared: Live) -> None:
    group = found(shared)
    await english(shared, group)
    await shared.say(group.admin, "/subscribe pardons trials weekly", group.chat.id)
    menu = await shared.say(group.admin, "/settings", group.chat.id)
    assert "Discreet" not in menu.text
    assert not {"disc", "insist"} & {each.value.split(".")[1] for each in menu.buttons}
    for value in ("1.quiet.0.23-7", "1.zone.0.-5.23-7", "1.digest.0.6", "1.pace.2.trials"):
        await shared.press_carrying(group.admin, menu, value, group.chat.id)
    subscriber = await kept(shared, group.chat)
    assert subscriber is not None
    assert (subscriber.quiet, subscriber.offset, subscriber.hour) == (Quiet(23, 7), -300, 6)
    assert subscriber.rhythm == ((Topic.PARDONS, Frequency.WEEKLY), (Topic.TRIALS, Frequency.DAILY))
    moved = shared.telegram.chats[shared.telegram.migrate(group.chat.id)]
    await shared.say(group.admin, "/help", moved.id)
    assert await kept(shared, moved) == replace(subscriber, chat_id=moved.id)


async def anonymously(shared: Live, chat: Chat, text: str) -> Message:
    before = shared.seen(chat.id)
    shared.telegram.type_anonymously(chat.id, text)
    return await shared.next_message(chat.id, before)


async def test_an_anonymous_admin_is_an_admin(shared: Live) -> None:
    group = found(shared)
    assert (await anonymously(shared, group.chat, "/subscribe pardons")).text.startswith("Гатова")
    assert (await anonymously(shared, group.chat, "/language ru")).text.startswith("Готово")


async def test_a_channel_that_writes_in_a_group_is_a_guest(shared: Live) -> None:
    group = found(shared)
    owner = shared.telegram.add_person("Owner", "en")
    channel = shared.telegram.add_channel("News", owner)
    before = shared.seen(group.chat.id)
    body = {
        "message_id": 900_000,
        "date": 1_790_000_000,
        "chat": group.chat.to_json(),
        "text": "/subscribe pardons",
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
        "sender_chat": channel.to_json(),
    }
    shared.telegram.inject_raw({"message": body})
    assert "адміністратары" in (await shared.next_message(group.chat.id, before)).text
    assert await kept(shared, group.chat) is None


async def test_answers_come_in_the_topic_and_alerts_are_asked_for_there(shared: Live) -> None:
    group = found(shared, forum=True)
    topic = shared.telegram.add_topic(group.chat.id, "News")
    answer = await shared.say(group.admin, "/subscribe pardons", group.chat.id, thread_id=topic)
    assert answer.thread_id == topic
    subscriber = await kept(shared, group.chat)
    assert subscriber is not None
    assert subscriber.thread_id == topic
    card = await shared.say(group.member, "/find Ціханоўскі", group.chat.id)
    assert card.thread_id is None
    other = shared.telegram.add_topic(group.chat.id, "Cards")
    menu = await shared.say(group.admin, "/subscribe", group.chat.id, thread_id=other)
    await shared.press_carrying(group.admin, menu, "1.topic.1.deaths", group.chat.id)
    subscriber = await kept(shared, group.chat)
    assert subscriber is not None
    assert subscriber.thread_id == other


async def test_a_channel_subscribes_by_a_post_and_its_readers_decide_nothing(shared: Live) -> None:
    owner, reader = shared.telegram.add_person("Owner", "en"), shared.telegram.add_person("Reader", "en")
    channel = shared.telegram.add_channel("News", owner)
    shared.telegram.add_bot_to(channel)
    before = shared.seen(channel.id)
    shared.telegram.post(channel.id, "Good morning")
    shared.telegram.post(channel.id, "/subscribe pardons")
    done = await shared.next_message(channel.id, before)
    assert done.text.startswith("Гатова")
    assert len(shared.seen(channel.id) - before) == 1
    for value in ("1.topics.0.", "1.topic.1.pardons", "1.forget.0.yes", "1.lang.0.ru"):
        assert await shared.press_carrying(reader, done, value, channel.id)
    assert shared.now(channel.id, done) == done
    subscriber = await kept(shared, channel)
    assert subscriber is not None
    assert subscriber.topics == {Topic.PARDONS}
    await shared.press_carrying(owner, done, "1.topic.1.deaths", channel.id)
    subscriber = await kept(shared, channel)
    assert subscriber is not None
    assert subscriber.topics == {Topic.PARDONS, Topic.DEATHS}


async def test_a_menu_asked_for_beside_an_announcement_leaves_it_standing(shared: Live) -> None:
    group = found(shared)
    await english(shared, group)
    page = await shared.say(group.admin, "/latest", group.chat.id)
    before = shared.seen(group.chat.id)
    await shared.press_carrying(group.admin, page, "1.topics.0.new", group.chat.id)
    menu = await shared.next_message(group.chat.id, before)
    assert menu.text.startswith("News about everyone")
    assert shared.now(group.chat.id, page) == page


async def test_a_group_that_moves_is_followed_and_one_that_throws_us_out_is_forgotten(shared: Live) -> None:
    group = found(shared)
    await shared.say(group.admin, "/subscribe pardons", group.chat.id)
    moved = shared.telegram.chats[shared.telegram.migrate(group.chat.id)]
    await shared.say(group.admin, "/help", moved.id)
    subscriber = await kept(shared, moved)
    assert subscriber is not None
    assert subscriber.topics == {Topic.PARDONS}
    assert await shared.store.subscribers.get(group.chat.id) is None
    shared.telegram.remove_bot_from(moved)
    await shared.forgotten(moved.id)
