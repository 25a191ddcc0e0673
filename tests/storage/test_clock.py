"""The last look at the clock is kept."""

from datetime import timedelta

from domain.steadiness import Steadiness
from storage.clock import ClockRow
from storage.database import Database
from tests.clock import START


async def test_the_last_look_is_kept_and_only_that(database: Database) -> None:
    row = ClockRow(database)
    assert await row.kept() is None
    for days in (1, 0, -3_652, 3_652):
        looked = Steadiness(START + timedelta(days=days), START - timedelta(days=days))
        await row.note(looked)
        assert await row.kept() == looked
