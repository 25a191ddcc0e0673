"""A Telegram of one's own, and a bot that has met it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.application import open_application
from bot.clock import SystemClock
from playground import Server, Telegram, serve
from workers.pacer import Pacer


@pytest.fixture
def telegram() -> Telegram:
    """Return a Telegram with nobody in it."""
    return Telegram()


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[Server]:
    """Serve ``telegram`` over HTTP."""
    running = await serve(telegram)
    yield running
    await running.close()


@pytest.fixture
async def bot(telegram: Telegram, server: Server) -> AsyncIterator[Bot]:
    """Give a bot that knows who it is."""
    async with open_application(telegram.token, server.url, Pacer(1_000, SystemClock())) as application:
        await application.initialize()
        yield application.bot
