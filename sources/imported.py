"""What an import file gives: rows that were read or refused, or a refusal of the file as a whole."""

from dataclasses import dataclass
from enum import StrEnum

from domain.event import Event
from domain.person import Person
from domain.refusal import Refusal
from domain.register import Entry

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; the register was 6 MB in August 2026."""


class FileProblem(StrEnum):
    """Why nothing of a file can be taken; commands/importing.py says it in words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    HTML = "html"
    SPREADSHEET = "spreadsheet"
    NOT_UTF8 = "not_utf8"
    TRANSLATED_HEADER = "translated_header"
    MISSING_COLUMNS = "missing_columns"
    UNKNOWN_COLUMNS = "unknown_columns"
    CUT_SHORT = "cut_short"
    SHRANK = "shrank"
    NOTHING_TAKEN = "nothing_taken"


class FileRefused(ValueError):  # noqa: N818 - reads as what it is: `except FileRefused`
    """Raised for a file that is rejected as a whole; ``detail`` names the columns or counts at fault."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        self.problem = problem
        self.detail = detail
        super().__init__(f"{problem} {detail}".strip())


@dataclass(frozen=True, slots=True)
class Row:
    """One row that was read. ``doubts`` are cells left out because they could not be read."""

    line: int
    taken: Person | Event | Entry
    doubts: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that was not taken: where it begins (the first line is 1), and why."""

    line: int
    refusal: Refusal


AnyRow = Row | RefusedRow


def decoded(raw: bytes) -> str:
    """Return the text of an import file without its byte order mark; raise FileRefused for what is no text of ours."""
    if len(raw) > LARGEST_FILE:
        raise FileRefused(FileProblem.TOO_LARGE, f"{len(raw):,}")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileRefused(FileProblem.SPREADSHEET)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(FileProblem.NOT_UTF8, f"{error.start:,}") from None
    if not text.strip():
        raise FileRefused(FileProblem.EMPTY)
    if text.lstrip().startswith("<"):
        raise FileRefused(FileProblem.HTML)
    return text
