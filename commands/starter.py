"""The starter data that comes with the program, put into a store: what the playground begins with."""

from importlib.resources import files

from bot.config import Settings
from domain.event import EventState
from domain.ports import Clock
from domain.records import read_event, read_object, read_person
from storage.store import Store

BATCH = 500


async def fill(settings: Settings, clock: Clock) -> None:
    """Store the people and events of data/, as history: shown, never sent."""
    store = await Store.open(settings.database_url, settings.key_file)
    try:
        people = [read_person(read_object(line)) for line in _lines("people.jsonl")]
        for start in range(0, len(people), BATCH):
            await store.people.put(people[start : start + BATCH], clock.now().date())
        for line in _lines("events.jsonl"):
            await store.events.file(read_event(read_object(line)), EventState.HISTORY, clock.now())
    finally:
        await store.close()


def _lines(name: str) -> list[str]:
    return files("data").joinpath(name).read_text("utf-8").splitlines()
