"""People as rows and back: the only place that knows which column holds what."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.language import Language
from domain.person import Case, Citation, Code, Custody, CustodyChange, Gender, Listed, Names, Person, Sentence, Status
from storage.tables import citations, custody_history, people, person_names

Values = dict[str, Any]
_Rows = Mapping[Code, Sequence[Row[Any]]]


async def read_people(connection: AsyncConnection, wanted: ColumnElement[bool]) -> Mapping[Code, Person]:
    """Return the people whose row in ``people`` is ``wanted``, by code and in its order; at most 1,000."""
    rows = (await connection.execute(select(people).where(wanted).order_by(people.c.code))).all()
    codes = [row.code for row in rows]
    if not codes:
        return {}
    names = await _grouped(connection, person_names, person_names.c.position, codes)
    sources = await _grouped(connection, citations, citations.c.position, codes)
    await asyncio.sleep(0)  # 500 people are some milliseconds of making objects
    return {row.code: _person(row, names.get(row.code, ()), sources.get(row.code, ())) for row in rows}


async def read_listed(connection: AsyncConnection, wanted: ColumnElement[bool]) -> Sequence[Listed]:
    """Return the people whose row is ``wanted``, with their history, in the order of their codes; at most 1,000."""
    found = await read_people(connection, wanted)
    if not found:
        return ()
    history = await _grouped(connection, custody_history, custody_history.c.id, found)
    return [
        Listed(code, person, tuple(CustodyChange(row.recorded, _custody(row)) for row in history.get(code, ())))
        for code, person in found.items()
    ]


async def _grouped(
    connection: AsyncConnection, table: Any, order: ColumnElement[int], codes: Collection[Code]
) -> _Rows:
    query = select(table).where(table.c.code.in_(codes)).order_by(table.c.code, order)
    rows = await connection.execute(query)
    return {code: tuple(group) for code, group in groupby(rows, key=lambda row: row.code)}


def _person(row: Row[Any], names: Sequence[Row[Any]], sources: Sequence[Row[Any]]) -> Person:
    return Person(
        id=row.id,
        names=_names(names),
        gender=Gender(row.gender),
        born=row.born,
        custody=_custody(row),
        case=Case(tuple(row.articles), _sentence(row), row.verdict),
        recognised=row.recognised,
        note=row.note,
        sources=tuple(Citation(source.url, source.publisher, source.published) for source in sources),
    )


def _names(rows: Sequence[Row[Any]]) -> Names:
    spellings: dict[Language, tuple[str, ...]] = {}
    for row in rows:
        spellings[row.language] = (*spellings.get(row.language, ()), row.spelling)
    return spellings


def _custody(row: Row[Any]) -> Custody:
    return Custody(
        status=Status(row.status),
        detained=row.detained,
        institution=row.institution,
        ends=row.ends,
        incommunicado_since=row.incommunicado_since,
        as_of=row.as_of,
    )


def _sentence(row: Row[Any]) -> Sentence | None:
    return None if row.years is None else Sentence(row.years, row.months, row.days)


def person_values(person: Person, version: int) -> Values:
    """Return the columns of ``people`` but the code."""
    sentence = person.case.sentence
    return {
        "id": person.id,
        "version": version,
        "gender": person.gender.value,
        "born": person.born,
        **_custody_values(person.custody),
        "articles": list(person.case.articles),
        "years": sentence.years if sentence else None,
        "months": sentence.months if sentence else None,
        "days": sentence.days if sentence else None,
        "verdict": person.case.verdict,
        "recognised": person.recognised,
        "note": person.note,
    }


def name_values(code: Code, person: Person) -> Sequence[Values]:
    """Return the rows of ``person_names``."""
    pairs = [(language, spelling) for language, group in person.names.items() for spelling in group]
    return [
        {"code": code, "position": position, "language": language, "spelling": spelling}
        for position, (language, spelling) in enumerate(pairs)
    ]


def citation_values(code: Code, person: Person) -> Sequence[Values]:
    """Return the rows of ``citations``."""
    return [
        {
            "code": code,
            "position": position,
            "url": source.url,
            "publisher": source.publisher,
            "published": source.published,
        }
        for position, source in enumerate(person.sources)
    ]


def history_values(code: Code, custody: Custody, recorded: date) -> Values:
    """Return a row of ``custody_history``."""
    return {"code": code, "recorded": recorded, **_custody_values(custody)}


def _custody_values(custody: Custody) -> Values:
    return {
        "status": custody.status.value,
        "detained": custody.detained,
        "institution": custody.institution,
        "ends": custody.ends,
        "incommunicado_since": custody.incommunicado_since,
        "as_of": custody.as_of,
    }
