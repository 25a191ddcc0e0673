"""The events that figures are made of, read anew only when news has changed."""

from collections.abc import Sequence

from domain.event import Event
from domain.tally import TOLD
from storage import changes
from storage.store import Store


class Figures:
    """What the figures are made of, in memory: what is public anyway, and some thousand events at most."""

    def __init__(self) -> None:
        self._version = -1
        self._events: Sequence[Event] = ()

    async def events(self, store: Store) -> Sequence[Event]:
        """Return all confirmed events and history that are counted, as they are now."""
        version = (await changes.versions(store.database))[changes.EVENTS]
        if version != self._version:
            # What changes while we read bears a later version, and is read the next time.
            self._events, self._version = await store.events.of_kinds(TOLD), version
        return self._events
