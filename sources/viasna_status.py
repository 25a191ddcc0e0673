"""Where a person of Viasna's register is: read from eight cells together, unknown rather than guessed."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.dates import PartialDate
from domain.event import Ground
from domain.person import Sentence, Status
from domain.register import Standing
from sources.viasna_cells import Cells

Columns = Mapping[str, str]

_PENALTIES: Mapping[str, Status] = {
    "imprisoned": Status.IMPRISONED,
    "open_facility": Status.OPEN_FACILITY,
    "home_restriction": Status.HOME_RESTRICTION,
    "psychiatric": Status.PSYCHIATRIC,
    "suspended": Status.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the other cells of the row were read as, and the day (Minsk) against which dates lie ahead or behind."""

    standing: Standing
    institution: str
    ends: PartialDate | None
    verdict: PartialDate | None
    sentence: Sentence | None
    today: date


def has_died(cells: Cells, row: Columns) -> bool:
    """Return whether the row says that the person died: its values were never seen, so anything but a no counts."""
    return bool(cells.plain(row["died"]))


def read_status(cells: Cells, row: Columns, facts: Facts) -> Status:
    """Return where the person is, UNKNOWN where the row leaves it open."""
    if has_died(cells, row):
        return Status.DIED
    if facts.standing is Standing.FORMER:
        return _former(cells, row, facts)
    if cells.place(row["prison"]) == "released":
        return Status.UNKNOWN if facts.standing is Standing.ACTIVE else Status.RELEASED
    if facts.standing is Standing.NEVER and _is_past(facts):
        return Status.RELEASED
    if cells.words.mentioned("cluster", _clusters(row)) == "abroad":
        return Status.EXILED
    return _held(cells, row, facts)


def read_ground(cells: Cells, row: Columns) -> Ground | None:
    """Return why somebody is out, where the description says it; clusters do not tell a pardon from an amnesty."""
    return Ground.FULL_TERM if cells.words.mentioned("served", row["description"]) == "full_term" else None


def _former(cells: Cells, row: Columns, facts: Facts) -> Status:
    told = cells.place(row["prison"]) == "released" or cells.words.mentioned("served", row["description"])
    return Status.RELEASED if told or _is_past(facts) else Status.UNKNOWN


def _held(cells: Cells, row: Columns, facts: Facts) -> Status:
    """Trust the penalty of those still listed; of the unrecognised only while the term runs or a prison is named."""
    penalty = cells.words.mentioned("penalty", cells.plain(row["penalty"]))
    if facts.standing is Standing.NEVER and not (facts.institution or _runs(facts)):
        return Status.UNKNOWN
    if cells.place(row["prison"]):
        return Status.UNKNOWN
    if penalty:
        return _PENALTIES[penalty]
    if facts.sentence and facts.institution:
        return Status.IMPRISONED
    return Status.DETAINED if facts.institution else Status.UNKNOWN


def _is_past(facts: Facts) -> bool:
    """Return whether the whole day, month or year that the release is dated lies behind."""
    ends, today = facts.ends, facts.today
    last = (ends.year, ends.month or 12, ends.day or 31) if ends else None
    return last is not None and last <= (today.year, today.month, today.day)


def _runs(facts: Facts) -> bool:
    """Return whether a term counted from the verdict has not run out yet: it began then or later."""
    if facts.verdict is None or facts.sentence is None:
        return False
    months = facts.verdict.year * 12 + (facts.verdict.month or 1) + facts.sentence.years * 12 + facts.sentence.months
    return months >= facts.today.year * 12 + facts.today.month


def _clusters(row: Columns) -> str:
    return html.unescape(row["clusters"])
