"""``zvestka check``: every setting in force, secrets hidden, and whether everything is well."""

import argparse
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, fields

from bot.config import Settings
from bot.health import TokenState, token_state
from commands import Commands
from storage.errors import StorageError
from storage.store import Store

SECRET = frozenset({"bot_token", "database_url", "editors"})
TOKEN_WORDS: Mapping[TokenState, str] = {
    TokenState.KNOWN: "Telegram knows this bot",
    TokenState.UNKNOWN: "Telegram does not know ZVESTKA_BOT_TOKEN: was it revoked?",
    TokenState.UNSET: "ZVESTKA_BOT_TOKEN is not set",
    TokenState.UNREACHABLE: "Telegram cannot be reached at ZVESTKA_TELEGRAM_API",
}


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


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    try:
        store = await Store.open(settings.database_url, settings.key_file)
    except StorageError as error:
        yield Finding(fine=False, words=f"store: {error}")
    else:
        yield Finding(fine=True, words=f"store: {await store.people.count()} people, schema up to date")
        await store.close()
    enough = len(settings.editors) >= settings.approvals
    yield Finding(enough, f"editors: {len(settings.editors)} named, {settings.approvals} must approve")
    token = await token_state(settings)
    yield Finding(token is TokenState.KNOWN, f"token: {TOKEN_WORDS[token]}")
