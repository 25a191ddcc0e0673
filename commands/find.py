"""``zvestka find``: the look-up, from the shell."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from bot.lexicons import load_name_lexicon
from commands import Commands
from domain.language import ENGLISH
from domain.names import Lookup, NameIndex
from domain.person import Code, Listed
from storage.database import Database
from storage.people import Cursor, People
from workers.indexing import settle_memory, take_names


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("find", help="look a name up in the store")
    parser.add_argument("text", nargs="*", help="the name, in any spelling, script, order or case ending")
    parser.add_argument("--batch", type=Path, metavar="FILE", help="look up every line of a UTF-8 file")
    parser.add_argument("--json", action="store_true", help="one JSON object a query")
    parser.add_argument("--limit", type=_positive, default=5, metavar="N", help="at most so many matches (5)")
    parser.set_defaults(run=find)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return number


async def find(args: argparse.Namespace, settings: Settings) -> int:
    """Print what every query finds; exit 1 where a single query finds nobody."""
    queries = _queries(args)
    if queries is None:
        return 2
    database = await Database.open(settings.database_url)
    try:
        people = People(database)
        index = await index_people(people)
        found = 0
        for query in queries:
            found += await _answer(people, index, query, args)
    finally:
        await database.close()
    return 0 if found or args.batch else 1


def _queries(args: argparse.Namespace) -> Sequence[str] | None:
    if args.batch and not args.text:
        try:
            text: str = args.batch.read_text("utf-8")
            return text.removesuffix("\n").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            print(f"zvestka find: cannot read {args.batch} as UTF-8 text: {error}", file=sys.stderr)
            return None
    if args.text and not args.batch:
        return [" ".join(args.text)]
    print("zvestka find: give a name, or --batch FILE with a name a line", file=sys.stderr)
    return None


async def index_people(people: People) -> NameIndex:
    """Return an index over everybody in the store."""
    index = NameIndex(load_name_lexicon())
    await take_names(people, index, Cursor())
    settle_memory()
    if not len(index):
        print("zvestka find: nobody is in the store yet; `zvestka import FILE` fills it", file=sys.stderr)
    return index


async def _answer(people: People, index: NameIndex, query: str, args: argparse.Namespace) -> bool:
    clock = SystemClock()
    start = clock.monotonic()
    looked_up = index.find(query, args.limit)
    milliseconds = (clock.monotonic() - start) * 1_000
    listed = {each.code: each for each in await people.by_codes([match.code for match in looked_up.matches])}
    if args.json:
        print(json.dumps(_object(query, looked_up, listed, milliseconds), ensure_ascii=False))
    else:
        print("\n".join(_lines(looked_up, listed.values())))
    return bool(looked_up.matches)


def _object(query: str, looked_up: Lookup, listed: dict[Code, Listed], milliseconds: float) -> dict[str, object]:
    matches = [
        {
            "id": listed[match.code].person.id,
            "name": listed[match.code].person.name(ENGLISH),
            "score": round(match.score, 3),
        }
        for match in looked_up.matches
        if match.code in listed
    ]
    return {"query": query, "verdict": looked_up.verdict.value, "matches": matches, "ms": round(milliseconds, 3)}


def _lines(looked_up: Lookup, listed: Iterable[Listed]) -> Iterable[str]:
    yield looked_up.verdict.value
    for each in listed:
        person = each.person
        born = f" ({person.born})" if person.born else ""
        yield f"  {each.code:>6}  {person.name(ENGLISH)}{born}  {person.custody.status.value}  {person.id}"
