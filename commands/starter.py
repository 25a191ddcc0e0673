"""The starter data that comes with the program, put into a store: what the playground begins with."""

from collections.abc import Sequence
from importlib.resources import files

from bot.config import Settings
from domain.event import Event, EventState
from domain.ports import Clock
from domain.records import read_event, read_object, read_person
from storage.store import Store

BATCH = 500


async def fill(settings: Settings, clock: Clock) -> None:
    """Store the people and events of data/, as history: shown, never sent; what a replay will tell is left out."""
    store = await Store.open(settings.database_url, settings.key_file)
    try:
        people = [read_person(read_object(line)) for line in _lines("people.jsonl")]
        for start in range(0, len(people), BATCH):
            await store.people.put(people[start : start + BATCH], clock.now().date())
        told = {event.id.removeprefix("replay-") for event in replays()}
        for event in map(read_event, map(read_object, _lines("events.jsonl"))):
            if event.id not in told:
                await store.events.file(event, EventState.HISTORY, clock.now())
    finally:
        await store.close()


def replays() -> Sequence[Event]:
    """Return the events that the playground can put before the editors, oldest first."""
    saved = sorted(files("data").joinpath("replays").iterdir(), key=lambda file: file.name)
    return [read_event(read_object(file.read_text("utf-8"))) for file in saved]


def _lines(name: str) -> list[str]:
    return files("data").joinpath(name).read_text("utf-8").splitlines()
