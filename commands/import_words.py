"""What ``zvestka import`` says in the shell: counts, refused rows with their reasons, and what to do."""

from collections.abc import Iterator, Mapping, Sequence

from domain.language import ENGLISH
from domain.person import Person
from domain.records import write_person
from sources.imported import LARGEST_FILE, FileProblem, FileRefused, RefusedRow
from texts.phrasebook import Phrasebook
from texts.refusals import refusal
from workers.import_plan import Count, Plan

SHOWN = 20
"""Rows listed before "and so many more"."""

_REJECTED: Mapping[FileProblem, str] = {
    FileProblem.EMPTY: "the file is empty. Download it again.",
    FileProblem.TOO_LARGE: f"the file has {{}} bytes; {LARGEST_FILE:,} are the most. Split it, or check that it is it.",
    FileProblem.HTML: (
        "this is a web page saved under another name, not the register. On https://prisoners.spring96.org/en/list "
        "follow the link CSV, and save what it downloads."
    ),
    FileProblem.SPREADSHEET: "this is a spreadsheet. Save it as CSV (UTF-8, commas), or take the CSV as downloaded.",
    FileProblem.NOT_UTF8: (
        "this is not UTF-8 text (byte {}). Take the file as downloaded; a spreadsheet program saves CSV UTF-8."
    ),
    FileProblem.TRANSLATED_HEADER: (
        "this is the table of the page saved by hand: it has no ids, and ids alone tell namesakes apart. On "
        "https://prisoners.spring96.org/en/list follow the link CSV; its first line begins with id,url,name,status."
    ),
    FileProblem.MISSING_COLUMNS: (
        "these columns of Viasna's export are missing: {}. Take the CSV as downloaded; if it is, the export has "
        "changed, and zvestka must learn its new form."
    ),
    FileProblem.UNKNOWN_COLUMNS: (
        "these columns are unknown or stand there twice: {}. Take the CSV as downloaded; if it is, the export has "
        "changed, and zvestka must learn its new form."
    ),
    FileProblem.CUT_SHORT: (
        "the file ends inside a quoted cell that begins in the row at line {}. It was cut short: download it again."
    ),
    FileProblem.SHRANK: (
        "the register has lost more than a tenth of its people: {}. It may be cut short: download it again. "
        "If it is right, add --even-if-smaller."
    ),
    FileProblem.NOTHING_TAKEN: "no row could be taken; the reasons stand above.",
}


def rejected(refused: FileRefused) -> str:
    """Return why the file as a whole is rejected, and what to do."""
    return _REJECTED[refused.problem].format(refused.detail)


def summary(plan: Plan, *, dry: bool) -> Iterator[str]:
    """Yield the lines that sum up an import, or what it would do."""
    if dry:
        yield "Dry run: nothing was written. An import would make:"
    yield f"people: {_counts(plan.counted)}"
    if any(_amounts(plan.counted_events)) or plan.left:
        yield f"events: {_counts(plan.counted_events)}"
    if plan.reports:
        yield f"reports for the editors: {len(plan.reports):,}"
    yield f"rows refused: {len(plan.refused):,}"


def backlog(waiting: int) -> Iterator[str]:
    """Yield the line that says how much the editors have to look at."""
    if waiting:
        yield f"reports waiting for the editors, who read them with /review: {waiting:,}"


def listings(plan: Plan) -> Iterator[str]:
    """Yield the rows that need the operator's eye, each with its line and reason."""
    yield from _listed("refused:", reasons(plan.refused))
    yield from _listed("kept without a cell that could not be read:", reasons(plan.doubts))
    left = [f"line {row.line}: {row.refusal.value}" for row in plan.left]
    alike = [f"{new.id} and {old.id}" for new, old in plan.alike]
    yield from _listed("may be one person under two ids (like names; not merged, look at births and cases):", alike)
    yield from _listed("left as the editors have them (a draft or a correction changes them):", left)


def reasons(rows: Sequence[RefusedRow]) -> Sequence[str]:
    """Return a line for each row: where it begins, and what is wrong."""
    voice = Phrasebook.load().voice(ENGLISH)
    return [f"line {row.line}: {refusal(row.refusal, voice)}" for row in rows]


def changes(plan: Plan, known: Mapping[str, Person]) -> Iterator[str]:
    """Yield which people would be added, and which facts of the others would change."""
    changed = [f"{person.id}: {_differing(known.get(person.id), person)}" for person in plan.people.values()]
    events = [f"{event.id}: {event.kind}" for event in plan.events]
    yield from _listed("people to write:", changed)
    yield from _listed("events to write:", events)


def _differing(before: Person | None, after: Person) -> str:
    if before is None:
        return "new"
    old, new = write_person(before), write_person(after)
    return ", ".join(fact for fact in sorted(old.keys() | new.keys()) if old.get(fact) != new.get(fact))


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  and {len(lines) - SHOWN:,} more"


def _amounts(count: Count) -> tuple[int, int, int]:
    return count.added, count.changed, count.unchanged


def _counts(count: Count) -> str:
    return f"{count.added:,} added, {count.changed:,} changed, {count.unchanged:,} unchanged"
