"""Confirming from the shell, in drills and tests only: which editors stand for it, and what they are told."""

import argparse
import sys
from collections.abc import Mapping, Sequence

from bot.clock import SystemClock
from bot.config import Settings
from domain.brake import Worry, editors_needed
from domain.event import Filed
from storage.confirmation import confirm
from storage.store import Store
from texts.phrasebook import Phrasebook
from texts.proof import proof_of

_WORRIES: Mapping[Worry, str] = {
    Worry.ALREADY_FREE: "somebody it names was released or died earlier, according to the register",
    Worry.MANY_RELEASES: "unusually many releases were confirmed within an hour",
}


def add_editors(parser: argparse.ArgumentParser) -> None:
    """Let a command be told who confirms."""
    parser.add_argument(
        "--confirmed-by",
        type=int,
        action="append",
        default=[],
        metavar="EDITOR",
        help="an editor's user id; two different ones confirm (only with ZVESTKA_SHELL_APPROVAL=1)",
    )


def not_allowed(editors: Sequence[int], settings: Settings) -> str:
    """Return why ``editors`` may not confirm from the shell; empty where they may, and where nobody is named."""
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


async def confirm_as(
    store: Store, filed: Filed, phrasebook: Phrasebook, editors: Sequence[int], settings: Settings
) -> int | None:
    """Let ``editors`` approve what lies on the desk; return how many chats it goes to.

    None, with the reason on standard error, where it is unusual and they are too few.
    """
    now = SystemClock().now()
    worries = await store.worries(filed.event, now)
    if len(set(editors)) < editors_needed(settings.approvals, worries):
        print(f"zvestka: event {filed.number} is a draft: {_braked(worries, settings)}", file=sys.stderr)
        return None
    # The editors named stand for it already: the desk need not show them what is confirmed in a moment.
    await store.events.mark_shown(filed.number, now)
    await store.subscribers.load()
    shown = proof_of(await store.draft(filed), phrasebook)
    for editor in editors:
        key = store.sealer.editor_key(editor)
        await store.events.approve(filed.number, filed.event.revision, key, shown.digest, now)
    needed = settings.approvals
    confirmed = await confirm(store.database, store.subscribers, filed, shown.audience, shown.digest, needed, now)
    return confirmed.recipients


def _braked(worries: frozenset[Worry], settings: Settings) -> str:
    why = " and ".join(_WORRIES[worry] for worry in sorted(worries))
    return f"{why}; {settings.approvals + 1} different editors must confirm it"
