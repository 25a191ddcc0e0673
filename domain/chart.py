"""What a picture shows, before it is drawn: words and numbers only, the same for the same news in one language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Form(StrEnum):
    """How the numbers of a panel stand: bars that lie, columns above and below a line, or one line through points."""

    ROWS = "rows"
    COLUMNS = "columns"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Bars:
    """One row of numbers, one a label of its panel; ``marks`` are written at them, empty where none is told.

    ``unconfirmed`` are drawn apart, on top. ``below``: under the line of columns.
    """

    name: str
    values: tuple[int, ...]
    unconfirmed: tuple[int, ...]
    marks: tuple[str, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing over a common axis of ``labels``, from the top down, or from left to right.

    ``places`` are days, and say how far apart the points of a line stand.
    """

    form: Form
    title: str
    labels: tuple[str, ...]
    bars: tuple[Bars, ...]
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: panels under each other. ``unconfirmed`` names what is drawn with a dashed frame; ``note`` ends it."""

    title: str
    note: str
    unconfirmed: str
    panels: tuple[Panel, ...]

    def to_json(self) -> dict[str, Any]:
        """Return what ``from_json`` reads back as the same chart."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """Read a chart of ours; anything else is a KeyError, TypeError or ValueError."""
        panels = tuple(_panel(**each) for each in row["panels"])
        return cls(row["title"], row["note"], row["unconfirmed"], panels)


def _panel(form: str, title: str, labels: list[str], bars: list[dict[str, Any]], places: list[int]) -> Panel:
    return Panel(Form(form), title, tuple(labels), tuple(_bars(**each) for each in bars), tuple(places))


def _bars(name: str, values: list[int], unconfirmed: list[int], marks: list[str], below: bool) -> Bars:
    return Bars(name, tuple(values), tuple(unconfirmed), tuple(marks), below)
