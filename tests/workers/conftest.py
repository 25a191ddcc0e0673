"""What the tests of the workers may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.workers.outbox import Outbox, open_outbox


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    """Give an outbox with nothing in it."""
    async with open_outbox(tmp_path) as opened:
        yield opened
