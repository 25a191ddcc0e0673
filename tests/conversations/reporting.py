"""Sources at work: reports come in, the editors look through them."""

import argparse
import asyncio
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from commands import importing
from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.language import Language
from domain.person import Citation, Custody, Gender, Person, Status
from domain.report import Report
from playground.chats import Message
from storage.columns import minsk_day
from tests.clock import START
from tests.conversations.live import PATIENCE_SECONDS, Live

DAY = PartialDate(2026, 11, 1)
VIASNA = Citation("https://example.org/1", "Viasna", DAY)
REFORM = Citation("https://example.org/2", "reform.news", DAY)


def held(number: int, year: int) -> Person:
    """Return one of several people of the same name."""
    names = {Language("be"): ("Ян Выдуманы",), Language("ru"): ("Ян Выдуманный",), Language("en"): ("Jan Vydumany",)}
    custody = Custody(Status.IMPRISONED, PartialDate(2021), "colony-1")
    return Person(f"viasna:{number}", names, Gender.MALE, PartialDate(year), custody, sources=(VIASNA,))


def release(number: int, **changes: object) -> Event:
    """Return the release of person ``number``."""
    event = Event(f"release-{number}", EventKind.RELEASE, DAY, people=(f"viasna:{number}",), sources=(VIASNA,))
    return replace(event, **changes)  # type: ignore[arg-type]


def report(event: Event, source: str = "viasna-register", minutes: int = 0) -> Report:
    """Return what ``source`` claims, as a claim that was never met before."""
    seen = START + timedelta(minutes=minutes)
    return Report(uuid.uuid4().hex, source, seen, event, "ён выйшаў з калоніі")


async def listed(live: Live, *people: Person) -> None:
    """Put people into the register."""
    await live.store.people.put(people, minsk_day(START))


async def empty(live: Live) -> None:
    """Drop every report that waits, and let the desk finish."""
    await quiet(live)
    waiting = await live.store.reports.waiting(500)
    if waiting:
        await live.store.reports.drop([each.number for each in waiting])


async def quiet(live: Live) -> None:
    """Wait until every draft has been shown: a preview that comes late is taken for an answer."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await live.store.events.unshown_drafts():  # noqa: ASYNC110 - a database rings no bell
            await asyncio.sleep(0.01)


async def reported(live: Live, *events: Event) -> None:
    """Let nothing wait but reports of ``events``, in this order; come back when both editors were told that some do."""
    await empty(live)
    await live.store.reports.file([report(event, minutes=minutes) for minutes, event in enumerate(events)])
    if not events:
        return
    await live.telegram.wait_for(lambda: all(lines(live, editor.chat_id) for editor in live.editors))


async def imported(live: Live, file: Path) -> None:
    """Import a file beside the running bot, as the operator does."""
    parser = argparse.ArgumentParser()
    importing.register(parser.add_subparsers())
    args = parser.parse_args(["import", str(file)])
    assert await importing.import_file(args, live.settings) == 0


def lines(live: Live, chat_id: int) -> list[Message]:
    """Return the messages that tell an editor how many reports wait."""
    return [each for each in live.telegram.sent(chat_id) if each.text.startswith("Reports waiting: ")]
