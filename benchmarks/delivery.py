r"""Messages delivered, by us and by others, against a loopback Bot API that enforces Telegram's limits.

    uv run --with aiogram --with aiolimiter --with uvloop --with sniffio python -m benchmarks.delivery \
        [--only SCENARIO] [--quick] [--rounds N] [--burst N] [--names FOLDER] [--json]

In the same run, for each scenario, every sender in every tuning in turn, and so for several rounds; the table has the
medians. reached/s: chats that got their message, over the time from being ready to the last outcome (or until time was
up), by the server's own log; the burst allowed at first may make it a little more than the limit. CPU: user and system
time of the sender's process for each message in that time. p50, p99, last: how long relatives waited for their message
from the moment of its news, two seconds after a broadcast began; untold: those who waited longer than the run went on.
Ratios are ours to the best tuning of each other way. Absolute times differ from machine to machine; trust ratios.

Two scenarios are of ours alone. enqueue: a million sealed chats; seconds from confirming the news to the first send,
and the longest that a small read, a small write (each every 2 ms meanwhile) and a turn of the event loop took. find:
`/find` over 100,000 people of FOLDER (see benchmarks/names.py), 100 a second, no latency; milliseconds from giving out
the update to the answer's arrival.

All of it takes about an hour, --quick seven minutes.
"""

import argparse
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.delivery_figures import (
    Row,
    answering_figures,
    best,
    cpu_figures,
    first_figure,
    medians,
    ratios,
    sent_figures,
    table,
    waiting_figures,
)
from benchmarks.delivery_peers import ANSWER, ENQUEUE, FIND, OURS, SEND, TELL, WAYS, Peer, missing, peers
from benchmarks.delivery_stand import MESSAGES_FROM, RELATIVES_AFTER, RELATIVES_FROM, Telegram, Trial, telegram, tried
from benchmarks.telegram_limits import Limits

