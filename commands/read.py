"""``zvestka read``: what events a text tells."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.config import Settings
from bot.lexicons import load_name_lexicon, load_reading_lexicon
from commands import Commands
from commands.fetching import PageError, page_text
from domain.names import NameIndex, Verdict
from domain.person import Code, PersonId
from domain.reading import Fact, ReadEvent, Reading, Span, read
from storage.database import Database
from storage.people import Cursor, People
from workers.indexing import take_names


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("read", help="what events a text tells, and what it only recalls")
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE-or-URL",
        help="a UTF-8 text whose first line is the headline, or an https address",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a file, in order")
    parser.set_defaults(run=read_files)


async def read_files(args: argparse.Namespace, settings: Settings) -> int:
    """Print what every file tells; exit 2 where one cannot be read."""
    texts = await _texts(args.files, settings)
    if texts is None:
        return 2
    lexicon = load_reading_lexicon()
    readings = [read(text, lexicon) for text in texts]
    ids = await _ids(readings, settings)
    for name, reading in zip(args.files, readings, strict=True):
        if args.json:
            print(json.dumps(_object(reading, ids), ensure_ascii=False))
        else:
            print("\n".join(_lines(name, reading, ids)))
    return 0


async def _texts(names: Sequence[str], settings: Settings) -> Sequence[str] | None:
    texts = []
    for name in names:
        try:
            texts.append(await page_text(name, settings) if "://" in name else _file_text(name))
        except PageError as error:
            print(f"zvestka read: {error}", file=sys.stderr)
            return None
        except (OSError, UnicodeDecodeError) as error:
            print(f"zvestka read: cannot read {name} as UTF-8 text: {error}", file=sys.stderr)
            return None
    return texts


def _file_text(name: str) -> str:
    return Path(name).read_text("utf-8")


async def _ids(readings: Iterable[Reading], settings: Settings) -> dict[str, PersonId]:
    """Return the ids of the names that mean one person of the store for certain; empty where nobody is listed."""
    names = {who.value for reading in readings for event in _every(reading) for who in event.people}
    if not names:
        return {}
    database = await Database.open(settings.database_url)
    try:
        people = People(database)
        if not await people.count():
            return {}
        index = NameIndex(load_name_lexicon())
        await take_names(people, index, Cursor())
        codes = {name: code for name in sorted(names) if (code := _certain(index, name)) is not None}
        listed = {each.code: each.person.id for each in await people.by_codes(list(codes.values()))}
        return {name: listed[code] for name, code in codes.items() if code in listed}
    finally:
        await database.close()


def _certain(index: NameIndex, name: str) -> Code | None:
    looked_up = index.find(name, 1)
    return looked_up.matches[0].code if looked_up.verdict is Verdict.FOUND else None


def _every(reading: Reading) -> tuple[ReadEvent, ...]:
    return (*reading.events, *reading.background)


def _object(reading: Reading, ids: dict[str, PersonId]) -> dict[str, object]:
    return {
        "events": [_event(event, ids) for event in reading.events],
        "background": [_event(event, ids) for event in reading.background],
    }


def _event(event: ReadEvent, ids: dict[str, PersonId]) -> dict[str, object]:
    return {
        "kind": event.kind.value,
        "date": str(event.date.value) if event.date else None,
        "count": _value(event.count),
        "women": _value(event.women),
        "men": _value(event.men),
        "people": [{"name": who.value, "id": ids.get(who.value), "at": _at(who.span)} for who in event.people],
        "articles": [article.value for article in event.articles],
        "term": {"years": event.term.value.years, "months": event.term.value.months} if event.term else None,
        "place": event.place.value if event.place else None,
        "told_by": [_at(span) for span in event.told_by],
    }


def _at(span: Span) -> list[int]:
    """Return where something stands: characters of the file, from and up to."""
    return [span.start, span.end]


def _value(fact: Fact[int] | None) -> int | None:
    return fact.value if fact else None


def _lines(name: str, reading: Reading, ids: dict[str, PersonId]) -> Iterable[str]:
    yield name
    if not reading.events:
        yield "  nothing new"
    for told in reading.events:
        yield from _paragraph("new", told, ids)
    for told in reading.background:
        yield from _paragraph("recalled", told, ids)


def _paragraph(title: str, event: ReadEvent, ids: dict[str, PersonId]) -> Iterable[str]:
    day = event.date.value if event.date else "-"
    yield f"  {title}: {event.kind.value}  {day}  {_value(event.count) or '-'}"
    for who in event.people:
        yield f"    {who.value}  {ids.get(who.value, '')}".rstrip()
