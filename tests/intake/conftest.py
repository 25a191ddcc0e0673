"""A newsstand, and an intake over a store on each engine."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import Settings
from bot.lexicons import load_name_lexicon
from bot.sources import load_catalogue, open_intake
from domain.names import NameIndex
from domain.polling import SourceState
from domain.report import Report
from sources.catalogue import Catalogue
from sources.http import Patience
from storage.people import Cursor
from storage.store import Store
from tests.clock import FakeClock
from tests.intake.newsstand import Newsstand, catalogue, open_newsstand
from workers.indexing import take_names
from workers.intake import IntakeWorker


@dataclass(slots=True)
class Intake:
    """The worker, its store and its sources, on a clock that stands still between polls."""

    store: Store
    names: NameIndex
    catalogue: Catalogue
    worker: IntakeWorker
    clock: FakeClock

    async def poll(self, *names: str) -> None:
        """Poll some sources one after another, an hour after whatever was before."""
        self.clock.advance(3_600)
        await take_names(self.store.people, self.names, Cursor())
        for name in names:
            await self.worker.poll(next(row for row in self.catalogue.rows if row.name == name))

    async def reports(self) -> Sequence[Report]:
        """Return every report that waits, oldest first."""
        return [each.report for each in await self.store.reports.waiting(500)]

    async def state(self, name: str) -> SourceState:
        """Return how a source fares."""
        state = await self.store.sources.of(name)
        assert state is not None
        return state


HASTE = Patience(whole=1, connecting=1, silence=1)
Open = Callable[..., Awaitable[Intake]]


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    """Give an empty newsstand."""
    async with open_newsstand() as opened:
        yield opened


@pytest.fixture
async def open_sources(stand: Newsstand, database_url: str, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Open]:
    """Give what opens an intake of some sources, all on the stand but those named with another one."""
    async with AsyncExitStack() as opened:

        async def open_some(*names: str, **elsewhere: Newsstand) -> Intake:
            chosen = catalogue(tmp_path, {name: elsewhere.get(name, stand) for name in names})
            settings = Settings(tmp_path, tmp_path / "keys" / "key", database_url, sources=chosen)
            store = await Store.open(settings.database_url, settings.key_file)
            opened.push_async_callback(store.close)
            index = NameIndex(load_name_lexicon())
            worker = await opened.enter_async_context(open_intake(settings, store, index, clock, HASTE))
            return Intake(store, index, load_catalogue(settings.sources), worker, clock)

        yield open_some
