"""Subscribing a chat to kinds of news; in groups and channels only their admins may."""

from collections.abc import Sequence

from domain.rhythm import Frequency
from domain.subscription import Topic
from handlers.rights import allowed
from handlers.visit import Visit
from texts import apologies, subscribing

_LONGEST_ECHO = 40


async def subscribe(visit: Visit) -> None:
    """``/subscribe KIND… [now|daily|weekly]``; without a kind, the menu.

    A forum gets its news in the topic this was said in.
    """
    if not await allowed(visit):
        return
    words = _words(visit)
    often = [Frequency(word) for word in words if word in set(Frequency)]
    if len(often) > 1 or (often and len(words) == 1):
        await visit.reply(subscribing.how_often(visit.voice))
        return
    topics = await _kinds(visit, [word for word in words if word not in set(Frequency)])
    if topics:
        await _add(visit, topics, often[0] if often else None)
        await visit.reply(subscribing.subscribed(visit.chosen, visit.voice))


async def unsubscribe(visit: Visit) -> None:
    """``/unsubscribe KIND…``; without a kind, the menu. Of a chat that asked for nothing, nothing is stored."""
    topics = await _kinds(visit, _words(visit)) if await allowed(visit) else frozenset()
    if topics:
        if visit.subscriber:
            await visit.keep(lambda chat: chat.unsubscribed(topics))
        await visit.reply(subscribing.unsubscribed(visit.chosen, visit.voice))


def _words(visit: Visit) -> Sequence[str]:
    return visit.words.lower().replace(",", " ").split()


async def _kinds(visit: Visit, words: Sequence[str]) -> frozenset[Topic]:
    """Return the kinds that were typed; none where the asker was answered already."""
    unknown = next((word for word in words if word not in set(Topic)), None)
    if unknown is not None:
        await visit.reply(subscribing.unknown_topic(unknown[:_LONGEST_ECHO], visit.voice))
        return frozenset()
    if not words:
        await _menu(visit)
    return frozenset(map(Topic, words))


async def _add(visit: Visit, topics: frozenset[Topic], frequency: Frequency | None = None) -> None:
    thread = visit.thread_id
    await visit.keep(lambda chat: chat.speaking_in(thread).subscribed(topics, frequency))


async def pressed_menu(visit: Visit) -> None:
    """Show the menu; in a group only to its admins, since everybody there sees it."""
    if await allowed(visit):
        await _menu(visit)


async def _menu(visit: Visit) -> None:
    """Every kind of news as a button that says whether it is on."""
    await visit.show(subscribing.topics_menu(visit.chosen, visit.voice))


async def pressed_topic(visit: Visit) -> None:
    """Switch one kind of news on or off, as the button says."""
    arg = visit.callback.arg if visit.callback else ""
    if visit.callback is None or arg not in set(Topic):
        await visit.popup(apologies.old_button(visit.voice))
    elif await allowed(visit):
        await _switch(visit, frozenset({Topic(arg)}), wanted=visit.callback.code > 0)
        await _menu(visit)


async def pressed_pace(visit: Visit) -> None:
    """Ask how often a kind of news shall come, or let it, as the button says."""
    arg, code = visit.asked, visit.callback.code if visit.callback else 0
    if arg not in set(Topic) or code > len(Frequency):
        await visit.popup(apologies.old_button(visit.voice))
    elif not await allowed(visit):
        return
    elif code:
        await _add(visit, frozenset({Topic(arg)}), tuple(Frequency)[code - 1])
        await _menu(visit)
    else:
        await visit.show(subscribing.pace_menu(Topic(arg), visit.chosen, visit.voice))


async def _switch(visit: Visit, topics: frozenset[Topic], *, wanted: bool) -> None:
    if wanted:
        await _add(visit, topics)
    elif visit.subscriber:
        await visit.keep(lambda chat: chat.unsubscribed(topics))
