"""An editor puts an event on the desk, as JSON or by a form; the desk shows its preview to every editor."""

import secrets

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, EventState
from domain.records import read_news, read_object
from domain.refusal import Refused
from domain.report import ANNOUNCE, Report
from handlers import form
from handlers.approving import show_again
from handlers.naming import matched
from handlers.visit import Visit
from storage.errors import AlreadyConfirmed
from texts import apologies, beginning, desk, refusals

_TOKEN_BYTES = 8


async def announce(visit: Visit) -> None:
    """``/announce`` with a pasted JSON event; without one, a choice of kinds that leads to the form."""
    if not visit.editor:
        await visit.reply(desk.not_an_editor(visit.voice))
        return
    if not visit.words:
        await visit.reply(beginning.begin(secrets.token_hex(_TOKEN_BYTES), visit.voice))
        return
    try:
        await _put_on_desk(visit, await matched(visit, read_news(read_object(visit.words))))
    except Refused as refused:
        await visit.reply(refusals.message(refused.refusal, visit.voice))
    except AlreadyConfirmed:
        await visit.reply(desk.already_sent(visit.voice))


async def pressed_begin(visit: Visit) -> None:
    """File a report of the chosen kind, dated today and unconfirmed, and open its form; pressed again, the same one."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    kind, _, token = visit.callback.arg.partition(".")
    if kind not in set(EventKind) or not token:
        await visit.popup(apologies.old_button(visit.voice))
        return
    now = visit.house.clock.now()
    today = PartialDate.in_minsk(now)
    event = Event(f"{today}-{kind}-{token}", EventKind(kind), today, certainty=Certainty.UNCONFIRMED)
    begun = await visit.house.store.reports.begin(Report(f"{ANNOUNCE}:{token}", ANNOUNCE, now, event), now)
    await form.open_form(visit, begun.number)


async def _put_on_desk(visit: Visit, event: Event) -> None:
    """File the event; the desk worker shows it. What lies there unchanged it will not: then it is shown here."""
    events = visit.house.store.events
    lying = await events.by_id(event.id)
    filed = await events.file(event, EventState.DRAFT, visit.house.clock.now())
    visit.house.bell.set()
    if filed == lying:
        await show_again(visit, filed)
