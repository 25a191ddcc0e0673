"""What nobody else is asked for: a million sealed chats told of an event, and names found among many people."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from http.client import HTTPConnection
from itertools import islice

from benchmarks import delivery_house as house
from benchmarks import names
from benchmarks.delivery_stand import Order, Report, Stopwatch
from benchmarks.delivery_workers import answering, delivering
from domain.event import EventKind
from domain.steadiness import Steadiness
from domain.subscription import Topic
from storage.clock import ClockRow
from storage.store import Store
from workers.indexing import settle_memory

OTHERS = 100_000
QUESTIONS = 2_000
A_SECOND = 100
_OF_EACH_CLASS = 160
_EVERY_SECONDS = 0.002
_STORED_AT_ONCE = 500


async def tell_a_million(order: Order) -> Report:
    """Confirm an event for every chat while others read and write; stop at the first send."""
    store = await house.open_store(order)
    await house.seed(store, (house.reader(chat, Topic.PARDONS) for chat in order.chats))
    news = await house.approved(store, "wave", EventKind.PARDON)
    async with delivering(order, store) as watched:
        settle_memory()
        stalls = _Stalls(store)
        async with asyncio.TaskGroup() as tasks:
            probes = [tasks.create_task(probe()) for probe in (stalls.read, stalls.write, stalls.turn)]
            await asyncio.sleep(10 * _EVERY_SECONDS)
            stalls.longest.clear()
            watch = Stopwatch()
            await house.confirmed(store, news)
            await watched.begun.wait()
            report = watch.report((), watched.errors, **stalls.longest)
            for probe in probes:
                probe.cancel()
    await store.close()
    return report


class _Stalls:
    """Small reads and writes every 2 ms; ``longest`` has the milliseconds of the slowest, and of the loop's turns."""

    def __init__(self, store: Store) -> None:
        self.longest: dict[str, float] = {}
        self._store = store
        self._row = ClockRow(store.database)

    async def read(self) -> None:
        """Look an event up, again and again."""
        await self._again("reading_ms", lambda: self._store.events.by_number(1))

    async def write(self) -> None:
        """Write one row, again and again."""
        await self._again("writing_ms", lambda: self._row.note(Steadiness(house.now(), house.now())))

    async def turn(self) -> None:
        """Take a turn of the loop, again and again; sleeping itself is no stall."""
        await self._again("loop_ms", lambda: asyncio.sleep(_EVERY_SECONDS), _EVERY_SECONDS)

    async def _again(self, name: str, work: Callable[[], Awaitable[object]], meant: float = 0.0) -> None:
        while True:
            begun = time.monotonic()
            await work()
            took = 1000 * (time.monotonic() - begun - meant)
            self.longest[name] = max(took, self.longest.get(name, 0.0))
            await asyncio.sleep(_EVERY_SECONDS)


async def find_names(order: Order) -> Report:
    """Look names up as they come, a hundred a second."""
    store = await house.open_store(order)
    everybody = names.everybody(order.names, OTHERS)
    people = house.people(person["names"] for person in everybody)
    while some := list(islice(people, _STORED_AT_ONCE)):
        await store.people.put(some, house.now().date())
    await store.close()
    numbers = {person["id"]: number for number, person in enumerate(everybody)}
    asked = [text for _, text, _ in names.queries(order.names, _OF_EACH_CLASS, numbers)]
    texts = [f"/find {asked[index % len(asked)]}" for index in range(QUESTIONS)]
    async with answering(order, len(texts)) as done:
        watch = Stopwatch()
        await asyncio.to_thread(_ask, order, texts)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), order.seconds)
        return watch.report()


def _ask(order: Order, texts: list[str]) -> None:
    connection = HTTPConnection(order.api.removeprefix("http://"), timeout=30)
    connection.request("POST", "/_updates", json.dumps({"texts": texts, "a_second": A_SECOND}))
    connection.getresponse().read()
    connection.close()
