"""The event that is being told, kept for a moment: one reading, and one rendering a kind of reader, serve many."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.delivery import Delivery, Failed, Passed
from domain.event import Act, Event, EventState, Filed
from domain.message import Message
from domain.person import Listed
from domain.ports import Clock
from storage.store import Store
from texts.correction import Revision

FRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Earlier:
    """A revision that was sent before the present one, and when it was."""

    revision: Revision
    named: Sequence[Listed]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the people it names as the register has them; ``rendered`` holds what it is told with."""

    event: Event
    named: Sequence[Listed]
    earlier: Mapping[int, Earlier]
    rendered: dict[tuple[object, ...], Message] = field(default_factory=dict)

    def says(self, other: "Told") -> bool:
        """Return whether whatever is rendered of this one holds for the other."""
        return (self.event, self.named, self.earlier) == (other.event, other.named, other.earlier)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read, or being read; ``until`` in the clock's monotonic seconds."""

    told: "asyncio.Future[Told | Passed | Failed]"
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

    async def of(self, delivery: Delivery) -> Told | Passed | Failed:
        """Return what to tell: nothing where a later revision has taken its place, nor where nobody approved it."""
        number, revision = delivery.event_number, delivery.revision
        if revision < self._newest.get(number, 0):
            return Passed()
        reading = self._reading(number, revision)
        told = reading.result() if reading.done() else await asyncio.shield(reading)
        return Passed() if revision < self._newest.get(number, 0) else told  # given meanwhile, to a quicker reader

    async def ready(self, delivery: Delivery) -> None:
        """Return once ``of`` need not wait: whoever waits there with a slot in hand goes out in a burst with others."""
        told = self._reading(delivery.event_number, delivery.revision)
        if not told.done():
            await asyncio.wait([told])

    def _reading(self, number: int, revision: int) -> "asyncio.Future[Told | Passed | Failed]":
        now = self._clock.monotonic()
        reading = self._kept.get((number, revision))
        if reading is None or reading.until <= now:
            self._kept = {key: each for key, each in self._kept.items() if each.until > now}
            told = asyncio.ensure_future(self._read(number, revision, _known(reading)))
            reading = self._kept[number, revision] = _Reading(told, now + FRESH_SECONDS)
        return reading.told

    async def _read(self, number: int, revision: int, before: Told | None) -> Told | Passed | Failed:
        """Read an event; where nothing has changed since ``before``, give that with what was rendered of it."""
        filed = await self._store.events.by_number(number)
        if filed is None or filed.event.revision < revision or not _was_approved(filed):
            return Failed("not confirmed")
        if filed.event.revision > revision:
            return Passed()
        self._newest[number] = max(revision, self._newest.get(number, 0))
        told = Told(filed.event, await self._store.named(filed.event), await self._earlier(filed))
        return before if before is not None and before.says(told) else told

    async def _earlier(self, filed: Filed) -> Mapping[int, Earlier]:
        if filed.event.act is Act.ALERT:
            return {}
        found = {}
        for event, at in await self._store.events.earlier(filed.number):
            named = await self._store.named(event)
            found[event.revision] = Earlier(Revision(event, [listed.person for listed in named]), named, at)
        return found


def _known(reading: _Reading | None) -> Told | None:
    if reading is None or not reading.told.done() or reading.told.exception():
        return None
    told = reading.told.result()
    return told if isinstance(told, Told) else None


def _was_approved(filed: Filed) -> bool:
    if filed.event.act is Act.CANCEL:
        return filed.state is EventState.RETRACTED
    return filed.state is EventState.CONFIRMED
