"""``zvestka export``: the people and the news of the store, as JSON Lines or CSV, for anybody's use."""

import argparse
import json
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.config import Settings
from commands import Commands
from domain.event import EventState
from domain.records import write_event, write_person
from sources.spreadsheet import EVENT_COLUMNS, PERSON_COLUMNS, write_cells
from storage.database import Database
from storage.events import Events
from storage.people import People

_TOLD = frozenset({EventState.CONFIRMED, EventState.HISTORY})
"""Drafts are nobody's news yet, dropped ones no more."""

Rows = AsyncIterator[Mapping[str, object]]


def register(commands: "Commands") -> None:
    """Add the command."""
    parser = commands.add_parser("export", help="the people and the news of the store (never who follows whom)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--people", action="store_true", help="people only")
    kind.add_argument("--events", action="store_true", help="events only")
    parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="jsonl unless you say csv")
    parser.add_argument("file", type=Path, nargs="?", help="where to write; standard output unless given")
    parser.set_defaults(run=export)


async def export(args: argparse.Namespace, settings: Settings) -> int:
    """Write what was asked for; `zvestka import` reads it back."""
    if args.format == "csv" and not (args.people or args.events):
        print("zvestka export: a CSV holds one kind of rows: add --people or --events", file=sys.stderr)
        return 2
    database = await Database.open(settings.database_url)
    try:
        with _opened(args.file) as file:
            for rows, columns in _kinds(database, args):
                await _write(file, rows, columns if args.format == "csv" else ())
    except OSError as error:
        print(f"zvestka export: {error.filename or 'standard output'}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        await database.close()
    return 0


def _kinds(database: Database, args: argparse.Namespace) -> Iterator[tuple[Rows, Sequence[str]]]:
    """People come first, so that the events that name them find them."""
    if not args.events:
        yield _people(database), PERSON_COLUMNS
    if not args.people:
        yield _events(database), EVENT_COLUMNS


async def _people(database: Database) -> Rows:
    async for listed in People(database).everyone():
        yield {"code": listed.code, **write_person(listed.person)}


async def _events(database: Database) -> Rows:
    async for filed in Events(database).everything():
        if filed.state in _TOLD:
            yield write_event(filed.event)


async def _write(file: TextIO, rows: Rows, columns: Sequence[str]) -> None:
    """Write a table where there are columns, else JSON Lines."""
    if columns:
        file.writelines(write_cells([row async for row in rows], columns))
        return
    async for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file
