"""A polling loop at work, with a handler that a test can hold up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update

from bot.polling import HANDLING_SECONDS, Polling
from domain.ports import Clock
from handlers.speaking import Speaking
from playground import Telegram

PATIENCE_SECONDS = 10


@dataclass(slots=True)
class Polled:
    """What the handler was given; a text in ``held`` is not finished before its event is set."""

    telegram: Telegram
    polling: Polling
    speaks: bool
    speaking: Speaking
    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, update: Update) -> None:
        text = (update.effective_message and update.effective_message.text) or ""
        self.begun.append(text)
        self.changed.set()
        if self.speaks:
            self.speaking.begin(update.update_id)
        if text in self.held:
            await self.held[text].wait()
        self.done.append(text)
        self.changed.set()

    async def until(self, *texts: str, begun: bool = False) -> None:
        """Wait until all these have been handled (or begun)."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not set(texts) <= set(self.begun if begun else self.done):
                self.changed.clear()
                await self.changed.wait()

    def waiting(self) -> list[Any]:
        """Return what Telegram would give again after a crash now."""
        return [each["message"]["text"] for each in self.telegram.updates.pending()]


@asynccontextmanager
async def polled(
    telegram: Telegram, bot: Bot, clock: Clock, patience: float = HANDLING_SECONDS, *, speaks: bool = False
) -> AsyncIterator[Polled]:
    """Poll until the block ends; ``speaks``: the handler begins to answer before it is held up."""

    async def handle(update: Update) -> None:
        await here.handle(update)

    speaking = Speaking()
    here = Polled(telegram, Polling(bot, handle, clock, patience, speaking=speaking), speaks, speaking)
    running = asyncio.create_task(here.polling.run())
    try:
        yield here
    finally:
        running.cancel()
        await asyncio.wait({running})
        assert running.cancelled(), running.exception()
