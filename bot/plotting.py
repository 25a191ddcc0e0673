"""Draws one chart with matplotlib, in a process of its own: ``python -m bot.plotting`` reads JSON and writes a PNG.

Dark words on an opaque light ground read on a light screen and on a dark one. What a bar means is told by its pattern,
its place and the words beside it; colour only helps.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from PIL import Image

from domain.chart import Bars, Chart, Form, Panel

WIDTH = 1280
"""Pixels: what Telegram keeps of a wider photo."""

_COLOURS = 64
"""Of the palette: a third of the bytes, and nothing that the eye misses."""

_DOTS_PER_INCH = 100
_INK, _GROUND, _GRID = "#1b1b1b", "#ffffff", "#c8c8c8"
_LOOKS = (("#cfe0f5", "//"), ("#3b6ea8", ""), ("#f6d9a8", ".."), ("#b5651d", "xx"))
_LOOKS_OF_ROWS = (_LOOKS[1], _LOOKS[0])
_ROW_INCHES, _COLUMNS_INCHES, _LINE_INCHES, _MARGIN_INCHES = 0.4, 7.5, 4.2, 2.2
_MOST_NAMED = 18
"""Points of a line that are named; between them the line still shows the others."""

_NICENESS = 5
"""News goes before pictures: the drawing process waits for everybody else."""

Look = tuple[str, str]


def plot(chart: Chart) -> bytes:
    """Return the PNG of a chart, ``WIDTH`` pixels wide."""
    raw, png = BytesIO(), BytesIO()
    with _style():
        figure = figure_of(chart)
        figure.savefig(raw, format="raw", dpi=_DOTS_PER_INCH)
    width, height = (round(inches * _DOTS_PER_INCH) for inches in figure.get_size_inches())
    picture = Image.frombytes("RGBA", (width, height), raw.getvalue())
    picture.convert("RGB").quantize(_COLOURS).save(png, "png", optimize=True)
    return png.getvalue()


def _style() -> AbstractContextManager[None]:
    """Return the letters and inks of all panels. DejaVu comes with matplotlib and has every letter that we need."""
    return mpl.rc_context(
        {
            "font.family": "DejaVu Sans",
            "font.size": 15,
            "hatch.linewidth": 1.6,
            "text.color": _INK,
            "axes.labelcolor": _INK,
            "axes.edgecolor": _INK,
            "axes.titlesize": 17,
            "xtick.color": _INK,
            "ytick.color": _INK,
        }
    )


def figure_of(chart: Chart) -> Figure:
    """Return a chart as matplotlib holds it, to be laid out when it is drawn."""
    heights = [_height(panel) for panel in chart.panels]
    inches = (WIDTH / _DOTS_PER_INCH, sum(heights) + _MARGIN_INCHES)
    figure = Figure(figsize=inches, dpi=_DOTS_PER_INCH, facecolor=_GROUND, layout="constrained")
    figure.suptitle(chart.title, fontsize=21, fontweight="bold")
    figure.supxlabel(chart.note, fontsize=14)
    grid = figure.subplots(len(chart.panels), 1, squeeze=False, height_ratios=heights)
    for axes, panel in zip(grid[:, 0], chart.panels, strict=True):
        _DRAW[panel.form](axes, panel, chart.unconfirmed)
        axes.set_title(panel.title)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
    return figure


def _height(panel: Panel) -> float:
    if panel.form is Form.ROWS:
        return _ROW_INCHES * len(panel.labels) + 1
    return _COLUMNS_INCHES if panel.form is Form.COLUMNS else _LINE_INCHES


def _rows(axes: Axes, panel: Panel, unconfirmed: str) -> None:
    places = range(len(panel.labels))
    for bars, look in zip(panel.bars, _LOOKS_OF_ROWS, strict=False):
        for values, pattern in ((bars.values, _filled(look)), (bars.unconfirmed, _framed())):
            shown = [place for place in places if values[place]]
            axes.barh(shown, [values[place] for place in shown], 0.72, **pattern)
        for place, mark in zip(places, bars.marks, strict=True):
            end = bars.values[place] + bars.unconfirmed[place]
            axes.annotate(mark, (end, place), (6, 0), textcoords="offset points", va="center")
    axes.set_yticks(list(places), list(panel.labels))
    axes.set_ylim(len(panel.labels) - 0.4, -0.6)
    axes.set_xlim(0, _longest(panel.bars) * 1.1)
    axes.grid(axis="x", color=_GRID)
    _legend(axes, panel, _LOOKS_OF_ROWS, unconfirmed)


def _longest(bars: Iterable[Bars]) -> int:
    """Return the most that one place of any of ``bars`` reaches, 1 where none has anything."""
    ends = (value + more for each in bars for value, more in zip(each.values, each.unconfirmed, strict=True))
    return max(ends, default=0) or 1


def _columns(axes: Axes, panel: Panel, unconfirmed: str) -> None:
    for bars, look, beside in zip(panel.bars, _LOOKS, _halves(panel.bars), strict=False):
        sign = -1 if bars.below else 1
        for place, (value, more, mark) in enumerate(zip(bars.values, bars.unconfirmed, bars.marks, strict=True)):
            middle, end = place + beside, sign * (value + more)
            if value:
                axes.bar(middle, sign * value, 0.4, **_filled(look))
            if more:
                axes.bar(middle, sign * more, 0.4, bottom=sign * value, **_framed())
            axes.annotate(mark, (middle, end), (0, 5 * sign), textcoords="offset points", **_upright(sign))
    axes.axhline(0, color=_INK, linewidth=1.5)
    axes.set_xticks(range(len(panel.labels)), list(panel.labels), rotation=90)
    axes.set_xlim(-0.6, len(panel.labels) - 0.4)
    axes.set_ylim(*_reach(panel.bars))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.grid(axis="y", color=_GRID)
    _legend(axes, panel, _LOOKS, unconfirmed)


def _reach(bars: Sequence[Bars]) -> tuple[float, float]:
    """Return how far down and up the axis goes: the columns, and room for the numbers at their ends."""
    up, down = (_longest(each for each in bars if each.below is below) for below in (False, True))
    room = (up + down) * 0.1
    below = any(any(each.values) or any(each.unconfirmed) for each in bars if each.below)
    return (-down - room if below else 0, up + room)


def _upright(sign: int) -> dict[str, Any]:
    return {"ha": "center", "va": "bottom" if sign > 0 else "top", "rotation": 90, "fontsize": 13}


def _halves(bars: Sequence[Bars]) -> Iterator[float]:
    """Yield where each row of columns stands beside its month's middle: of those on one side, left and right."""
    for each in bars:
        first = next(one for one in bars if one.below == each.below)
        yield -0.2 if each is first else 0.2


