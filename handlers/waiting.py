"""The reports that wait, laid before an editor one at a time; what to show where somebody else was quicker."""

from domain.draft import is_next
from domain.event import Event, EventState, Filed
from domain.quarantine import Bundle, Queue, queue_of
from domain.report import ReportState
from handlers.naming import matched
from handlers.visit import Visit
from texts import desk
from texts import review as words
from texts.review import Done, Laid

MOST = 500
"""Reports read at once, the oldest; those behind them come once these are dealt with."""


async def read(visit: Visit, number: int = 0) -> Queue:
    """Return what waits now; with the report of this ``number``, if it waits, however many stand before it."""
    reports = visit.house.store.reports
    waiting = [*await reports.waiting(MOST)]
    if number and number not in {each.number for each in waiting}:
        asked = await reports.by_number(number)
        waiting += [asked] if asked and asked.state is ReportState.WAITING else []
    return queue_of(waiting, await reports.count_waiting())


async def lay(visit: Visit, queue: Queue, place: int) -> Laid:
    """Return what an editor must know of the bundle at ``place``."""
    store = visit.house.store
    event = await matched(visit, queue.bundles[place].event)
    alike = await store.events.alike(event, visit.house.clock.now())
    return Laid(queue, place, event, await store.named(event), await _known(visit, event), alike)


async def _known(visit: Visit, event: Event) -> Filed | None:
    """Return what stands in the way of proposing ``event``: that we have it already, or a correction beside it."""
    events = visit.house.store.events
    held = await events.by_id(event.id)
    if held is None or held.state is EventState.DROPPED:
        return None
    return await events.on_desk(held.number) if is_next(event, held) else held


async def show(visit: Visit, queue: Queue, place: int, done: Done | None = None) -> None:
    """Show one of the bundles that wait; or that none does."""
    if not queue.bundles:
        await visit.show(words.nothing_waits(done, visit.voice))
    else:
        await visit.show(words.page(await lay(visit, queue, place), done, visit.voice))


async def pressed(visit: Visit) -> tuple[Queue, int] | None:
    """Return the queue, and where in it the report of the pressed button stands; say so where it waits no more."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return None
    queue = await read(visit, visit.callback.code)
    place = queue.place_of(visit.callback.code)
    if place is None:
        await move_on(visit, queue, visit.callback.code)
        return None
    return queue, place


async def in_hand(visit: Visit) -> Bundle | None:
    """Return the bundle that the pressed message shows; None, with a pop-up that says so, where it no longer does."""
    found = await pressed(visit)
    if found is None or visit.callback is None:
        return None
    queue, place = found
    bundle = queue.bundles[place]
    if (bundle.number, bundle.stamp) != (visit.callback.code, visit.callback.arg):
        await show_changed(visit, queue, place)
        return None
    return bundle


async def show_changed(visit: Visit, queue: Queue, place: int) -> None:
    """Say that the report is not as it was shown any more, and show how it stands."""
    await visit.popup(words.changed(visit.voice))
    await show(visit, queue, place)


async def changed(visit: Visit, number: int) -> None:
    """Show how a report stands now that somebody else was quicker."""
    queue = await read(visit, number)
    place = queue.place_of(number)
    if place is None:
        await move_on(visit, queue, number)
    else:
        await show_changed(visit, queue, place)


async def move_on(visit: Visit, queue: Queue, number: int) -> None:
    """Say that somebody has dealt with the report already, and show the next one."""
    await visit.popup(words.handled(visit.voice))
    await show(visit, queue, await _after(visit, queue, number))


async def go_on(visit: Visit, number: int, done: Done) -> None:
    """Show what follows the report that was just dealt with."""
    queue = await read(visit)
    await show(visit, queue, await _after(visit, queue, number), done)


async def stay(visit: Visit, number: int, done: Done) -> None:
    """Show the bundle that holds a report, after something was done to it."""
    queue = await read(visit, number)
    await show(visit, queue, queue.place_of(number) or 0, done)


async def _after(visit: Visit, queue: Queue, number: int) -> int:
    left = await visit.house.store.reports.by_number(number)
    return queue.place_after(left) if left and left.state is not ReportState.WAITING else 0
