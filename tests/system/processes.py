"""The program as its users run it: separate processes, a real database file, the playground's Bot API over HTTP."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playground import Telegram

PATIENCE_SECONDS = 40

MOST_SAID_BYTES = 1 << 24
"""What a process says is read as it comes, so that it never waits for a test that looks only at the end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Installation:
    """One installation: its folder, and the settings every process of it gets."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    program: str = "main"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "zvestka.db"

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONWARNINGS": "error",
            "ZVESTKA_DATA_DIR": str(self.folder / "data"),
            "ZVESTKA_KEY_FILE": str(self.folder / "secret" / "key"),
            "ZVESTKA_SOURCES": "off",
            **self.settings,
        }

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.program,
            *arguments,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MOST_SAID_BYTES,
        )

    async def command(self, *arguments: str) -> Ended:
        process = await self.start(*arguments)
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await process.communicate()
        return Ended(process.returncode or 0, out.decode(), err.decode())

    @asynccontextmanager
    async def running(self, telegram: Telegram) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the bot until the block ends; it has met Telegram when the block begins."""
        greeted = _greetings(telegram)
        process = await self.start("run")
        try:
            await telegram.wait_for(
                lambda: _greetings(telegram) > greeted or process.returncode is not None, PATIENCE_SECONDS
            )
            yield process
        finally:
            await stop(process)


def _greetings(telegram: Telegram) -> int:
    return sum(call.method == "deleteWebhook" for call in telegram.calls)


async def stop(process: asyncio.subprocess.Process) -> Ended:
    """Ask the process to stop, and read what it has said."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_SECONDS):
        out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


def bot_settings(telegram: Telegram, url: str, editors: Sequence[int] = (), **more: str) -> dict[str, str]:
    """Return the settings of a bot on the playground's Telegram."""
    return {
        "ZVESTKA_BOT_TOKEN": telegram.token,
        "ZVESTKA_TELEGRAM_API": url,
        "ZVESTKA_EDITORS": ",".join(map(str, editors)),
        **{f"ZVESTKA_{name.upper()}": value for name, value in more.items()},
    }
