"""Reports: what sources claim, waiting for the editors, proposed or dropped by them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.event import Event, Filed
from domain.evidence import Evidence, Sign
from domain.records import read_event, write_event
from domain.report import Backlog, Quarantined, Report, ReportState
from domain.trust import Tier
from storage import changes
from storage.database import Database
from storage.drafts import file_proposal
from storage.errors import AlreadyEdited, AlreadyHandled
from storage.tables import reports

_WAITING = reports.c.state == ReportState.WAITING.value
_SLICE = 500


class Reports:
    """The reports of the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def file(self, claims: Sequence[Report]) -> int:
        """Add those reports whose id is not there yet, at most 500 at once; return how many were new.

        Raises Refused for an event that could not be read back: one such row would close the queue to the editors.
        """
        if not claims:
            return 0
        rows = {report.id: _values(report) for report in claims}
        new = self._db.insert(reports).values(list(rows.values())).on_conflict_do_nothing().returning(reports.c.id)
        async with self._db.writing() as connection:
            return len((await connection.execute(new)).all())

    async def begin(self, report: Report, at: datetime) -> Quarantined:
        """Add a report that an editor begins: nobody has to be told that it waits. Begun before, it is as it is."""
        row = {**_values(report), "told": at}
        async with self._db.durable() as connection:
            await connection.execute(self._db.insert(reports).values(row).on_conflict_do_nothing())
            return _from_row((await connection.execute(select(reports).where(reports.c.id == report.id))).one())

    async def begin_again(self, report: Report, at: datetime) -> Quarantined:
        """Do what ``begin`` does; a report that was dealt with before waits again, as if it had just been begun."""
        row = {**_values(report), "told": at}
        anew = self._db.insert(reports).values(row)
        untouched = {**row, "edited": None, "joined": None, "lead": None}
        again = anew.on_conflict_do_update(index_elements=["id"], set_=untouched, where=~_WAITING)
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            await connection.execute(again)
            return _from_row((await connection.execute(select(reports).where(reports.c.id == report.id))).one())

    async def waiting(self, limit: int) -> Sequence[Quarantined]:
        """Return the reports that wait for the editors, oldest first."""
        query = select(reports).where(_WAITING).order_by(reports.c.seen, reports.c.number).limit(limit)
        async with self._db.reading() as connection:
            return [_from_row(row) for row in await connection.execute(query)]

    async def by_number(self, number: int) -> Quarantined | None:
        """Return the report of this number in any state, or None."""
        async with self._db.reading() as connection:
            row = (await connection.execute(select(reports).where(reports.c.number == number))).one_or_none()
        return None if row is None else _from_row(row)

    async def count_waiting(self) -> int:
        """Return how many reports wait for the editors."""
        return (await self.backlog()).waiting

    async def backlog(self) -> Backlog:
        """Return how many reports wait, and of how many of them the editors were not told."""
        counted = select(func.count(), func.count() - func.count(reports.c.told), func.max(reports.c.number))
        async with self._db.reading() as connection:
            waiting, untold, newest = (await connection.execute(counted.where(_WAITING))).one()
        return Backlog(waiting, untold, newest or 0)

    async def mark_told(self, newest: int, at: datetime) -> None:
        """Note that the editors were told of every report up to this number."""
        untold = update(reports).where(_WAITING, reports.c.told.is_(None), reports.c.number <= newest)
        async with self._db.writing() as connection:
            await connection.execute(untold.values(told=at))

    async def propose(self, numbers: Sequence[int], event: Event, at: datetime) -> Filed:
        """Make of waiting reports, which are then done, a draft or the next revision of what was sent: both or neither.

        Raises AlreadyHandled where one of them waits no more, AlreadyFiled where the event's id is taken, Refused for
        an event that cannot be stored; for a correction see ``storage.drafts.file_proposal``.
        """
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.DELIVERIES, changes.EVENTS)
            await _handle(connection, numbers, ReportState.PROPOSED)
            return await file_proposal(connection, event, at)

    async def edit(self, lead: int, event: Event, before: Event | None = None) -> None:
        """Keep an event as an editor corrected it, with the first of the reports that claim it.

        ``before`` is what was kept when the editor looked. Raises AlreadyEdited where that has changed, AlreadyHandled
        where the report waits no more, Refused for an event that cannot be stored.
        """
        content = write_event(read_event(write_event(event)))
        held = select(reports.c.edited).where(_WAITING, reports.c.number == lead)
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            row = (await connection.execute(held)).one_or_none()
            if row is None:
                raise AlreadyHandled
            if row.edited != (None if before is None else write_event(before)):
                raise AlreadyEdited
            await connection.execute(update(reports).where(reports.c.number == lead).values(edited=content))

    async def undo_edits(self, numbers: Sequence[int]) -> None:
        """Forget what editors corrected of waiting reports; raise AlreadyHandled where one of them waits no more."""
        await self._note(numbers, edited=None)

    async def join(self, numbers: Sequence[int], lead: int) -> None:
        """Note that waiting reports tell the event of an earlier one; raise AlreadyHandled where one waits no more."""
        await self._note(numbers, lead, joined=lead)

    async def part(self, numbers: Sequence[int]) -> None:
        """Undo what ``join`` noted of waiting reports; raise AlreadyHandled where one of them waits no more."""
        await self._note(numbers, joined=None)

    async def _note(self, numbers: Sequence[int], *beside: int, **values: object) -> None:
        """Write ``values`` of ``numbers``, where they and those ``beside`` them all wait."""
        wanted = (*numbers, *beside)
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            if await _count_waiting(connection, wanted) != len(wanted):
                raise AlreadyHandled
            for start in range(0, len(numbers), _SLICE):
                some = reports.c.number.in_(numbers[start : start + _SLICE])
                await connection.execute(update(reports).where(some).values(**values))

    async def drop(self, numbers: Sequence[int]) -> None:
        """Drop waiting reports; raise AlreadyHandled where one of them waits no more."""
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            await _handle(connection, numbers, ReportState.DROPPED)

    async def restore(self, lead: int) -> int:
        """Let the reports that were dropped together, ``lead`` the first of them, wait again; return how many."""
        dropped = update(reports).where(reports.c.lead == lead, reports.c.state == ReportState.DROPPED.value)
        async with self._db.durable() as connection:
            await changes.hold(connection, changes.EVENTS)
            return (await connection.execute(dropped.values(state=ReportState.WAITING.value, lead=None))).rowcount


