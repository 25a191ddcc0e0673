"""Leased deliveries that wait for their slot, by lane: few, since what is leased here is nobody else's."""

from collections import deque
from collections.abc import Callable, Iterable

from domain.audience import OUTBOX_LANES, Lane
from domain.delivery import Delivery

LOWEST_EVERY = 50
"""One slot in so many goes to the lowest lane: it moves, and those above it hardly notice."""


class Shelf:
    """Gives the most urgent delivery. ``ahead`` are held a lane, so that no slot waits for the database."""

    def __init__(self, ahead: int) -> None:
        self._ahead = ahead
        self._lanes: dict[Lane, deque[Delivery]] = {lane: deque() for lane in OUTBOX_LANES}
        self._given = 0

    def room(self, lane: Lane) -> int:
        """Return how many to lease of a lane; none while more than half of what it may hold is there."""
        held = len(self._lanes[lane])
        return 0 if held > self._ahead // 2 else self._ahead - held

    def put(self, lane: Lane, leased: Iterable[Delivery]) -> None:
        """Add deliveries to a lane, before older events in it, behind what is there of their own."""
        held = self._lanes[lane]
        merged = sorted((*held, *leased), key=lambda delivery: -delivery.event_number)  # stable: the order in an event
        held.clear()
        held.extend(merged)

    def first(self) -> Delivery | None:
        """Return the most urgent delivery, or None where nothing waits."""
        return next((held[0] for held in self._lanes.values() if held), None)

    def take(self) -> Delivery | None:
        """Take the delivery whose turn it is, or None where nothing waits."""
        lanes = [lane for lane in OUTBOX_LANES if self._lanes[lane]]
        if not lanes:
            return None
        self._given += 1
        return self._lanes[lanes[-1 if self._given % LOWEST_EVERY == 0 else 0]].popleft()

    def sweep(self, unwanted: Callable[[Delivery], bool]) -> list[Delivery]:
        """Take off whatever is ``unwanted``."""
        taken: list[Delivery] = []
        for lane, held in self._lanes.items():
            taken += filter(unwanted, held)
            self._lanes[lane] = deque(each for each in held if not unwanted(each))
        return taken

    def clear(self) -> list[Delivery]:
        """Take everything."""
        taken = [delivery for lane in OUTBOX_LANES for delivery in self._lanes[lane]]
        for lane in OUTBOX_LANES:
            self._lanes[lane].clear()
        return taken
