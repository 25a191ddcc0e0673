"""The whole store in one fixture."""

import pytest

from storage.database import Database
from storage.sealing import Sealer
from tests.storage.samples import House


@pytest.fixture
async def house(database: Database, sealer: Sealer) -> House:
    """Give an empty store, on each engine."""
    house = House(database, sealer)
    await house.subscribers.load()
    return house
