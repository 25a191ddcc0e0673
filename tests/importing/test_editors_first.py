"""What editors drafted or confirmed is not overwritten by an import."""

import json
from datetime import UTC, datetime

import pytest

from domain.event import Event, EventKind, EventState
from storage.database import Database
from storage.events import Events
from tests.importing.exports import save
from tests.importing.shell import Shell


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.CONFIRMED, EventState.DROPPED])
async def test_an_event_in_the_editors_hands_stays_there(
    shell: Shell, capsys: pytest.CaptureFixture[str], state: EventState
) -> None:
    database = await Database.open(shell.settings.database_url)
    await Events(database).file(Event("wave", EventKind.PARDON, count=37), state, datetime(2026, 1, 1, tzinfo=UTC))
    await database.close()
    file = save(shell.folder, json.dumps({"id": "wave", "kind": "pardon", "count": 52}), "events.jsonl")
    assert await shell.zvestka("import", file) == 0
    assert "line 1: wave" in capsys.readouterr().out
    filed = (await shell.events())["wave"]
    assert (filed.state, filed.event.count) == (state, 37)
