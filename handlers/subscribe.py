"""Subscribing a chat to kinds of news; in groups and channels only their admins may."""

from telegram.constants import ChatMemberStatus, ChatType

from domain.subscription import Topic
from handlers.visit import Visit
from texts import subscribing

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def subscribe(visit: Visit) -> None:
    """``/subscribe KIND…``; without a kind, the menu."""
    topics = await _asked(visit)
    if topics is None:
        return
    if not topics:
        await menu(visit)
        return
    thread = visit.thread_id
    kept = await visit.keep(lambda chat: chat.speaking_in(thread).subscribed(topics))
    await visit.reply(subscribing.subscribed(kept.topics, visit.voice))


async def unsubscribe(visit: Visit) -> None:
    """``/unsubscribe KIND…``; without a kind, the menu."""
    topics = await _asked(visit)
    if topics is None:
        return
    if not topics:
        await menu(visit)
        return
    kept = await visit.keep(lambda chat: chat.unsubscribed(topics))
    await visit.reply(subscribing.unsubscribed(kept.topics, visit.voice))


async def _asked(visit: Visit) -> frozenset[Topic] | None:
    if not await may_decide(visit):
        await visit.reply(subscribing.admins_only(visit.voice))
        return None
    words = visit.words.lower().replace(",", " ").split()
    unknown = next((word for word in words if word not in set(Topic)), None)
    if unknown is not None:
        await visit.reply(subscribing.unknown_topic(unknown[:40], visit.voice))
        return None
    return frozenset(map(Topic, words))


async def menu(visit: Visit) -> None:
    """Every kind of news as a button that says whether it is on."""
    topics = visit.subscriber.topics if visit.subscriber else frozenset()
    await visit.show(subscribing.topics_menu(topics, visit.voice))


async def pressed_topic(visit: Visit) -> None:
    """Switch one kind of news on or off."""
    if not await may_decide(visit):
        await visit.popup(subscribing.admins_only(visit.voice).text)
        return
    topic = Topic(visit.callback.arg) if visit.callback and visit.callback.arg in set(Topic) else Topic.ALL
    on = visit.subscriber is not None and topic in visit.subscriber.topics
    change = {topic}
    await visit.keep(lambda chat: chat.unsubscribed(frozenset(change)) if on else chat.subscribed(frozenset(change)))
    await menu(visit)


async def may_decide(visit: Visit) -> bool:
    """Return whether who speaks may decide for this chat: anybody in private; admins, anonymous ones too, elsewhere."""
    if visit.private or visit.chat.type == ChatType.CHANNEL:
        return True
    message, person = visit.update.effective_message, visit.update.effective_user
    anonymous = visit.update.callback_query is None and message is not None and message.sender_chat is not None
    if anonymous and message is not None and message.sender_chat is not None:
        return message.sender_chat.id == visit.chat.id
    if person is None:
        return False
    member = await visit.bot.get_chat_member(visit.chat.id, person.id)
    return member.status in _ADMINS
