"""``/status``: how the bot is doing, for editors; nobody else learns that there is such a command."""

from datetime import timedelta

from domain.status import Outbox, Status, Unapproved, ill_sources, longest
from handlers import approving, guidance
from handlers.visit import Visit
from texts import status as words

_DAY = timedelta(days=1)


async def status(visit: Visit) -> None:
    """Tell what waits to be sent, how the sources fare, and what lies on the desk."""
    if not visit.editor:
        await guidance.unknown_command(visit)
        return
    await visit.reply(words.status(await _status(visit), visit.voice))


async def _status(visit: Visit) -> Status:
    store, now = visit.house.store, visit.house.clock.now()
    states, every = await store.sources.states(), visit.house.sources
    ill = tuple(ill_sources(states, every, now))
    drafts = await store.events.drafts()
    return Status(
        outbox=await _outbox(visit),
        well=sum(name in states for name in every) - len(ill),
        ill=ill,
        unapproved=[Unapproved(draft.number, await approving.lacking(visit, draft)) for draft in drafts],
        reports=(await store.reports.backlog()).waiting,
    )


async def _outbox(visit: Visit) -> Outbox:
    house, now = visit.house, visit.house.clock.now()
    waiting = await house.store.outbox.waiting()
    first = longest(waiting)
    due, held = await house.store.deliveries.next_due(now), house.pace.held()
    return Outbox(
        waiting=sum(event.chats for event in waiting),
        failed=await house.store.outbox.failed_since(now - _DAY),
        rate=round(house.pace.rate),
        oldest=None if first is None else first.wait(now),
        next_in=None if due is None else due - now,
        held=timedelta(seconds=held) if held else None,
        stopped=[event.number for event in waiting if event.stopped],
    )
