"""The real bot, over real HTTP, on a Telegram of its own: what a person types and sees."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.live import Live, open_live


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Live]:
    """Yield a running bot with the starter data and two editors who have pressed Start."""
    async with asyncio.timeout(100), open_live(tmp_path) as running:
        yield running
