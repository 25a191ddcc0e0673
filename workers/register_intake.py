"""Viasna's register, fetched: the export behind its list page, taken in as `zvestka import` takes a saved one."""

import asyncio

from domain.names import NameLexicon
from domain.polling import Failure, Poll
from domain.ports import Clock
from sources.catalogue import SourceRow
from sources.documents import DocumentRefused
from sources.imported import FileProblem, FileRefused, decoded
from sources.markup_reader import MarkupReader
from sources.outcomes import PAGE, TABLE, Fetched
from sources.viasna_register import Register
from storage.columns import minsk_day
from storage.database import Database
from workers.harvest import Harvester, Unchanged
from workers.importing import check_size, plan_import, write_import


class RegisterIntake:
    """Fetches the register and takes it in; its changes become reports."""

    def __init__(
        self, database: Database, harvester: Harvester, reader: MarkupReader, lexicon: NameLexicon, clock: Clock
    ) -> None:
        self._database = database
        self._harvester = harvester
        self._reader = reader
        self._lexicon = lexicon
        self._clock = clock

    async def poll(self, row: SourceRow) -> Poll | Unchanged | Failure:
        """Return what the register came to; one that is cut short, or of another shape, changes nothing."""
        page = await self._harvester.fetch(row.addresses, PAGE)
        if not isinstance(page, Fetched):
            return page
        try:
            address = await self._reader.export_address(page)
            table = await self._harvester.fetch([address], TABLE)
            return await self._taken(row, table) if isinstance(table, Fetched) else table
        except DocumentRefused as refused:
            return Failure(refused.problem, refused.detail)
        except FileRefused as refused:
            return Failure(refused.problem, refused.detail)

    async def _taken(self, row: SourceRow, table: Fetched) -> Poll:
        now = self._clock.now()
        today = minsk_day(now)
        register = await asyncio.to_thread(Register.parse, decoded(table.body), today, today)
        if len(register) < row.least_rows:
            raise FileRefused(FileProblem.SHRANK, f"{len(register):,} rows, {row.least_rows:,} at least")
        await check_size(self._database, register)
        plan = await plan_import(self._database, register.rows(), register, self._lexicon, now)
        if plan.took_nothing:
            raise FileRefused(FileProblem.NOTHING_TAKEN)
        await write_import(self._database, plan, register, self._clock)
        return Poll(len(register), len(plan.reports))
