"""Viasna's register of prisoners, as its list page exports it: a CSV of 23 columns (SOURCES.md, 1)."""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from domain.dates import PartialDate
from domain.fields import clean
from domain.language import Language
from domain.person import Case, Citation, Custody, Person, Status
from domain.refusal import Problem, Refusal, Refused
from domain.register import Entry, Standing
from sources.imported import AnyRow, RefusedRow, Row
from sources.viasna_cells import Cells
from sources.viasna_status import Columns, Facts, read_ground, read_status
from sources.viasna_table import HEADER, Record, language_of, read_table
from sources.viasna_vocabulary import Vocabulary

PREFIX = "viasna:"
"""Before the register's own id: the only thing that tells namesakes apart, and two people with one address."""

_PUBLISHER = "Viasna"
_HOST = "prisoners.spring96.org"
_EXCERPT_COLUMNS = ("status", "prison", "decision", "verdict_date", "release_date", "died", "clusters")
_LONGEST_EXCERPT = 400
_LONGEST_ID = 12
_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Register:
    """One export: its rows, and what all of them share. ``as_of`` and ``today`` are days in Minsk."""

    records: Sequence[Record]
    language: Language
    as_of: date
    today: date
    cells: Cells

    @classmethod
    def parse(cls, text: str, saved: date, today: date) -> "Register":
        """Read the table; raise FileRefused where it is not the export. ``saved`` dates the file, and so its facts."""
        words = Vocabulary.load()
        records = read_table(text, words)
        return cls(records, language_of(records), min(saved, today), today, Cells(words))

    def __len__(self) -> int:
        return len(self.records)

    def rows(self) -> Iterator[AnyRow]:
        """Yield every row in order, read or refused; the second row of one id is refused."""
        seen: set[str] = set()
        for record in self.records:
            try:
                row = _RowReader(self, record).read()
                _once(row, seen)
            except Refused as refused:
                yield RefusedRow(record.line, refused.refusal)
            else:
                yield row


@dataclass(slots=True)
class _RowReader:
    """Reads one row; ``doubts`` gathers the cells that it must do without."""

    register: Register
    record: Record
    doubts: list[Refusal] = field(default_factory=list)

    def read(self) -> Row:
        columns = self.record.columns
        if columns is None:
            raise Refused(Problem.WRONG_TYPE, "row", f"{len(HEADER)} columns")
        return Row(self.record.line, self._entry(columns), tuple(self.doubts))

    def _entry(self, columns: Columns) -> Entry:
        cells, number, standing = self.register.cells, _number(columns), _standing(self.register.cells, columns)
        names = {self.register.language: cells.names(columns["name"])}
        ends = self._doubted(cells.date, columns, "release_date")
        verdict = self._past(columns, "verdict_date")
        case = Case(cells.articles(columns["articles"]), self._doubted(cells.sentence, columns, "decision"), verdict)
        facts = Facts(standing, cells.institution(columns["prison"]), ends, verdict, case.sentence, self.register.today)
        person = Person(
            id=PREFIX + number,
            names=names,
            gender=cells.gender(columns["gender"]),
            born=self._past(columns, "birthday"),
            custody=self._custody(columns, facts),
            case=case,
            recognised=standing.recognised,
            sources=(Citation(_address(columns["url"], self.register.language), _PUBLISHER),),
        )
        return Entry(person, standing, read_ground(cells, columns), _excerpt(columns))

    def _custody(self, columns: Columns, facts: Facts) -> Custody:
        status = read_status(self.register.cells, columns, facts)
        return Custody(
            status=status,
            detained=self._past(columns, "arrested"),
            institution=facts.institution,
            ends=_death(self.register.cells, columns) or facts.ends if status is Status.DIED else facts.ends,
            as_of=PartialDate.of(self.register.as_of),
        )

    def _doubted(self, reader: Callable[[str, str], _Fact | None], columns: Columns, name: str) -> _Fact | None:
        try:
            return reader(columns[name], name)
        except Refused as refused:
            self.doubts.append(refused.refusal)
            return None

    def _past(self, columns: Columns, name: str) -> PartialDate | None:
        """Return a date of something that has happened; a day to come is a slip of the pen."""
        found = self._doubted(self.register.cells.date, columns, name)
        if found is not None and found > PartialDate.of(self.register.today):
            self.doubts.append(Refusal(Problem.UNREADABLE, name, str(found)))
            return None
        return found


def _once(row: Row, seen: set[str]) -> None:
    number = row.taken.person.id if isinstance(row.taken, Entry) else ""
    if number in seen:
        raise Refused(Problem.REPEATED, "id", number.removeprefix(PREFIX))
    seen.add(number)


def _number(columns: Columns) -> str:
    number = columns["id"].strip()
    if not number:
        raise Refused(Problem.MISSING, "id")
    if not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_ID:
        raise Refused(Problem.WRONG_TYPE, "id", "1, 2, 3 …")
    return str(int(number))


def _standing(cells: Cells, columns: Columns) -> Standing:
    """Refuse a word that is not known: nobody is called a political prisoner, or denied it, by a guess."""
    found = cells.words.begun("standing", columns["status"].strip())
    if not found:
        raise Refused(Problem.NOT_A_CHOICE, "status", ", ".join(Standing))
    return Standing(found)


def _address(url: str, language: Language) -> str:
    """Return the person's page, else the list's; some stored copies have http and a dot behind the host."""
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in {"http", "https"} and (parts.hostname or "").rstrip(".") == _HOST
    except ValueError:
        known = False
    path = parts.path if known else f"/{language}/list"
    return f"https://{_HOST}{clean(path)}"


def _death(cells: Cells, columns: Columns) -> PartialDate | None:
    try:
        return cells.date(columns["died"], "died")
    except Refused:
        return None


def _excerpt(columns: Columns) -> str:
    """Return the row's own words on what may have changed, for the editors."""
    told = ((name, clean(html.unescape(columns[name]))) for name in _EXCERPT_COLUMNS)
    return "; ".join(f"{name}: {value}" for name, value in told if value not in {"", "FALSE"})[:_LONGEST_EXCERPT]
