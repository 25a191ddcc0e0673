"""Taking rows into the store: planned against what is there, then written in steps short enough for others to live."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from domain.event import Event, EventState
from domain.names import NameLexicon
from domain.ports import Clock
from domain.register import is_first, shrank
from sources.imported import AnyRow, FileProblem, FileRefused
from sources.viasna_register import PREFIX, Register
from storage.columns import minsk_day
from storage.database import Database
from storage.errors import AlreadyConfirmed
from storage.events import Events
from storage.people import People
from storage.registers import note_rows, rows_of
from storage.reports import Reports
from workers.import_plan import Known, Plan, make_plan
from workers.look_alikes import Likeness, found_twice

BATCH = 500
"""People in one transaction: a few milliseconds in which other writers wait."""

PAUSE = timedelta(milliseconds=20).total_seconds()
"""Between transactions: a running bot that waits for the one writer of SQLite asks again about so often."""

_Each = TypeVar("_Each")


async def check_size(database: Database, register: Register) -> None:
    """Raise FileRefused for a register that lost more than a tenth of its rows since the last import."""
    last, listed = await rows_of(database, PREFIX), len(register)
    if shrank(last, listed):
        raise FileRefused(FileProblem.SHRANK, f"{listed:,} rows, {last:,} at the last import")


async def plan_import(
    database: Database, rows: Iterable[AnyRow], register: Register | None, lexicon: NameLexicon, now: datetime
) -> Plan:
    """Return what ``rows`` would change; ``register`` is whose they are, None where they are JSON Lines or our CSV."""
    known = await _known(database, lexicon)
    reporting = register is not None and not await _is_first(database, register)
    return await asyncio.to_thread(_planned, rows, known, lexicon, now, reporting=reporting)


def _planned(rows: Iterable[AnyRow], known: Known, lexicon: NameLexicon, now: datetime, *, reporting: bool) -> Plan:
    """Do the seconds of computing that a register costs: in a thread, so that a running bot answers meanwhile."""
    plan = make_plan(rows, known, now, reporting=reporting)
    plan.alike += found_twice(plan.people.values(), known.people, lexicon)
    return plan


async def _known(database: Database, lexicon: NameLexicon) -> Known:
    people = {listed.person.id: listed.person async for listed in People(database).everyone()}
    return Known(people, {filed.event.id: filed async for filed in Events(database).everything()}, Likeness(lexicon))


async def _is_first(database: Database, register: Register) -> bool:
    """Return whether the store has never had this register whole, whatever people of it the starter data brought."""
    never_noted = not await rows_of(database, PREFIX)
    return never_noted or is_first(await People(database).ids_of_register(PREFIX), len(register))


def _nobody_watches(_done: int) -> None:
    """Stand in for a progress bar."""


async def write_import(
    database: Database,
    plan: Plan,
    register: Register | None,
    clock: Clock,
    progress: Callable[[int], object] = _nobody_watches,
) -> None:
    """Write a plan; ``progress`` is told of every few people and events written.

    Reports come first: after a crash between the two, the same file makes the same reports, not none.
    """
    reports, people, events = Reports(database), People(database), Events(database)
    for some in _batches(plan.reports):
        await reports.file(some)
        await clock.sleep(PAUSE)
    for persons in _batches(plan.people.values()):
        await people.put(persons, minsk_day(clock.now()))
        progress(len(persons))
        await clock.sleep(PAUSE)
    for event in plan.events:
        await _file(events, event, clock)
        progress(1)
    if register is not None:
        await note_rows(database, PREFIX, len(register))


async def _file(events: Events, event: Event, clock: Clock) -> None:
    """File history; an event that editors confirmed while we read stays theirs."""
    with suppress(AlreadyConfirmed):
        await events.file(event, EventState.HISTORY, clock.now())


def _batches(things: Iterable[_Each]) -> Iterator[Sequence[_Each]]:
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch
