"""``/review``: an editor walks the reports that wait, in one message: proposes them, drops them, or leaves them."""

from domain.event import EventState
from domain.quarantine import Bundle, Queue, queue_of
from domain.refusal import Refused
from domain.report import ReportState
from handlers.announce import matched
from handlers.visit import Visit
from storage.errors import AlreadyFiled, AlreadyHandled
from texts import desk, refusals
from texts import review as words
from texts.review import Done, Laid

MOST = 500
"""Reports read at once, the oldest; those behind them come once these are dealt with."""


async def review(visit: Visit) -> None:
    """``/review``, the button that opens it, *Later* and *Previous*."""
    if not visit.editor:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    number = visit.callback.code if visit.callback else 0
    queue = await _queue(visit)
    if number and queue.place_of(number) is None:
        await _move_on(visit, queue, number)
    else:
        await _show(visit, queue, queue.place_of(number) or 0)


async def propose(visit: Visit) -> None:
    """File what the reports claim as a draft; the desk then shows its preview to every editor."""
    bundle = await _in_hand(visit)
    if bundle is None:
        return
    house = visit.house
    try:
        event = await matched(visit, bundle.event)
        filed = await house.store.reports.propose(bundle.numbers, event, house.clock.now())
    except Refused as refused:
        await visit.refuse(refusals.message(refused.refusal, visit.voice))
    except (AlreadyHandled, AlreadyFiled):
        await _changed(visit, bundle.number)
    else:
        house.bell.set()
        await _go_on(visit, bundle.number, words.proposed(filed, visit.voice))


async def discard(visit: Visit) -> None:
    """Drop the reports at once; *Undo* brings them back."""
    bundle = await _in_hand(visit)
    if bundle is None:
        return
    try:
        await visit.house.store.reports.drop(bundle.numbers)
    except AlreadyHandled:
        await _changed(visit, bundle.number)
    else:
        await _go_on(visit, bundle.number, words.dropped(bundle, visit.voice))


async def undo(visit: Visit) -> None:
    """Let what was dropped wait again, and show it."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    await visit.house.store.reports.restore(visit.callback.code)
    await review(visit)


async def _in_hand(visit: Visit) -> Bundle | None:
    """Return the bundle that the pressed message shows; None, with a pop-up that says so, where it no longer does."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return None
    queue, number = await _queue(visit), visit.callback.code
    place = queue.place_of(number)
    if place is None:
        await _move_on(visit, queue, number)
        return None
    bundle = queue.bundles[place]
    if (bundle.number, bundle.stamp) != (number, visit.callback.arg):
        await visit.popup(words.changed(visit.voice))
        await _show(visit, queue, place)
        return None
    return bundle


async def _changed(visit: Visit, number: int) -> None:
    """Show how a report stands now that somebody else was quicker."""
    queue = await _queue(visit)
    place = queue.place_of(number)
    if place is None:
        await _move_on(visit, queue, number)
    else:
        await visit.popup(words.changed(visit.voice))
        await _show(visit, queue, place)


async def _move_on(visit: Visit, queue: Queue, number: int) -> None:
    """Say that somebody has dealt with the report already, and show the next one."""
    await visit.popup(words.handled(visit.voice))
    await _show(visit, queue, await _after(visit, queue, number))


async def _go_on(visit: Visit, number: int, done: Done) -> None:
    queue = await _queue(visit)
    await _show(visit, queue, await _after(visit, queue, number), done)


async def _after(visit: Visit, queue: Queue, number: int) -> int:
    left = await visit.house.store.reports.by_number(number)
    return queue.place_after(left) if left and left.state is not ReportState.WAITING else 0


async def _queue(visit: Visit) -> Queue:
    reports = visit.house.store.reports
    return queue_of(await reports.waiting(MOST), await reports.count_waiting())


async def _show(visit: Visit, queue: Queue, place: int, done: Done | None = None) -> None:
    if not queue.bundles:
        await visit.show(words.nothing_waits(done, visit.voice))
        return
    store = visit.house.store
    event = await matched(visit, queue.bundles[place].event)
    known = await store.events.by_id(event.id)
    in_use = known if known and known.state is not EventState.DROPPED else None
    alike = await store.events.alike(event, visit.house.clock.now())
    laid = Laid(queue, place, event, await store.named(event), in_use, alike)
    await visit.show(words.page(laid, done, visit.voice))
