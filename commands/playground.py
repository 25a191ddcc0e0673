"""``zvestka playground``: the same bot with a Telegram of its own on this machine. No token, no account, no network."""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from bot.runtime import run
from commands import Commands
from commands.run import stop_on_signals
from commands.starter import fill, replays
from domain.records import write_event
from playground import FEED, Posting, Script, Telegram, open_playground
from playground.cast import gather
from playground.chats import Person

PORT = 8081


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("playground", help="try everything in the browser: no token, no network")
    parser.add_argument(
        "--port", type=int, default=PORT, choices=range(65_536), metavar="N", help=f"the port on 127.0.0.1 ({PORT})"
    )
    parser.set_defaults(run=play)


async def play(args: argparse.Namespace, settings: Settings) -> int:
    """Serve the playground until a signal asks to stop; its store is thrown away. Exit 1 where the port is taken."""
    stop = stop_on_signals()
    telegram = Telegram()
    cast = gather(telegram)
    try:
        server = await open_playground(telegram, cast.phones, list(_scripts(cast.editors[0])), port=args.port)
    except OSError as error:
        print(f"zvestka playground: port {args.port}: {error.strerror}; choose another: --port N", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="zvestka-playground-") as folder:
        try:
            await _play(
                _settings(settings, Path(folder), telegram, cast.editors, server.url), telegram, cast.editors, stop
            )
        finally:
            await server.close()
    return 0


async def _play(settings: Settings, telegram: Telegram, editors: Sequence[Person], stop: asyncio.Event) -> None:
    await fill(settings, SystemClock())
    for editor in editors:
        telegram.type(editor.chat_id, editor.id, f"/language {editor.language_code}")
    print(f"Zvestka's playground is open on {settings.telegram_api} (Ctrl+C closes it)", flush=True)
    await run(settings, SystemClock(), stop)


def _settings(
    settings: Settings, folder: Path, telegram: Telegram, editors: Iterable[Person], address: str
) -> Settings:
    return replace(
        settings,
        data_dir=folder,
        key_file=folder / "key" / "key",
        database_url=f"sqlite:///{folder / 'zvestka.db'}",
        bot_token=telegram.token,
        telegram_api=address,
        editors=tuple(editor.id for editor in editors),
        sources=str(_sources(folder, address)),
    )


def _sources(folder: Path, address: str) -> Path:
    """Write the only source that is read here: the playground's own news site, every three seconds."""
    file = folder / "sources.toml"
    file.write_text(
        f"""defaults = false
[newsstand]
kind = "feed"
url = "{address}{FEED}"
publisher = "News site"
tier = "press"
language = "en"
every = 0.05
dedicated = true
""",
        "utf-8",
    )
    return file


REPORTED = Posting(
    "A source reports: 52 released, 11 September 2025",
    "Belarus frees 52 prisoners",
    "On 11 September 2025, 52 prisoners were released in Belarus and taken to Lithuania. Among those released are "
    "Ihar Losik, Uladzimir Matskevich and Mikalai Dziadok.\n"
    "In June of that year, 14 people had been released.",
)
"""Told in our own words after the sources of that event in data/events.jsonl."""


def _scripts(editor: Person) -> Iterable[Script | Posting]:
    for event in replays():
        pasted = json.dumps(write_event(event), ensure_ascii=False)
        yield Script(f"{event.date}: {event.kind}, {event.count} people", editor.id, f"/announce {pasted}")
    yield REPORTED
