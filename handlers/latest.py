"""The newest events, and what stands behind *Show*."""

from collections.abc import Sequence

from domain.event import EventState
from domain.person import Listed, Person, PersonId
from domain.subscription import Topic
from handlers.visit import Visit
from texts import alert, apologies, news, subscribing
from texts.popups import popup_pages

PAGE = 5


async def latest(visit: Visit) -> None:
    """``/latest [KIND]``, and the buttons that turn its pages."""
    asked = (visit.callback.arg if visit.callback else visit.words).strip().lower()
    if asked and asked not in set(Topic):
        await visit.reply(subscribing.unknown_topic(asked[:40], visit.voice))
        return
    topic = Topic(asked) if asked and asked != Topic.ALL else None
    page = visit.callback.code if visit.callback else 0
    filed = await visit.house.store.events.latest(frozenset({topic}) if topic else None, PAGE + 1, page * PAGE)
    if not filed:
        await visit.show(news.no_news(visit.voice))
        return
    shown = filed[:PAGE]
    named = await visit.house.store.named(*(each.event for each in shown))
    people: dict[PersonId, Person] = {listed.person.id: listed.person for listed in named}
    await visit.show(news.latest(shown, people, page, len(filed) > PAGE, topic, visit.voice))


async def show(visit: Visit) -> None:
    """Tell a discreet alert in a pop-up, page by page; the button then names the next page."""
    callback = visit.callback
    filed = await visit.house.store.events.by_number(callback.code) if callback else None
    if callback is None or filed is None or filed.state not in {EventState.CONFIRMED, EventState.HISTORY}:
        await visit.popup(apologies.old_button(visit.voice))
        return
    listed = await visit.house.store.named(filed.event)
    people = [each.person for each in listed]
    pages = popup_pages(alert.alert_text(filed.event, people, _mine(visit, listed), visit.voice))
    page = min(len(pages), max(1, int(callback.arg) if callback.arg.isdigit() else 1))
    await visit.popup(pages[page - 1])
    if len(pages) > 1:
        await visit.rekey(alert.shown_keyboard(filed.number, page % len(pages) + 1, len(pages), visit.voice))


def _mine(visit: Visit, listed: Sequence[Listed]) -> frozenset[PersonId]:
    followed = visit.subscriber.follows if visit.subscriber else frozenset()
    return frozenset(each.person.id for each in listed if each.code in followed)
