"""Groups, forums, channels: who is there, who hears what, and where they move."""

import pytest
import telegram as ptb
from telegram.error import BadRequest, ChatMigrated, Forbidden

from playground import Telegram
from playground.chats import Chat, Person
from tests.playground.conftest import Api


@pytest.fixture
def kate(telegram: Telegram) -> Person:
    return telegram.add_person("Kate", "en")


@pytest.fixture
def group(telegram: Telegram, hanna: Person, kate: Person) -> Chat:
    group = telegram.add_group("Vilnius", [hanna], [kate])
    telegram.add_bot_to(group)
    return group


async def test_being_added_is_told(bot: ptb.Bot, group: Chat) -> None:
    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    change = update.my_chat_member.difference()["status"]
    assert change == ("left", "member")
    assert update.my_chat_member.chat.title == "Vilnius"


async def test_in_a_group_only_what_is_addressed_is_heard(
    bot: ptb.Bot, telegram: Telegram, group: Chat, hanna: Person
) -> None:
    telegram.updates.clear()
    sent = await bot.send_message(group.id, "Hello")
    telegram.type(group.id, hanna.id, "just talking")
    telegram.type(group.id, hanna.id, "/find@another_bot X")
    telegram.type(group.id, hanna.id, "/find X")
    telegram.type(group.id, hanna.id, f"@{telegram.username} hi")
    telegram.type(group.id, hanna.id, "thanks", reply_to=sent.message_id)
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert heard == ["/find X", f"@{telegram.username} hi", "thanks"]


async def test_an_anonymous_administrator_speaks_for_the_group(bot: ptb.Bot, telegram: Telegram, group: Chat) -> None:
    telegram.updates.clear()
    telegram.type_anonymously(group.id, "/subscribe pardons")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.sender_chat is not None
    assert update.message.sender_chat.id == group.id
    assert update.message.from_user is not None
    assert update.message.from_user.username == "GroupAnonymousBot"


async def test_members_and_administrators(
    bot: ptb.Bot, telegram: Telegram, group: Chat, hanna: Person, kate: Person
) -> None:
    assert isinstance(await bot.get_chat_member(group.id, kate.id), ptb.ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(group.id, hanna.id), ptb.ChatMemberMember)
    telegram.set_standing(group, hanna, "administrator")
    admin = await bot.get_chat_member(group.id, hanna.id)
    assert isinstance(admin, ptb.ChatMemberAdministrator)
    assert {one.user.id for one in await bot.get_chat_administrators(group.id)} == {kate.id, hanna.id}
    assert await bot.get_chat_member_count(group.id) == 3
    with pytest.raises(BadRequest, match=r"(?i)user not found"):
        await bot.get_chat_member(group.id, 42)


async def test_what_a_chat_is(bot: ptb.Bot, group: Chat, hanna: Person) -> None:
    full = await bot.get_chat(group.id)
    assert (full.type, full.title) == ("group", "Vilnius")
    assert full.permissions is not None
    assert (await bot.get_chat(hanna.chat_id)).first_name == "Ганна"
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.get_chat(-1)


async def test_migration_is_refused_with_the_new_id(bot: ptb.Bot, telegram: Telegram, group: Chat) -> None:
    telegram.updates.clear()
    new_id = telegram.migrate(group.id)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "Hello")
    assert moved.value.new_chat_id == new_id
    assert (await bot.send_message(new_id, "Hello")).chat.type == "supergroup"
    told = [(m.migrate_to_chat_id, m.migrate_from_chat_id) for u in await bot.get_updates() if (m := u.message)]
    assert told == [(new_id, None), (None, group.id)]


async def test_topics_of_a_forum(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    forum = telegram.add_group("Forum", [], [hanna], forum=True)
    telegram.add_bot_to(forum)
    telegram.updates.clear()
    topic = telegram.add_topic(forum.id, "News")
    telegram.type(forum.id, hanna.id, "/subscribe all", thread_id=topic)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic, True)
    assert update.message.chat.is_forum
    sent = await bot.send_message(forum.id, "Hello", message_thread_id=topic)
    assert sent.message_thread_id == topic
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(forum.id, "Hello", message_thread_id=topic + 1)


async def test_channels_have_posts_and_no_senders(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    channel = telegram.add_channel("News", hanna)
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(channel.id, "Hello")
    telegram.add_bot_to(channel)
    telegram.updates.clear()
    telegram.post(channel.id, "A post")
    (update,) = await bot.get_updates()
    assert update.channel_post is not None
    sent = await bot.send_message(channel.id, "Hello")
    assert (sent.from_user, sent.sender_chat and sent.sender_chat.id) == (None, channel.id)


async def test_leaving_and_being_thrown_out(bot: ptb.Bot, api: Api, telegram: Telegram, group: Chat) -> None:
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "Hello")
    telegram.add_bot_to(group)
    telegram.remove_bot_from(group)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "Hello")