_LIBRARIES = ("python-telegram-bot", "httpx", "httpcore", "sniffio", "aiogram", "aiohttp", "aiolimiter", "aiosqlite")
_PENALTY_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is asked of everybody; `seconds` is when those who are not done have to stop."""

    act: str
    limits: Limits
    seconds: float
    chats: int = 0
    relatives: int = 0
    updates: int = 0

    def order(self) -> dict[str, Any]:
        """Give the fields of an order that depend on the scenario."""
        return {
            "chats": range(MESSAGES_FROM, MESSAGES_FROM + self.chats),
            "relatives": range(RELATIVES_FROM, RELATIVES_FROM + self.relatives),
            "updates": self.updates,
            "seconds": self.seconds,
        }


_STRICT = Limits(rate=30, penalty=_PENALTY_SECONDS)
_UNLIMITED = Limits(rate=0, chat_rate=0, group_minute=0)
SCENARIOS: Mapping[str, Scenario] = {
    "limit-1000": Scenario(SEND, Limits(rate=1000), 10, chats=8000),
    "limit-30-penalty": Scenario(SEND, _STRICT, 25, chats=600),
    "relatives-200": Scenario(TELL, Limits(rate=200), 40, chats=4000, relatives=100),
    "relatives-30": Scenario(TELL, _STRICT, 120, chats=900, relatives=200),
    "incoming": Scenario(ANSWER, _UNLIMITED, 12, updates=3000),
    "enqueue": Scenario(ENQUEUE, Limits(), 30, chats=1_000_000),
    "find": Scenario(FIND, replace(_UNLIMITED, latency=0), 60),
}
QUICK: Mapping[str, Scenario] = {
    "limit-1000": Scenario(SEND, Limits(rate=1000), 4, chats=3000),
    "limit-30-penalty": Scenario(SEND, _STRICT, 8, chats=200),
    "relatives-200": Scenario(TELL, Limits(rate=200), 15, chats=1000, relatives=50),
    "relatives-30": Scenario(TELL, _STRICT, 20, chats=150, relatives=40),
    "incoming": Scenario(ANSWER, _UNLIMITED, 4, updates=800),
    "enqueue": Scenario(ENQUEUE, Limits(), 30, chats=100_000),
    "find": Scenario(FIND, replace(_UNLIMITED, latency=0), 60),
}


def main() -> None:
    """Run the scenarios, print the tables."""
    args = _arguments()
    scenarios = {name: _with_burst(one, args.burst) for name, one in (QUICK if args.quick else SCENARIOS).items()}
    wanted = {name: scenarios[name] for name in args.only or scenarios if args.names or name != "find"}
    rounds = args.rounds or (1 if args.quick else 3)
    senders = {name: peers(one.act, quick=args.quick) for name, one in wanted.items()}
    with telegram() as server:
        results = {name: _measured(server, one, senders[name], rounds, args.names) for name, one in wanted.items()}
    ways = {peer.family: WAYS[peer.family] for everybody in senders.values() for peer in everybody}
    report = {"machine": _machine(), "rounds": rounds, "ways": ways, "missing": missing(), "scenarios": results}
    print(json.dumps(report) if args.json else "\n".join(_tables(report)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", action="append", choices=SCENARIOS, help="this scenario; may be given several times")
    parser.add_argument("--quick", action="store_true", help="small numbers, one round, the likely tunings only")
    parser.add_argument("--rounds", type=int, help="how often everybody is run (3; 1 if quick)")
    parser.add_argument("--burst", type=int, default=Limits().burst, help="how many messages may come at once (10)")
    parser.add_argument("--names", type=Path, metavar="FOLDER", help="people and queries, without which none are found")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _with_burst(scenario: Scenario, burst: int) -> Scenario:
    return replace(scenario, limits=replace(scenario.limits, burst=burst))


def _measured(
    server: Telegram, scenario: Scenario, senders: Sequence[Peer], rounds: int, names: Path | None
) -> dict[str, Any]:
    """Run everybody in turn, for several rounds."""
    order = scenario.order() | {"names": names or Path()}
    runs: dict[str, list[Row]] = {peer.name: [] for peer in senders}
    for _ in range(rounds):
        for peer in senders:
            runs[peer.name].append(_row(tried(server, peer.sender, scenario.limits, **order)))
    rows = {name: medians(those) for name, those in runs.items()}
    return {**asdict(scenario), "rows": rows, "runs": runs, "ratios": _ratios(rows, senders)}


def _row(trial: Trial) -> Row:
    order, report = trial.order, trial.report
    row = sent_figures(trial.log, report.began, report.ended, trial.latency, order.rate)
    row |= cpu_figures(trial.log, report.began, report.ended, report.cpu)
    if order.relatives:
        row |= waiting_figures(report.relatives_at, report.began + RELATIVES_AFTER, len(order.relatives))
    if report.more:
        row |= first_figure(trial.log, report.began) | report.more
    elif trial.given:
        row |= answering_figures(trial.log, trial.given)
    return row | {"errors": float(report.errors)}


def _ratios(rows: Mapping[str, Row], senders: Sequence[Peer]) -> dict[str, dict[str, Any]]:
    """Compare ours, where it is there, with the best tuning of every other way."""
    if OURS not in rows:
        return {}
    compared = {}
    for family in dict.fromkeys(peer.family for peer in senders if peer.family != OURS):
        name = best({peer.name: rows[peer.name] for peer in senders if peer.family == family})
        compared[name] = ratios(rows[OURS], rows[name])
    return compared


def _machine() -> dict[str, Any]:
    installed: dict[str, str | None] = {}
    for library in (*_LIBRARIES, "uvloop"):
        try:
            installed[library] = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            installed[library] = None
    return {"python": platform.python_version(), "cores": os.cpu_count(), **installed}


def _tables(report: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join(f"{name} {version or 'missing'}" for name, version in report["machine"].items())
    yield f"medians of {report['rounds']}"
    for name, scenario in report["scenarios"].items():
        yield ""
        yield from table(name, scenario["rows"])
        for other, compared in scenario["ratios"].items():
            shown = ", ".join(f"{figure} {value:.3g}x" for figure, value in compared.items())
            yield f"  {OURS} to {other}: {shown}"
    yield ""
    for way, meaning in report["ways"].items():
        yield f"{way}: {meaning}"
    for module, peer in report["missing"].items():
        yield f"not compared: {peer} ({module} is not installed)"


if __name__ == "__main__":
    main()
