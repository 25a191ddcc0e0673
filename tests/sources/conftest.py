"""A careful client of this machine."""

from collections.abc import AsyncIterator

import pytest

from sources.http import CarefulClient
from tests.clock import FakeClock
from tests.sources.web import careful


@pytest.fixture
async def client(clock: FakeClock) -> AsyncIterator[CarefulClient]:
    """Give a client on the test's clock."""
    async with careful(clock) as made:
        yield made
