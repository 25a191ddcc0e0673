"""People and events as JSON Lines: one object a line, told apart by their fields (PRODUCT.md, Formats)."""

from collections.abc import Iterator

from domain.event import Event
from domain.person import Person
from domain.records import read_event, read_object, read_person
from domain.refusal import Problem, Refused
from sources.imported import AnyRow, RefusedRow, Row

LONGEST_LINE = 200_000
"""Characters: far above any person or event, so that one line cannot fill the memory."""


def is_jsonl(text: str) -> bool:
    """Return whether a file's text begins like JSON, not like a table."""
    return text.lstrip()[:1] in {"{", "["}


def read_jsonl(text: str) -> Iterator[AnyRow]:
    """Yield every line that is not blank, read or refused; a second row of one person or event is refused."""
    seen: set[tuple[type, str]] = set()
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            taken = _read(content)
            _once(taken, seen)
        except Refused as refused:
            yield RefusedRow(line, refused.refusal)
        else:
            yield Row(line, taken)


def _read(content: str) -> Person | Event:
    if len(content) > LONGEST_LINE:
        raise Refused(Problem.TOO_LONG, "", LONGEST_LINE)
    row = read_object(content)
    return read_event(row) if "kind" in row else read_person(row)


def _once(taken: Person | Event, seen: set[tuple[type, str]]) -> None:
    key = (type(taken), taken.id)
    if key in seen:
        raise Refused(Problem.REPEATED, "id", taken.id)
    seen.add(key)
