"""From the public sources to the editors' desk: polls each source in its time, and remembers how it fares.

Nothing goes out by itself: every report waits for the editors.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from domain.polling import Failure, Poll, SourceState, after_failure, after_no_change, after_success, never_polled
from domain.ports import Clock
from sources.catalogue import SourceKind, SourceRow
from storage.sources import Sources
from workers.gathering import Gatherer
from workers.harvest import Harvest, Harvester, Unchanged
from workers.lasting import reported
from workers.register_intake import RegisterIntake

log = logging.getLogger("zvestka.sources")

LOOK_SECONDS = 1.0


class IntakeWorker:
    """Polls every source of the catalogue, each in a loop of its own."""

    def __init__(
        self,
        rows: Sequence[SourceRow],
        states: Sources,
        harvester: Harvester,
        gatherer: Gatherer,
        register: RegisterIntake,
        clock: Clock,
    ) -> None:
        self._rows = rows
        self._states = states
        self._harvester = harvester
        self._gatherer = gatherer
        self._register = register
        self._clock = clock

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for row in self._rows:
                tasks.create_task(self._follow(row))
            if not self._rows:
                await asyncio.Event().wait()

    async def _follow(self, row: SourceRow) -> None:
        while True:
            if (await self._state(row)).is_due(self._clock.now()):
                await reported(f"source {row.name}", self.poll(row))
            await self._clock.sleep(LOOK_SECONDS)

    async def poll(self, row: SourceRow) -> None:
        """Ask a source once, file what it newly claims, and remember how it went."""
        before = await self._state(row)
        after = _after(before, await self._asked(row, before), row, self._clock.now())
        await self._states.note(after)
        _tell_operator(before, after)

    async def _state(self, row: SourceRow) -> SourceState:
        return await self._states.of(row.name) or never_polled(row.name, self._clock.now())

    async def _asked(self, row: SourceRow, state: SourceState) -> Poll | Unchanged | Failure:
        if row.kind is SourceKind.VIASNA_REGISTER:
            return await self._register.poll(row)
        harvest = await self._harvester.listing(row, state)
        return await self._gatherer.gather(row, state, harvest) if isinstance(harvest, Harvest) else harvest


def _after(state: SourceState, outcome: Poll | Unchanged | Failure, row: SourceRow, now: datetime) -> SourceState:
    if isinstance(outcome, Poll):
        return after_success(state, outcome, row.every, now)
    if isinstance(outcome, Failure):
        return after_failure(state, outcome, row.every, now)
    return after_no_change(state, row.every, now)


def _tell_operator(before: SourceState, after: SourceState) -> None:
    """Say once that a source gives nothing, anew for every other reason, and once that it gives something again."""
    if after.failures and (not before.failures or before.reason != after.reason):
        log.warning("source %s gives nothing: %s %s (see `zvestka sources`)", after.name, after.reason, after.detail)
    elif before.failures and not after.failures:
        log.info("source %s answers again", after.name)
