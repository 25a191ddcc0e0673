"""The real bot, over real HTTP, on a Telegram of its own: what a person types and sees."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conversations.live import Live, open_live


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Live]:
    """Yield a running bot with the starter data and two editors who have pressed Start."""
    async with asyncio.timeout(100), open_live(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Live]:
    """Yield a bot that the tests of a module share; ``loop_scope="module"`` is theirs too."""
    async with open_live(tmp_path_factory.mktemp("shared")) as bot:
        yield bot


@pytest.fixture
def shared(running: Live, caplog: pytest.LogCaptureFixture) -> Iterator[Live]:
    """Yield the module's bot; Telegram refuses none of its calls, and it reports no fault of its own."""
    since = len(running.telegram.calls)
    yield running
    assert not running.refused(since)
    assert not [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@pytest.fixture
def strained(running: Live, caplog: pytest.LogCaptureFixture) -> Iterator[Live]:
    """Yield the module's bot for a test in which Telegram refuses on purpose; the bot reports no fault of its own."""
    yield running
    running.telegram.faults.clear()
    assert not [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
