"""People and events as CSV, for spreadsheets: one column a field; lists and objects are JSON inside their cell.

A spreadsheet program takes a cell that begins with ``= + - @`` for a formula; such cells get an apostrophe in front,
and reading takes it off again.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.fields import JsonObject
from domain.refusal import Problem, Refused

PERSON_COLUMNS: Sequence[str] = tuple(
    "code id names gender born status recognised detained institution ends incommunicado_since as_of articles sentence"
    " verdict note sources".split()
)
EVENT_COLUMNS: Sequence[str] = tuple(
    "id kind date count women men ground people unmatched summary conflicts certainty revision act sources".split()
)
_OWN_JSON = frozenset(
    "code names recognised articles sentence sources count women men people unmatched summary revision".split()
)
_RISKY = tuple("=+-@'\t\r")


def write_cells(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Iterator[str]:
    """Yield the header and every row as lines of CSV."""
    for cells in (columns, *([_cell(row.get(column)) for column in columns] for row in rows)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def is_ours(text: str) -> bool:
    """Return whether a table's first line is one that ``write_cells`` writes."""
    header = text.lstrip("\n").partition("\n")[0].rstrip("\r").split(",")
    return header in (list(PERSON_COLUMNS), list(EVENT_COLUMNS))


def read_cells(text: str) -> Iterator[tuple[int, JsonObject | None]]:
    """Yield the line each row begins on and its object; None for a row whose columns or cells cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
            row = _object(header, cells) if cells else {}
        except StopIteration:
            return
        except (csv.Error, Refused):
            row = None
        if row != {}:
            yield line, row


def _object(header: Sequence[str], cells: Sequence[str]) -> JsonObject:
    if len(cells) != len(header):
        raise Refused(Problem.WRONG_TYPE, "row")
    return {column: _value(column, cell) for column, cell in zip(header, cells, strict=True) if cell}


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_RISKY) else text


def _value(column: str, cell: str) -> object:
    text = cell.removeprefix("'")
    if column not in _OWN_JSON:
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(Problem.NOT_JSON, column) from None
