"""Pure figures of the delivery benchmark: what one run came to, medians of rounds, ratios, the table."""

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence

Row = Mapping[str, float | None]
"""Figures by name; None is "never": somebody was not told in time."""
Log = Sequence[tuple[float, int, int]]
"""The server's own: moment, chat, status of each message."""

COLUMNS: Mapping[str, tuple[str, str]] = {
    "reached": ("reached/s", "{:.1f}"),
    "share": ("% of limit", "{:.1%}"),
    "refused": ("429s", "{:.0f}"),
    "cpu_ms": ("CPU ms/msg", "{:.3f}"),
    "p50": ("p50 s", "{:.2f}"),
    "p99": ("p99 s", "{:.2f}"),
    "last": ("last s", "{:.2f}"),
    "untold": ("untold", "{:.0f}"),
    "first": ("first s", "{:.2f}"),
    "reading_ms": ("reader ms", "{:.1f}"),
    "writing_ms": ("writer ms", "{:.1f}"),
    "loop_ms": ("loop ms", "{:.1f}"),
    "p50_ms": ("p50 ms", "{:.1f}"),
    "p99_ms": ("p99 ms", "{:.1f}"),
    "last_ms": ("last ms", "{:.1f}"),
    "errors": ("errors", "{:.0f}"),
}
_NAME = 47
_CELL = 11


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that this share of all (0 to 1) does not exceed; ValueError if there are none."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def sent_figures(log: Log, began: float, ended: float, latency: float, rate: float) -> dict[str, float | None]:
    """Say how many chats a second were reached, of what was both sent and answered between two moments.

    `latency` is what passes from the log's moment to the answer, in seconds; a chat reached twice counts once. The
    share of the limit is left out where there is none.
    """
    spent = ended - began
    reached = {chat for at, chat, status in log if status == 200 and began <= at <= ended - latency}
    refused = sum(status == 429 for _, _, status in log)
    figures: dict[str, float | None] = {"reached": len(reached) / spent, "refused": float(refused)}
    return figures | ({"share": len(reached) / spent / rate} if rate else {})


def cpu_figures(log: Log, began: float, ended: float, cpu: float) -> dict[str, float | None]:
    """Say what a message cost, in milliseconds of processor; None where none was sent."""
    count = sum(status == 200 and began <= at <= ended for at, _, status in log)
    return {"cpu_ms": 1000 * cpu / count if count else None}


def waiting_figures(told_at: Sequence[float], asked_at: float, count: int) -> dict[str, float | None]:
    """Say how long relatives waited, in seconds; those who were not told wait for ever."""
    waits = [at - asked_at for at in told_at] + [math.inf] * (count - len(told_at))
    times = {"p50": percentile(waits, 0.5), "p99": percentile(waits, 0.99), "last": max(waits)}
    untold = {"untold": float(count - len(told_at))}
    return {name: finite(value) for name, value in times.items()} | untold


def answering_figures(log: Log, given: Sequence[tuple[float, int]]) -> dict[str, float | None]:
    """Say how long after its update was given out a chat's answer came, in milliseconds; ValueError if none was."""
    answered: dict[int, float] = {}
    for at, chat, status in log:
        if status == 200:
            answered.setdefault(chat, at)
    waits = [1000 * (answered.get(chat, math.inf) - at) for at, chat in given]
    times = {"p50_ms": percentile(waits, 0.5), "p99_ms": percentile(waits, 0.99), "last_ms": max(waits)}
    return {name: finite(value) for name, value in times.items()}


def first_figure(log: Log, began: float) -> dict[str, float | None]:
    """Say how long after it began the first chat was reached, in seconds."""
    return {"first": finite(min((at for at, _, status in log if status == 200), default=math.inf) - began)}


def finite(value: float) -> float | None:
    """Return None for what never happened, as JSON has no infinity."""
    return value if math.isfinite(value) else None


def medians(rounds: Sequence[Row]) -> Row:
    """Take the median of every figure over the rounds; one that is None in half of them or more is None."""
    kept = {}
    for name in rounds[0]:
        values = [math.inf if (value := row[name]) is None else value for row in rounds]
        kept[name] = finite(statistics.median(values))
    return kept


def best(rows: Mapping[str, Row]) -> str:
    """Name the row of the best tuning: relatives soonest told (median, then last), or most reached."""

    def merit(name: str) -> tuple[float, float]:
        row = rows[name]
        if "p50" in row:
            p50, last = (math.inf if (value := row[key]) is None else value for key in ("p50", "last"))
            return -p50, -last
        return row["reached"] or 0.0, -(row["cpu_ms"] or math.inf)

    return max(rows, key=merit)


def ratios(ours: Row, theirs: Row) -> dict[str, float]:
    """Divide ours by theirs where both are known: reached (more is better), CPU and relatives' times (less is)."""
    pairs = {name: (ours.get(name), theirs.get(name)) for name in ("reached", "cpu_ms", "p50", "p99", "last")}
    return {name: one / other for name, (one, other) in pairs.items() if one is not None and other}


def table(title: str, rows: Mapping[str, Row]) -> Iterator[str]:
    """Write the rows of one scenario with the columns they have; "-" is "never"."""
    names = [name for name in COLUMNS if any(name in row for row in rows.values())]
    yield f"{title:{_NAME}}" + "".join(f"{COLUMNS[name][0]:>{_CELL}}" for name in names)
    for label, row in rows.items():
        yield f"{label:{_NAME}}" + "".join(f"{_cell(row, name):>{_CELL}}" for name in names)


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    return "-" if value is None else COLUMNS[name][1].format(value)
