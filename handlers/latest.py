"""The newest events, what stands behind *Show*, and that news is seen."""

from collections.abc import Sequence

from domain.event import EventState, Filed
from domain.person import Listed, PersonId
from domain.subscription import Topic
from handlers.visit import Visit
from texts import alert, apologies, correction, news, rhythm, subscribing
from texts.popups import popup_pages

PAGE = 5
_LONGEST_ECHO = 40


async def latest(visit: Visit) -> None:
    """``/latest [KIND]``, and the buttons that turn its pages."""
    asked = visit.asked
    if asked and asked not in set(Topic):
        await _no_such_topic(visit, asked)
        return
    topic = Topic(asked) if asked and asked != Topic.ALL else None
    page = visit.callback.code if visit.callback else 0
    filed = await visit.house.store.events.latest(frozenset({topic}) if topic else None, PAGE + 1, page * PAGE)
    if not filed:
        await visit.show(news.no_news(visit.voice))
        return
    shown = filed[:PAGE]
    named = await visit.house.store.named(*(each.event for each in shown))
    people = {listed.person.id: listed.person for listed in named}
    await visit.show(news.latest(shown, people, page, len(filed) > PAGE, topic, visit.voice))


async def _no_such_topic(visit: Visit, asked: str) -> None:
    if visit.callback:
        await visit.popup(apologies.old_button(visit.voice))
    else:
        await visit.reply(subscribing.unknown_topic(asked[:_LONGEST_ECHO], visit.voice))


async def show(visit: Visit) -> None:
    """Tell a discreet alert in a pop-up, page by page; the button then names the next page."""
    filed = await _told(visit)
    if filed is None or visit.callback is None:
        await visit.popup(apologies.old_button(visit.voice))
        return
    listed = await visit.house.store.named(filed.event)
    text = correction.shown(filed, [each.person for each in listed], _mine(visit, listed), visit.voice)
    pages = popup_pages(text)
    page = _page(visit.callback.arg, len(pages))
    if await visit.popup(pages[page - 1]) and len(pages) > 1:
        keyboard = alert.shown_keyboard(filed.number, page + 1, len(pages), visit.voice)
        key = visit.house.store.sealer.chat_key(visit.chat.id)
        if await visit.house.store.insisting.is_unseen(key, filed.number):
            keyboard = alert.with_seen(keyboard, filed.number, visit.voice)
        await visit.rekey(keyboard)


async def seen(visit: Visit) -> None:
    """End the repeating of the news under which *Seen* was pressed; the message stays, the button goes."""
    if visit.callback is None:
        return
    store = visit.house.store
    await store.insisting.end(store.sealer.chat_key(visit.chat.id), visit.callback.code)
    await visit.popup(rhythm.seen(visit.voice))
    await visit.unbutton_pressed()


async def _told(visit: Visit) -> Filed | None:
    """Return the event behind the button, retracted ones too, unless nobody has confirmed it."""
    filed = await visit.house.store.events.by_number(visit.callback.code) if visit.callback else None
    return filed if filed and filed.state not in {EventState.DRAFT, EventState.DROPPED} else None


def _page(asked: str, pages: int) -> int:
    """Return which page to show, counted from 1."""
    return min(pages, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1


def _mine(visit: Visit, listed: Sequence[Listed]) -> frozenset[PersonId]:
    followed = visit.subscriber.follows if visit.subscriber else frozenset()
    return frozenset(each.person.id for each in listed if each.code in followed)
