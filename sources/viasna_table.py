"""The export of Viasna's list page as a table: its header, its rows with their lines, its language."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.fields import clean
from domain.language import BELARUSIAN, ENGLISH, Language
from sources.imported import FileProblem, FileRefused
from sources.viasna_vocabulary import Vocabulary

HEADER = tuple(
    "id url name status gender photo description birthday arrested articles prison declaration decision penalty judge"
    " councel penalty_start_date release_date verdict_date appeal_date fake_terrorist_list died clusters".split()
)
RUSSIAN = Language("ru")
_CUT_SHORT = "unexpected end of data"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the table, which begins on ``line``; ``columns`` is None where it has not the header's columns."""

    line: int
    columns: Mapping[str, str] | None


def read_table(text: str, words: Vocabulary) -> Sequence[Record]:
    """Return the rows below the header; raise FileRefused where this is not the export, or only a part of it."""
    records = _records(text)
    _, first = next(records, (0, None))
    header = [clean(cell).lower() for cell in first or ()]
    _check(header, words)
    return [
        Record(line, _columns(header, cells)) for line, cells in records if cells is None or any(map(str.strip, cells))
    ]


def _records(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows with the lines they begin on, None for one whose quotes are broken: it goes on with the next line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if str(error) == _CUT_SHORT:
                raise FileRefused(FileProblem.CUT_SHORT, str(line)) from None
            yield line, None


def _check(header: Sequence[str], words: Vocabulary) -> None:
    """Say which columns are missing or unknown, and of the table saved by hand that it is the wrong download."""
    if "id" not in header and any(words.key("table_header", cell) for cell in header):
        raise FileRefused(FileProblem.TRANSLATED_HEADER)
    missing = [column for column in HEADER if column not in header]
    if missing:
        raise FileRefused(FileProblem.MISSING_COLUMNS, ", ".join(missing))
    unknown = [cell for cell, times in Counter(header).items() if cell not in HEADER or times > 1]
    if unknown:
        raise FileRefused(FileProblem.UNKNOWN_COLUMNS, ", ".join(cell[:40] or '""' for cell in unknown[:10]))


def _columns(header: Sequence[str], cells: list[str] | None) -> Mapping[str, str] | None:
    if cells is None or len(cells) != len(header):
        return None
    return dict(zip(header, cells, strict=True))


def language_of(records: Sequence[Record]) -> Language:
    """Return the language of the export's values: its script, then its addresses, then the letters і, ў and и."""
    rows = [record.columns for record in records if record.columns is not None]
    names = "".join(row["name"] for row in rows)
    letters = Counter((names + "".join(row["decision"] + row["penalty"] for row in rows)).lower())
    cyrillic = sum("Ѐ" <= letter <= "ӿ" for letter in names)
    if cyrillic * 2 < len(names) or not cyrillic:
        return ENGLISH
    paths = Counter(_language_in(row["url"]) for row in rows)
    if paths[BELARUSIAN] != paths[RUSSIAN]:
        return max((BELARUSIAN, RUSSIAN), key=paths.__getitem__)
    return BELARUSIAN if letters["і"] + letters["ў"] > letters["и"] else RUSSIAN


def _language_in(url: str) -> Language:
    try:
        return Language(urlsplit(url.strip()).path.split("/")[1])
    except (ValueError, IndexError):
        return Language("")
