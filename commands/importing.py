"""``zvestka import``: Viasna's register export, or people and events as JSON Lines, into the store."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Never

from tqdm import tqdm

from bot.clock import SystemClock
from bot.config import Settings
from bot.lexicons import load_name_lexicon
from commands import Commands
from commands.import_words import backlog, changes, listings, reasons, rejected, summary
from domain.ports import Clock
from sources.imported import LARGEST_FILE, AnyRow, FileProblem, FileRefused, decoded
from sources.jsonl import is_jsonl, read_jsonl, read_spreadsheet
from sources.spreadsheet import is_ours
from sources.viasna_register import Register
from storage.columns import minsk_day
from storage.database import Database
from storage.people import People
from storage.reports import Reports
from workers.import_plan import Plan
from workers.importing import check_size, plan_import, write_import


def register(commands: "Commands") -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="read Viasna's register (CSV), or people and events (JSON Lines)")
    parser.add_argument("file", type=Path, help="the export as downloaded, people.jsonl or events.jsonl")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument(
        "--even-if-smaller", action="store_true", help="take a register that lost over 10 %% of its people"
    )
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write every refused row with its reason to FILE")
    parser.set_defaults(run=import_file)


async def import_file(args: argparse.Namespace, settings: Settings) -> int:
    """Import one file and sum up; exit 1 where the file as a whole is rejected."""
    clock = SystemClock()
    try:
        source = _read(args.file, clock.now())
        with _database_url(settings, dry=args.dry_run) as url:
            database = await Database.open(url)
            try:
                plan = await _import(database, source, args, clock)
                waiting = await Reports(database).count_waiting()
            finally:
                await database.close()
        return _tell(plan, waiting, args)
    except FileRefused as refused:
        print(f"zvestka import: {args.file}: {rejected(refused)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"zvestka import: {error.filename or args.file}: {error.strerror}", file=sys.stderr)
        return 1


@dataclass(frozen=True, slots=True)
class _Source:
    """The rows of a file; ``register`` is None where they are JSON Lines."""

    rows: Iterable[AnyRow]
    register: Register | None = None


def _read(path: Path, now: datetime) -> _Source:
    status = path.stat()
    if status.st_size > LARGEST_FILE:
        raise FileRefused(FileProblem.TOO_LARGE, f"{status.st_size:,}")
    text = decoded(path.read_bytes())
    if is_jsonl(text):
        return _Source(read_jsonl(text))
    if is_ours(text):
        return _Source(read_spreadsheet(text))
    saved = datetime.fromtimestamp(status.st_mtime, UTC)
    found = Register.parse(text, minsk_day(saved), minsk_day(now))
    if not len(found):
        raise FileRefused(FileProblem.EMPTY)
    return _Source(found.rows(), found)


def _database_url(settings: Settings, *, dry: bool) -> AbstractContextManager[str]:
    """Give the store's address; a dry run where there is none yet must not make one, and takes one to throw away."""
    path = Path(settings.database_url.removeprefix("sqlite:///")).expanduser()
    if dry and settings.database_url.startswith("sqlite:") and not path.exists():
        return _throwaway()
    return nullcontext(settings.database_url)


@contextmanager
def _throwaway() -> Iterator[str]:
    with TemporaryDirectory(prefix="zvestka-dry-run-") as folder:
        yield f"sqlite:///{folder}/zvestka.db"


async def _import(database: Database, source: _Source, args: argparse.Namespace, clock: Clock) -> Plan:
    register = source.register
    if register is not None and not args.even_if_smaller:
        await check_size(database, register)
    rows = _bar(source.rows, "reading", None if register is None else len(register))
    plan = await plan_import(database, rows, register, load_name_lexicon(), clock.now())
    if args.dry_run:
        known = {listed.person.id: listed.person async for listed in People(database).everyone()}
        print("\n".join(changes(plan, known)))
    else:
        with _progress("storing", len(plan.people) + len(plan.events)) as bar:
            await write_import(database, plan, register, clock, bar.update)
    return plan


def _tell(plan: Plan, waiting: int, args: argparse.Namespace) -> int:
    if args.refused:
        args.refused.write_text("".join(f"{line}\n" for line in reasons(plan.refused)), "utf-8")
    print("\n".join([*summary(plan, dry=args.dry_run), *backlog(waiting), *listings(plan)]))
    if plan.took_nothing:
        print(f"zvestka import: {args.file}: {rejected(FileRefused(FileProblem.NOTHING_TAKEN))}", file=sys.stderr)
    return int(plan.took_nothing)


def _progress(title: str, total: int) -> "tqdm[Never]":
    return tqdm(desc=title, total=total, unit=" rows", file=sys.stderr, disable=not sys.stderr.isatty())


def _bar(rows: Iterable[AnyRow], title: str, total: int | None) -> Iterable[AnyRow]:
    return tqdm(rows, desc=title, total=total, unit=" rows", file=sys.stderr, disable=not sys.stderr.isatty())
