"""People: who they are, what became of them, and which of them changed since."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.person import Code, Listed, Person, PersonId
from storage import changes
from storage.database import Database
from storage.person_rows import (
    Values,
    citation_values,
    history_values,
    name_values,
    person_values,
    read_listed,
    read_people,
)
from storage.tables import citations, custody_history, people, person_names

_SLICE = 500
"""People read or written at once: a few milliseconds of the event loop."""


@dataclass(frozen=True, slots=True)
class Change:
    """A person added (``before`` is None) or changed."""

    code: Code
    before: Person | None
    after: Person


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """How far a reader of changed people has come: everything up to this version, and in it up to this code."""

    version: int = 0
    code: Code = 0


@dataclass(frozen=True, slots=True)
class Spelled:
    """How one person is spelled, and the version at which that person last changed."""

    code: Code
    spellings: tuple[str, ...]
    version: int

    @property
    def cursor(self) -> Cursor:
        """Where to go on after this one."""
        return Cursor(self.version, self.code)


class People:
    """The people of the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def put(self, persons: Sequence[Person], today: date) -> Sequence[Change]:
        """Add or replace people by id, at most 500 at once; return those that were added or that differ.

        A changed custody adds a line to the history, as recorded on ``today`` (Minsk).
        """
        async with self._db.writing() as connection:
            await changes.hold(connection, changes.PEOPLE)
            return await write_people(connection, persons, today)

    async def by_code(self, code: Code) -> Listed | None:
        """Return the person of this code, or None."""
        return await self._one(people.c.code == code)

    async def by_id(self, person_id: PersonId) -> Listed | None:
        """Return the person whom a source calls ``person_id``, or None."""
        return await self._one(people.c.id == person_id)

    async def by_codes(self, codes: Sequence[Code]) -> Sequence[Listed]:
        """Return the people of these codes in the order asked for; unknown ones are left out."""
        found = {listed.code: listed for listed in await self._listed(people.c.code.in_(codes))}
        return [found[code] for code in codes if code in found]

    async def codes_of(self, ids: Collection[PersonId]) -> Mapping[PersonId, Code]:
        """Return the codes of those ids that are known."""
        wanted = tuple(ids)
        codes: dict[PersonId, Code] = {}
        async with self._db.reading() as connection:
            for start in range(0, len(wanted), _SLICE):
                some = people.c.id.in_(wanted[start : start + _SLICE])
                rows = await connection.execute(select(people.c.id, people.c.code).where(some))
                codes.update((row.id, row.code) for row in rows)
        return codes

    async def spelled_since(self, after: Cursor, limit: int) -> Sequence[Spelled]:
        """Return up to ``limit`` people who changed after ``after``, in the order of their cursors.

        To go on, pass the cursor of the last one; fewer than ``limit`` are the end for now.
        """
        at = tuple_(people.c.version, people.c.code)
        changed = select(people.c.code, people.c.version).where(at > tuple_(after.version, after.code))
        page = changed.order_by(people.c.version, people.c.code).limit(limit).subquery()
        spelled = select(page.c.code, page.c.version, person_names.c.spelling).join_from(
            page, person_names, page.c.code == person_names.c.code
        )
        async with self._db.reading() as connection:
            rows = await connection.execute(spelled.order_by(page.c.version, page.c.code, person_names.c.position))
            return _spelled((row.code, row.version, row.spelling) for row in rows)

    async def everyone(self) -> AsyncIterator[Listed]:
        """Give every person in the order of their codes, read in slices."""
        last = 0
        while page := await self._listed(_next_codes(last)):
            for listed in page:
                yield listed
            last = page[-1].code

    async def count(self) -> int:
        """Return how many people there are."""
        async with self._db.reading() as connection:
            return (await connection.execute(select(func.count()).select_from(people))).scalar_one()

    async def ids_of_register(self, prefix: str) -> int:
        """Return how many people have an id that begins with ``prefix``, as ``viasna:``."""
        counted = select(func.count()).where(people.c.id.startswith(prefix, autoescape=True))
        async with self._db.reading() as connection:
            return (await connection.execute(counted)).scalar_one()

    async def _one(self, wanted: ColumnElement[bool]) -> Listed | None:
        return next(iter(await self._listed(wanted)), None)

    async def _listed(self, wanted: ColumnElement[bool]) -> Sequence[Listed]:
        async with self._db.reading() as connection:
            return await read_listed(connection, wanted)


def _next_codes(last: Code) -> ColumnElement[bool]:
    return people.c.code.in_(select(people.c.code).where(people.c.code > last).order_by(people.c.code).limit(_SLICE))


def _spelled(rows: Iterable[tuple[Code, int, str]]) -> Sequence[Spelled]:
    """Gather rows of one person, which stand together; a spelling that two languages share counts once."""
    grouped = groupby(rows, key=itemgetter(0, 1))
    return [
        Spelled(code, tuple(dict.fromkeys(spelling for _, _, spelling in group)), version)
        for (code, version), group in grouped
    ]


async def write_people(connection: AsyncConnection, persons: Sequence[Person], today: date) -> Sequence[Change]:
    """Do what ``People.put`` promises, in a transaction that holds the counter of people."""
    wanted = {person.id: _written(person) for person in persons}
    held = await read_people(connection, people.c.id.in_(wanted))
    before = {person.id: (code, person) for code, person in held.items()}
    added = [person for person in wanted.values() if person.id not in before]
    differing = [
        Change(before[person.id][0], before[person.id][1], person)
        for person in wanted.values()
        if person.id in before and before[person.id][1] != person
    ]
    if not added and not differing:
        return ()
    version = await changes.bump(connection, changes.PEOPLE)
    changed = [*await _add(connection, added, version), *await _replace(connection, differing, version)]
    await _write_names_and_sources(connection, changed)
    await _write_history(connection, changed, today)
    return changed


def _written(person: Person) -> Person:
    """Return the person as reading back gives it: without languages that have no spelling."""
    if all(person.names.values()):
        return person
    return replace(person, names={language: group for language, group in person.names.items() if group})


async def _add(connection: AsyncConnection, persons: Sequence[Person], version: int) -> Sequence[Change]:
    if not persons:
        return ()
    rows = await connection.execute(
        insert(people).returning(people.c.code, sort_by_parameter_order=True),
        [person_values(person, version) for person in persons],
    )
    return [Change(code, None, person) for code, person in zip(rows.scalars(), persons, strict=True)]


async def _replace(connection: AsyncConnection, differing: Sequence[Change], version: int) -> Sequence[Change]:
    if not differing:
        return ()
    await connection.execute(
        update(people).where(people.c.code == bindparam("its_code")),
        [{"its_code": change.code, **person_values(change.after, version)} for change in differing],
    )
    codes = [change.code for change in differing]
    for table in (person_names, citations):
        await connection.execute(delete(table).where(table.c.code.in_(codes)))
    return differing


async def _write_names_and_sources(connection: AsyncConnection, changed: Sequence[Change]) -> None:
    names = [row for change in changed for row in name_values(change.code, change.after)]
    sources = [row for change in changed for row in citation_values(change.code, change.after)]
    if names:
        await connection.execute(insert(person_names), names)
    if sources:
        await connection.execute(insert(citations), sources)


async def _write_history(connection: AsyncConnection, changed: Sequence[Change], today: date) -> None:
    lines: list[Values] = [
        history_values(change.code, change.after.custody, today)
        for change in changed
        if change.before is None or change.before.custody != change.after.custody
    ]
    if lines:
        await connection.execute(insert(custody_history), lines)
