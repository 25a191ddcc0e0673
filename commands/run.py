"""``zvestka run``: the bot on Telegram, until SIGINT or SIGTERM."""

import argparse
import asyncio
import signal

from bot.clock import SystemClock
from bot.config import Settings
from bot.runtime import run
from commands import Commands


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("run", help="run the bot on Telegram (ZVESTKA_BOT_TOKEN)")
    parser.set_defaults(run=run_bot)


async def run_bot(_args: argparse.Namespace, settings: Settings) -> int:
    """Run until a signal asks to stop; what is under way is finished first."""
    await run(settings, SystemClock(), stop_on_signals())
    return 0


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    return stop
