"""*Same event as…*: an editor says that two reports tell one event, or takes that back."""

from domain.quarantine import Queue
from handlers import waiting
from handlers.visit import Visit
from storage.errors import AlreadyHandled
from texts import joining as words
from texts import review


async def join(visit: Visit) -> None:
    """Offer what may be the same event; pressed there, join both: the earlier one gives kind, id and number."""
    found = await waiting.pressed(visit)
    if found is None or visit.callback is None:
        return
    queue, place = found
    if not visit.callback.arg:
        await visit.show(words.choice(await waiting.lay(visit, queue, place), visit.voice))
        return
    other = _chosen(visit, queue, place)
    if other is None:
        await waiting.show_changed(visit, queue, place)
        return
    earlier, later = queue.bundles[min(place, other)], queue.bundles[max(place, other)]
    try:
        await visit.house.store.reports.join(later.unjoined, earlier.number)
    except AlreadyHandled:
        await waiting.changed(visit, earlier.number)
    else:
        await waiting.stay(visit, earlier.number, review.joined(later, visit.voice))


def _chosen(visit: Visit, queue: Queue, place: int) -> int | None:
    """Return where the bundle stands that the button names; None where one of the two is not as it was shown."""
    number, _, stamp = visit.callback.arg.partition(".") if visit.callback else ("", "", "")
    other = queue.place_of(int(number)) if number.isascii() and number.isdigit() else None
    if other is None or other == place:
        return None
    return other if words.stamp_of_pair(queue.bundles[place], queue.bundles[other]) == stamp else None


async def part(visit: Visit) -> None:
    """Let what was joined stand apart again."""
    found = await waiting.pressed(visit)
    if found is None or visit.callback is None:
        return
    queue, place = found
    bundle, number = queue.bundles[place], visit.callback.code
    numbers = next((each.numbers for each in bundle.parts if each.number == number), ())
    if not numbers or bundle.stamp != visit.callback.arg:
        await waiting.show_changed(visit, queue, place)
        return
    try:
        await visit.house.store.reports.part(numbers)
    except AlreadyHandled:
        await waiting.changed(visit, bundle.number)
    else:
        await waiting.stay(visit, bundle.number, review.parted(visit.voice))
