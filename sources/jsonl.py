"""People and events as JSON Lines or as our own CSV, told apart by their fields (PRODUCT.md, Formats)."""

from collections.abc import Iterable, Iterator

from domain.event import Act, Event
from domain.fields import JsonObject
from domain.person import Person
from domain.records import read_event, read_object, read_person
from domain.refusal import Problem, Refused
from sources.imported import AnyRow, RefusedRow, Row
from sources.spreadsheet import read_cells

LONGEST_LINE = 200_000
"""Characters: far above any person or event, so that one line cannot fill the memory."""


def is_jsonl(text: str) -> bool:
    """Return whether a file's text begins like JSON, not like a table."""
    return text.lstrip()[:1] in {"{", "["}


def read_jsonl(text: str) -> Iterator[AnyRow]:
    """Yield every line that is not blank, read or refused; a second row of one person or event is refused."""
    lines = enumerate(text.split("\n"), 1)
    return _rows((line, content) for line, content in lines if content.strip())


def read_spreadsheet(text: str) -> Iterator[AnyRow]:
    """Yield every row of a CSV that ``zvestka export --format csv`` wrote, as ``read_jsonl`` does its lines."""
    return _rows(read_cells(text))


def _rows(found: Iterable[tuple[int, str | JsonObject | None]]) -> Iterator[AnyRow]:
    seen: set[tuple[type, str]] = set()
    for line, content in found:
        try:
            taken = _read(_object(content))
            _once(taken, seen)
        except Refused as refused:
            yield RefusedRow(line, refused.refusal)
        else:
            yield Row(line, taken)


def _object(content: str | JsonObject | None) -> JsonObject:
    if content is None:
        raise Refused(Problem.NOT_JSON)
    if not isinstance(content, str):
        return content
    if len(content) > LONGEST_LINE:
        raise Refused(Problem.TOO_LONG, "", LONGEST_LINE)
    return read_object(content)


def _read(row: JsonObject) -> Person | Event:
    return _known(read_event(row)) if "kind" in row else read_person(row)


def _known(event: Event) -> Event:
    """Return the event; refuse a retraction: what is imported is shown as known."""
    if event.act is Act.CANCEL:
        raise Refused(Problem.NOT_A_CHOICE, "act", f"{Act.ALERT}, {Act.UPDATE}")
    return event


def _once(taken: Person | Event, seen: set[tuple[type, str]]) -> None:
    key = (type(taken), taken.id)
    if key in seen:
        raise Refused(Problem.REPEATED, "id", taken.id)
    seen.add(key)
