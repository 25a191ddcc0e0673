"""``zvestka publish``: put an event before the editors; confirm it from the shell only where that is allowed."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from commands import Commands
from commands.find import index_people
from domain.brake import Worry, editors_needed
from domain.event import Event, EventState, Filed
from domain.language import ENGLISH
from domain.matching import match_people
from domain.names import Verdict
from domain.person import PersonId
from domain.records import read_news, read_object
from domain.refusal import Refused
from storage.confirmation import confirm
from storage.errors import AlreadyConfirmed
from storage.store import Store
from texts.phrasebook import Phrasebook
from texts.proof import Proof, proof
from texts.refusals import refusal

_WORRIES: Mapping[Worry, str] = {
    Worry.ALREADY_FREE: "somebody it names was released or died earlier, according to the register",
    Worry.MANY_RELEASES: "unusually many releases were confirmed within an hour",
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("publish", help="put an event (a JSON file) before the editors")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--confirmed-by",
        type=int,
        action="append",
        default=[],
        metavar="EDITOR",
        help="an editor's user id; two different ones confirm (only with ZVESTKA_SHELL_APPROVAL=1)",
    )
    parser.set_defaults(run=publish)


async def publish(args: argparse.Namespace, settings: Settings) -> int:
    """File the event; with enough editors named, confirm it. Exit 1 where it was not done."""
    trouble = _not_allowed(args.confirmed_by, settings)
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


def _not_allowed(editors: Sequence[int], settings: Settings) -> str:
    if not editors:
        return ""
    if not settings.shell_approval:
        return "--confirmed-by needs ZVESTKA_SHELL_APPROVAL=1 (drills and tests); else editors approve in their chats"
    strangers = [editor for editor in editors if editor not in settings.editors]
    if strangers:
        return "--confirmed-by takes ids that stand in ZVESTKA_EDITORS"
    if len(set(editors)) < settings.approvals:
        return f"{settings.approvals} different editors must confirm (--confirmed-by A --confirmed-by B)"
    return ""


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
    # The editors named stand for it already: the desk need not show them what is confirmed in a moment.
    await store.events.mark_shown(filed.number, SystemClock().now())
    shown = proof(filed, await store.named(filed.event), phrasebook)
    worries = await store.worries(filed.event, SystemClock().now())
    if len(set(editors)) < editors_needed(settings.approvals, worries):
        print(f"zvestka publish: event {filed.number} is a draft: {_braked(worries, settings)}", file=sys.stderr)
        return 1
    recipients = await _confirm(store, filed, shown, editors, settings.approvals)
    print(f"event {filed.number} confirmed; chats to tell: {recipients}")
    return 0


def _braked(worries: frozenset[Worry], settings: Settings) -> str:
    why = " and ".join(_WORRIES[worry] for worry in sorted(worries))
    return f"{why}; {settings.approvals + 1} different editors must confirm it"


async def _confirm(store: Store, filed: Filed, shown: Proof, editors: Sequence[int], needed: int) -> int:
    now = SystemClock().now()
    await store.subscribers.load()
    for editor in editors:
        key = store.sealer.editor_key(editor)
        await store.events.approve(filed.number, filed.event.revision, key, shown.digest, now)
    confirmed = await confirm(store.database, store.subscribers, filed, shown.audience, shown.digest, needed, now)
    return confirmed.recipients


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
