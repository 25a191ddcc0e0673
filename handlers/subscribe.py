"""Subscribing a chat to kinds of news; in groups and channels only their admins may."""

from domain.subscription import Topic
from handlers.rights import allowed
from handlers.visit import Visit
from texts import apologies, subscribing

_LONGEST_ECHO = 40


async def subscribe(visit: Visit) -> None:
    """``/subscribe KIND…``; without a kind, the menu. A forum gets its news in the topic this was said in."""
    topics = await _asked(visit)
    if topics:
        thread = visit.thread_id
        kept = await visit.keep(lambda chat: chat.speaking_in(thread).subscribed(topics))
        await visit.reply(subscribing.subscribed(kept.topics, visit.voice))


async def unsubscribe(visit: Visit) -> None:
    """``/unsubscribe KIND…``; without a kind, the menu. Of a chat that asked for nothing, nothing is stored."""
    topics = await _asked(visit)
    if topics:
        kept = await visit.keep(lambda chat: chat.unsubscribed(topics)) if visit.subscriber else None
        await visit.reply(subscribing.unsubscribed(kept.topics if kept else frozenset(), visit.voice))


async def _asked(visit: Visit) -> frozenset[Topic]:
    """Return the kinds that were typed; none where the asker was answered already."""
    if not await allowed(visit):
        return frozenset()
    words = visit.words.lower().replace(",", " ").split()
    unknown = next((word for word in words if word not in set(Topic)), None)
    if unknown is not None:
        await visit.reply(subscribing.unknown_topic(unknown[:_LONGEST_ECHO], visit.voice))
        return frozenset()
    if not words:
        await _menu(visit)
    return frozenset(map(Topic, words))


async def pressed_menu(visit: Visit) -> None:
    """Show the menu; in a group only to its admins, since everybody there sees it."""
    if await allowed(visit):
        await _menu(visit)


async def _menu(visit: Visit) -> None:
    """Every kind of news as a button that says whether it is on."""
    topics = visit.subscriber.topics if visit.subscriber else frozenset()
    await visit.show(subscribing.topics_menu(topics, visit.voice))


async def pressed_topic(visit: Visit) -> None:
    """Switch one kind of news on or off, as the button says."""
    arg = visit.callback.arg if visit.callback else ""
    if visit.callback is None or arg not in set(Topic):
        await visit.popup(apologies.old_button(visit.voice))
    elif await allowed(visit):
        await _switch(visit, frozenset({Topic(arg)}), wanted=visit.callback.code > 0)
        await _menu(visit)


async def _switch(visit: Visit, topics: frozenset[Topic], *, wanted: bool) -> None:
    thread = visit.thread_id
    if wanted:
        await visit.keep(lambda chat: chat.speaking_in(thread).subscribed(topics))
    elif visit.subscriber:
        await visit.keep(lambda chat: chat.unsubscribed(topics))