async def _count_waiting(connection: AsyncConnection, numbers: Sequence[int]) -> int:
    counted = 0
    for start in range(0, len(numbers), _SLICE):
        some = select(func.count()).where(_WAITING, reports.c.number.in_(numbers[start : start + _SLICE]))
        counted += (await connection.execute(some)).scalar_one()
    return counted


async def _handle(connection: AsyncConnection, numbers: Sequence[int], state: ReportState) -> None:
    """Settle reports that all still wait; whoever comes second changes fewer than there are, and is refused."""
    changed = 0
    for start in range(0, len(numbers), _SLICE):
        changed += (await connection.execute(_settled(numbers[start : start + _SLICE], numbers[0], state))).rowcount
    if changed != len(numbers):
        raise AlreadyHandled


def _settled(numbers: Sequence[int], lead: int, state: ReportState) -> Update:
    return update(reports).where(_WAITING, reports.c.number.in_(numbers)).values(state=state.value, lead=lead)


def _values(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "source": report.source,
        "seen": report.seen,
        "content": write_event(read_event(write_event(report.event))),
        "excerpt": report.excerpt,
        "outlet": report.outlet,
        "tier": report.tier.value,
        "fingerprint": report.fingerprint,
        "marks": [list(mark) for mark in report.marks],
        "evidence": [_evidence_row(each) for each in report.evidence],
        "state": ReportState.WAITING.value,
    }


def _from_row(row: Row[Any]) -> Quarantined:
    report = Report(
        row.id,
        row.source,
        row.seen,
        read_event(row.content),
        row.excerpt,
        row.outlet,
        Tier(row.tier),
        row.fingerprint,
        tuple((start, end) for start, end in row.marks),
        tuple(map(_evidence, row.evidence)),
    )
    edited = None if row.edited is None else read_event(row.edited)
    return Quarantined(row.number, report, ReportState(row.state), edited, row.joined)


def _evidence_row(evidence: Evidence) -> dict[str, object]:
    return {
        "name": evidence.name,
        "person": evidence.person,
        "supports": [sign.value for sign in evidence.supports],
        "contradicts": [sign.value for sign in evidence.contradicts],
    }


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(row["name"], row["person"], tuple(map(Sign, row["supports"])), tuple(map(Sign, row["contradicts"])))