def _line(axes: Axes, panel: Panel, _unconfirmed: str) -> None:
    (bars,) = panel.bars
    axes.plot(panel.places, bars.values, color=_LOOKS[1][0], linewidth=2.5, marker="o", markersize=8)
    named = _apart(panel.places)
    for each in named:
        place = (panel.places[each], bars.values[each])
        axes.annotate(bars.marks[each], place, (0, 10), textcoords="offset points", ha="center")
    axes.set_xticks([panel.places[each] for each in named], [panel.labels[each] for each in named])
    axes.tick_params(axis="x", labelrotation=90)
    axes.set_ylim(0, max(bars.values) * 1.25 or 1)
    axes.margins(x=0.06)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color=_GRID)


def _apart(places: Sequence[int]) -> Sequence[int]:
    """Return which points are named: from the newest back, those that leave each other room for their words."""
    room = (places[-1] - places[0]) / _MOST_NAMED
    named: list[int] = []
    for each in reversed(range(len(places))):
        if not named or places[named[-1]] - places[each] >= room:
            named.append(each)
    return named


def _legend(axes: Axes, panel: Panel, looks: Sequence[Look], unconfirmed: str) -> None:
    """Name above the panel every pattern that is in it."""
    told = zip(panel.bars, looks, strict=False)
    handles = [Patch(label=bars.name, **_filled(look)) for bars, look in told if any(bars.values)]
    if any(any(bars.unconfirmed) for bars in panel.bars):
        handles.append(Patch(label=unconfirmed, **_framed()))
    columns = 2 if len(handles) > 2 else len(handles) or 1
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False)


def _filled(look: Look) -> dict[str, Any]:
    return {"facecolor": look[0], "hatch": look[1], "edgecolor": _INK, "linewidth": 1.0}


def _framed() -> dict[str, Any]:
    return {"facecolor": _GROUND, "edgecolor": _INK, "linewidth": 1.5, "linestyle": "--"}


_DRAW: Mapping[Form, Callable[[Axes, Panel, str], None]] = {
    Form.ROWS: _rows,
    Form.COLUMNS: _columns,
    Form.LINE: _line,
}


def main() -> None:
    """Draw what standard input says onto standard output."""
    with contextlib.suppress(AttributeError):  # not every system has niceness
        os.nice(_NICENESS)
    sys.stdout.buffer.write(plot(Chart.from_json(json.load(sys.stdin.buffer))))


if __name__ == "__main__":
    main()
