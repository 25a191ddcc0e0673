"""``zvestka sources``: how each source fares."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.clock import SystemClock
from bot.config import Settings
from bot.sources import load_catalogue, sources_in_force
from commands import Commands
from domain.polling import SourceState
from sources.catalogue import SourceRow
from storage.database import Database
from storage.sources import Sources

NO_CONTACT = "sources are not read: set ZVESTKA_CONTACT to an address at which their owners can reach you"

_HEADER = ("source", "last success", "last failure", "items", "reports", "next poll", "why it failed")

REASONS: Mapping[str, str] = {
    "not_allowed": "the address leads to a host that is not on the list of sources",
    "private_address": "its name leads to an address that is not on the public internet",
    "unknown_host": "there is no such host",
    "robots": "its robots.txt asks programs to stay away",
    "waiting": "its host is being left alone after a failure",
    "deadline": "it took too long",
    "unreachable": "it cannot be reached",
    "broken": "its answer is broken or cut short",
    "redirects": "it leads in circles",
    "rejected": "it does not want programs: save the page or table by hand",
    "too_many": "it asks to be left alone for a while (429)",
    "server_error": "its server has an error",
    "status": "the page is not there",
    "too_large": "it is too large",
    "inflates": "it unpacks to more than it may",
    "too_small": "it is all but empty",
    "wrong_type": "it is of another type than expected: a challenge page, perhaps",
    "preview_off": "the channel has switched its preview off",
    "unknown_shape": "the page is laid out in a new way: zvestka must learn it",
    "another_channel": "the page shows another channel",
    "declarations": "it declares entities, as bombs do",
    "too_slow": "reading it took too long",
    "shrank": "the register is far shorter than it was, or than it must be",
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("sources", help="each source: last success, last failure, items, next poll")
    parser.add_argument("--json", action="store_true", help="one JSON object a source")
    parser.set_defaults(run=show)


async def show(args: argparse.Namespace, settings: Settings) -> int:
    """Print how every source fares; exit 1 where one is not well."""
    rows = load_catalogue(settings.sources).rows
    now = SystemClock().now()
    database = await Database.open(settings.database_url)
    try:
        states = await Sources(database).states()
    finally:
        await database.close()
    if args.json:
        for row in rows:
            print(json.dumps(_object(row, states.get(row.name), now), ensure_ascii=False))
    else:
        print("\n".join(_table(rows, states)))
        if not sources_in_force(settings).rows:
            print(NO_CONTACT if rows else "no source is read: ZVESTKA_SOURCES switches them all off")
    return int(any(row.name in states and not states[row.name].is_well(row.every, now) for row in rows))


def _object(row: SourceRow, state: SourceState | None, now: datetime) -> dict[str, object]:
    told: dict[str, object] = {"name": row.name, "publisher": row.publisher, "kind": row.kind, "tier": row.tier}
    if state is None:
        return {**told, "polled": False}
    return {
        **told,
        "polled": True,
        "well": state.is_well(row.every, now),
        "last_success": _iso(state.succeeded),
        "last_failure": _iso(state.failed),
        "reason": state.reason,
        "detail": state.detail,
        "failures": state.failures,
        "items": state.items,
        "reports": state.reports,
        "next_poll": _iso(state.due),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _table(rows: Iterable[SourceRow], states: Mapping[str, SourceState]) -> Iterable[str]:
    lines = [_HEADER, *(_line(row, states.get(row.name)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADER))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _line(row: SourceRow, state: SourceState | None) -> tuple[str, ...]:
    if state is None:
        return (row.name, "-", "-", "-", "-", "at once", "")
    why = f"{REASONS.get(state.reason, state.reason)} ({state.detail})" if state.failures else ""
    return (
        row.name,
        _short(state.succeeded),
        _short(state.failed),
        str(state.items),
        str(state.reports),
        _short(state.due),
        why.removesuffix(" ()"),
    )


def _short(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else "-"
