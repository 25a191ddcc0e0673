"""Register exports as Viasna's site writes them: BOM, quoted multi-line cells, entities. Nobody in them exists."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from sources.viasna_table import HEADER

PLAIN: Mapping[str, str] = {
    "id": "1",
    "url": "https://prisoners.spring96.org/en/person/jan-vydumany",
    "name": "Jan Vydumany",
    "status": "active",
    "gender": "male",
    "photo": "FALSE",
    "description": "student, &quot;invented&quot; by a test",
    "birthday": "1990-02-28",
    "arrested": "2026-03-01",
    "articles": "Art. 342 of the Criminal Code — Organization\nPart 2 of Art. 293 of the Criminal Code — Riots",
    "prison": "Penal colony No. 4\n246035, Homieĺ, vulica Antoshkina 3",
    "decision": "2 1/2 years",
    "penalty": "imprisonment in a general-security penal colony",
    "verdict_date": "2026-05-05",
    "clusters": "Students; &quot;Chat case&quot;",
}


def row(**cells: str) -> dict[str, str]:
    """Return a plain row with some cells changed."""
    return {**dict.fromkeys(HEADER, ""), **PLAIN, **cells}


def register(rows: Iterable[Mapping[str, str]], header: Iterable[str] = HEADER) -> str:
    """Return an export with these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(header), quoting=csv.QUOTE_ALL, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + text.getvalue()


def crowd(count: int, **cells: str) -> list[dict[str, str]]:
    """Return so many rows, each of somebody else."""
    named = ({"id": str(1000 + n), "name": f"Jan{_letters(n)} Vydumany{_letters(n * 7 + 3)}"} for n in range(count))
    return [row(**{**name, **cells}) for name in named]


def save(folder: Path, text: str, name: str = "register.csv") -> Path:
    """Write a file as downloaded."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
