"""`zvestka check` says when this machine's date cannot be right."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import Settings
from commands.check import check
from domain.steadiness import Steadiness
from storage.clock import ClockRow
from storage.store import Store


@pytest.mark.parametrize(
    ("looked", "fine"),
    [
        (None, True),
        (timedelta(minutes=-1), True),
        (timedelta(days=-44), True),
        (timedelta(days=1), False),
        (timedelta(days=3_652), False),
        (timedelta(days=-3_652), False),
    ],
)
async def test_a_date_is_held_against_the_one_the_bot_saw_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], looked: timedelta | None, fine: bool
) -> None:
    settings = Settings(tmp_path, tmp_path / "key" / "key", f"sqlite:///{tmp_path / 'zvestka.db'}")
    if looked is not None:
        store, seen = await Store.open(settings.database_url, settings.key_file), SystemClock().now() + looked
        await ClockRow(store.database).note(Steadiness(seen, seen))
        await store.close()
    assert await check(argparse.Namespace(), settings) == 1, "there is no token"
    [line] = [line for line in capsys.readouterr().out.splitlines() if "clock: " in line]
    assert line.startswith("ok    clock: " if fine else "WRONG clock: ")
    assert ("set it if it is wrong" in line) is not fine
