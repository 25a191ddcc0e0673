"""``/review``: an editor walks the reports that wait, in one message: proposes them, drops them, or leaves them."""

from domain.draft import changes_nothing
from domain.event import Act, Event
from domain.refusal import Refused
from handlers import waiting
from handlers.naming import matched
from handlers.visit import Visit
from storage.errors import AlreadyConfirmed, AlreadyFiled, AlreadyHandled, NotSent
from texts import correcting, desk, refusals
from texts import review as words


async def review(visit: Visit) -> None:
    """``/review``, the button that opens it, *Later* and *Previous*."""
    if not visit.editor:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    number = visit.callback.code if visit.callback else 0
    queue = await waiting.read(visit, number)
    if number and queue.place_of(number) is None:
        await waiting.move_on(visit, queue, number)
    else:
        await waiting.show(visit, queue, queue.place_of(number) or 0)


async def propose(visit: Visit) -> None:
    """File what the reports claim as a draft; the desk then shows its preview to every editor."""
    bundle = await waiting.in_hand(visit)
    if bundle is None:
        return
    house = visit.house
    try:
        event = await matched(visit, bundle.event)
        if await _changes_nothing(visit, event):
            await visit.refuse(correcting.nothing_changed(visit.voice))
            return
        filed = await house.store.reports.propose(bundle.numbers, event, house.clock.now())
    except Refused as refused:
        await visit.refuse(refusals.message(refused.refusal, visit.voice))
    except (AlreadyHandled, AlreadyFiled, AlreadyConfirmed, NotSent):
        await waiting.changed(visit, bundle.number)
    else:
        house.bell.set()
        await waiting.go_on(visit, bundle.number, words.proposed(filed, visit.voice))


async def _changes_nothing(visit: Visit, event: Event) -> bool:
    held = None if event.act is Act.ALERT else await visit.house.store.events.by_id(event.id)
    return held is not None and changes_nothing(event, held.event)


async def discard(visit: Visit) -> None:
    """Drop the reports at once; *Undo* brings them back."""
    bundle = await waiting.in_hand(visit)
    if bundle is None:
        return
    try:
        await visit.house.store.reports.drop(bundle.numbers)
    except AlreadyHandled:
        await waiting.changed(visit, bundle.number)
    else:
        await waiting.go_on(visit, bundle.number, words.dropped(bundle, visit.voice))


async def undo(visit: Visit) -> None:
    """Let what was dropped wait again, and show it."""
    if not visit.editor or visit.callback is None:
        await visit.refuse(desk.not_an_editor(visit.voice))
        return
    await visit.house.store.reports.restore(visit.callback.code)
    await review(visit)
