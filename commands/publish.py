"""``zvestka publish``: put an event before the editors; confirm it from the shell only where that is allowed."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from commands import Commands
from commands.confirming import add_editors, confirm_as, not_allowed
from commands.find import index_people
from domain.event import Event, EventState
from domain.language import ENGLISH
from domain.matching import match_people
from domain.names import Verdict
from domain.person import PersonId
from domain.records import read_news, read_object
from domain.refusal import Refused
from storage.errors import AlreadyConfirmed
from storage.store import Store
from texts.phrasebook import Phrasebook
from texts.refusals import refusal


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("publish", help="put an event (a JSON file) before the editors")
    parser.add_argument("file", type=Path)
    add_editors(parser)
    parser.set_defaults(run=publish)


async def publish(args: argparse.Namespace, settings: Settings) -> int:
    """File the event; with enough editors named, confirm it. Exit 1 where it was not done."""
    trouble = not_allowed(args.confirmed_by, settings)
    if trouble:
        print(f"zvestka publish: {trouble}", file=sys.stderr)
        return 2
    phrasebook = Phrasebook.load()
    try:
        event = read_news(read_object(args.file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        print(f"zvestka publish: cannot read {args.file}: {error}", file=sys.stderr)
        return 1
    except Refused as refused:
        print(f"zvestka publish: {refusal(refused.refusal, phrasebook.voice(ENGLISH))}", file=sys.stderr)
        return 1
    store = await Store.open(settings.database_url, settings.key_file)
    try:
        return await _file(store, event, phrasebook, args.confirmed_by, settings)
    finally:
        await store.close()


async def _file(store: Store, event: Event, phrasebook: Phrasebook, editors: Sequence[int], settings: Settings) -> int:
    try:
        matched = await _matched(store, event)
        filed = await store.events.file(matched, EventState.DRAFT, SystemClock().now())
    except AlreadyConfirmed:
        print(f"zvestka publish: {event.id} was confirmed before; it is not sent again", file=sys.stderr)
        return 1
    except Refused as refused:
        print(f"zvestka publish: {refusal(refused.refusal, phrasebook.voice(ENGLISH))}", file=sys.stderr)
        return 1
    if matched.unmatched:
        print(f"names nobody in the store matches for certain: {len(matched.unmatched)} (left for the editors)")
    if not editors:
        print(f"event {filed.number} waits for the editors")
        return 0
    recipients = await confirm_as(store, filed, phrasebook, editors, settings)
    if recipients is None:
        return 1
    print(f"event {filed.number} confirmed; chats to tell: {recipients}")
    return 0


async def _matched(store: Store, event: Event) -> Event:
    known = await store.people.codes_of(event.people)
    bare = [name for name in event.people if name not in known]
    certain: dict[str, PersonId | None] = {}
    if bare:
        index = await index_people(store.people)
        for name in bare:
            looked_up = index.find(name, 1)
            codes = [match.code for match in looked_up.matches] if looked_up.verdict is Verdict.FOUND else []
            certain[name] = next((listed.person.id for listed in await store.people.by_codes(codes)), None)
    return match_people(event, known, certain.get)
