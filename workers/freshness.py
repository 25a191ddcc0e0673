"""The event that is being told, kept for a moment: one reading serves the messages of a second."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.delivery import Delivery
from domain.event import Event, EventState
from domain.person import Listed
from domain.ports import Clock
from storage.store import Store

FRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the people it names as the register has them; ``until`` in the clock's monotonic seconds."""

    event: Event
    named: Sequence[Listed]
    until: float


class FreshNews:
    """Reads events for deliveries; nothing older than ``FRESH_SECONDS`` is given."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._kept: dict[tuple[int, int], Told] = {}

    async def of(self, delivery: Delivery) -> Told | None:
        """Return what to tell; None where that revision is not the confirmed one: nobody approved it for sending."""
        now = self._clock.monotonic()
        self._kept = {key: told for key, told in self._kept.items() if told.until > now}
        wanted = (delivery.event_number, delivery.revision)
        if wanted in self._kept:
            return self._kept[wanted]
        filed = await self._store.events.by_number(delivery.event_number)
        if filed is None or filed.state is not EventState.CONFIRMED or filed.event.revision != delivery.revision:
            return None
        told = Told(filed.event, await self._store.named(filed.event), now + FRESH_SECONDS)
        self._kept[wanted] = told
        return told
