"""``zvestka check``: every setting in force, secrets hidden, and whether everything is well."""

import argparse
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

from bot.clock import SystemClock
from bot.config import NO_SOURCES, Settings
from bot.health import TokenState, token_state
from bot.sources import sources_in_force
from commands import Commands
from commands.sources import NO_CONTACT
from domain.polling import SourceState
from domain.status import is_late, longest
from domain.steadiness import Steadiness, at_start
from storage.clock import ClockRow
from storage.errors import StorageError
from storage.store import Store

SECRET = frozenset({"bot_token", "database_url", "editors"})
TOKEN_WORDS: Mapping[TokenState, str] = {
    TokenState.KNOWN: "Telegram knows this bot",
    TokenState.UNKNOWN: "Telegram does not know ZVESTKA_BOT_TOKEN: was it revoked?",
    TokenState.UNSET: "ZVESTKA_BOT_TOKEN is not set",
    TokenState.UNREACHABLE: "Telegram cannot be reached at ZVESTKA_TELEGRAM_API",
}


_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``fine`` is false where the operator must mend something."""

    fine: bool
    words: str


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="is everything well: configuration, store, token")
    parser.set_defaults(run=check)


async def check(_args: argparse.Namespace, settings: Settings) -> int:
    """Print every setting in force and every finding; exit 1 where something must be mended."""
    for field in fields(settings):
        value = getattr(settings, field.name)
        shown = ("set" if value else "not set") if field.name in SECRET else value
        print(f"ZVESTKA_{field.name.upper()} = {shown}")
    well = True
    async for finding in _findings(settings):
        print(f"{'ok   ' if finding.fine else 'WRONG'} {finding.words}")
        well = well and finding.fine
    return 0 if well else 1


def _sources(settings: Settings, states: Mapping[str, SourceState]) -> Iterator[Finding]:
    """Look at the sources that are read; one that was not polled yet is nobody's fault."""
    rows = sources_in_force(settings).rows
    if not rows:
        off = settings.sources == NO_SOURCES
        yield Finding(fine=True, words="sources: switched off by ZVESTKA_SOURCES" if off else NO_CONTACT)
    now = SystemClock().now()
    polled = [(row, states[row.name]) for row in rows if row.name in states]
    ill = [row.name for row, state in polled if not state.is_well(row.every, now)]
    if ill:
        yield Finding(fine=False, words=f"sources that give nothing (see `zvestka sources`): {', '.join(ill)}")
    elif rows:
        yield Finding(fine=True, words=f"sources: {len(rows)} read, {len(polled)} polled so far")


def _clock(kept: Steadiness | None) -> Finding:
    """Look at this machine's date, against the one at which the bot looked last."""
    now = SystemClock().now()
    shown = f"clock: {now:%Y-%m-%d %H:%M} UTC"
    if kept is None or at_start(kept, now).steady == kept.steady:
        return Finding(fine=True, words=shown)
    return Finding(fine=False, words=f"{shown}, the bot last saw {kept.beat:%Y-%m-%d %H:%M}: set it if it is wrong")


async def _outbox(store: Store, rate: float) -> AsyncIterator[Finding]:
    """Look at who waits, digests apart: nobody should wait much longer than sending to all of their event takes."""
    now = SystemClock().now()
    waiting, failed = await store.outbox.waiting(), await store.outbox.failed_since(now - _DAY)
    counts = f"{sum(event.chats for event in waiting)} chats waiting, {failed} failed within a day"
    first = longest(waiting)
    if first is None:
        yield Finding(fine=True, words=f"outbox: {counts}")
    else:
        sending, wait = await store.outbox.sending(first.number), first.wait(now)
        late = is_late(wait, sending.sent + sending.waiting + sending.failed, rate)
        since = f"since {first.since:%Y-%m-%d %H:%M} UTC ({wait // _MINUTE} min)"
        blame = ": is `zvestka run` at work, and does Telegram answer it?" if late else ""
        yield Finding(not late, f"outbox: {counts}, the first {since}{blame}")
    for event in waiting:
        if event.stopped:
            words = f"outbox: an editor has stopped event {event.number}, {event.chats} chats wait for it"
            yield Finding(fine=True, words=words)


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    try:
        store = await Store.open(settings.database_url, settings.key_file)
    except StorageError as error:
        yield Finding(fine=False, words=f"store: {error}")
    else:
        yield Finding(fine=True, words=f"store: {await store.people.count()} people, schema up to date")
        for finding in _sources(settings, await store.sources.states()):
            yield finding
        async for finding in _outbox(store, settings.send_rate):
            yield finding
        yield _clock(await ClockRow(store.database).kept())
        await store.close()
    enough = len(settings.editors) >= settings.approvals
    yield Finding(enough, f"editors: {len(settings.editors)} named, {settings.approvals} must approve")
    if enough and len(settings.editors) == settings.approvals:
        yield Finding(
            fine=True,
            words="editors: unusual news needs one more than there are (somebody free already, many releases)",
        )
    token = await token_state(settings)
    yield Finding(token is TokenState.KNOWN, f"token: {TOKEN_WORDS[token]}")
