"""The event that is being told, kept for a moment: one reading, and one rendering a kind of reader, serve many."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.delivery import Delivery
from domain.event import Event, EventState
from domain.language import Language
from domain.message import Message
from domain.person import Listed, PersonId
from domain.ports import Clock
from storage.store import Store

FRESH_SECONDS = 1.0

Reader = tuple[Language, frozenset[PersonId] | None]
"""A language, and whom of those named the reader follows; None for the discreet."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the people it names as the register has them; ``rendered`` holds what it is told with."""

    event: Event
    named: Sequence[Listed]
    rendered: dict[Reader, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read, or being read; ``until`` in the clock's monotonic seconds."""

    told: "asyncio.Future[Told | None]"
    until: float


class FreshNews:
    """Reads events for deliveries; nothing older than ``FRESH_SECONDS`` is given.

    Once a revision was given, an older one never is: what is corrected must not be said again.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._kept: dict[tuple[int, int], _Reading] = {}
        self._newest: dict[int, int] = {}

    async def of(self, delivery: Delivery) -> Told | None:
        """Return what to tell; None where that revision is not the confirmed one: nobody approved it for sending."""
        number, revision = delivery.event_number, delivery.revision
        if revision < self._newest.get(number, 0):
            return None
        now = self._clock.monotonic()
        reading = self._kept.get((number, revision))
        if reading is None or reading.until <= now:
            self._kept = {key: each for key, each in self._kept.items() if each.until > now}
            reading = _Reading(asyncio.ensure_future(self._read(number, revision)), now + FRESH_SECONDS)
            self._kept[number, revision] = reading
        return await asyncio.shield(reading.told)

    async def _read(self, number: int, revision: int) -> Told | None:
        filed = await self._store.events.by_number(number)
        if filed is None or filed.state is not EventState.CONFIRMED or filed.event.revision != revision:
            return None
        self._newest[number] = revision
        return Told(filed.event, await self._store.named(filed.event))
