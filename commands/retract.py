"""``zvestka retract``: put the retraction of what was sent before the editors; confirm it from the shell in a drill."""

import argparse
import sys
from collections.abc import Mapping

from bot.clock import SystemClock
from bot.config import Settings
from commands import Commands
from commands.confirming import add_editors, confirm_as, not_allowed
from domain.draft import retraction_of
from domain.event import Act, Filed
from domain.language import ENGLISH
from storage.errors import AlreadyFiled, NoSuchEvent, NotSent, StorageError
from storage.store import Store
from texts.phrasebook import Phrasebook

_WHY_NOT: Mapping[type[StorageError], str] = {
    NoSuchEvent: "there is no event {number}",
    NotSent: "nobody has been told of event {number}, or it was retracted before",
    AlreadyFiled: "a correction of event {number} lies before the editors: they approve it or drop it first",
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("retract", help="take back an event that was sent: before the editors, or in a drill")
    parser.add_argument("number", type=int, help="of the event, as previews and `zvestka publish` name it")
    add_editors(parser)
    parser.set_defaults(run=retract)


async def retract(args: argparse.Namespace, settings: Settings) -> int:
    """Put the retraction on the desk; with enough editors named, confirm it. Exit 1 where it was not done."""
    trouble = not_allowed(args.confirmed_by, settings)
    if trouble:
        print(f"zvestka retract: {trouble}", file=sys.stderr)
        return 2
    store = await Store.open(settings.database_url, settings.key_file)
    try:
        return await _retract(store, args, settings)
    finally:
        await store.close()


async def _retract(store: Store, args: argparse.Namespace, settings: Settings) -> int:
    try:
        filed = await _on_desk(store, args.number)
    except (NoSuchEvent, NotSent, AlreadyFiled) as error:
        print(f"zvestka retract: {_WHY_NOT[type(error)].format(number=args.number)}", file=sys.stderr)
        return 1
    if not args.confirmed_by:
        told = (await store.reach(await store.draft(filed))).told
        print(f"the retraction of event {filed.number} waits for the editors; chats that were told: {told}")
        return 0
    recipients = await confirm_as(store, filed, Phrasebook.load(), args.confirmed_by, settings)
    if recipients is None:
        return 1
    print(f"event {filed.number} retracted; chats to tell: {recipients}")
    return 0


async def _on_desk(store: Store, number: int) -> Filed:
    """Return the retraction of an event, also one that lies there already: a drill that was cut off goes on."""
    lying = await store.events.on_desk(number)
    if lying is not None and lying.event.act is Act.CANCEL:
        return lying
    sent = await store.events.by_number(number)
    if sent is None:
        raise NoSuchEvent
    return await store.events.correct(number, retraction_of(sent.event, ENGLISH, ""), SystemClock().now())
