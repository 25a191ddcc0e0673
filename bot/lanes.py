"""Chats served side by side, one chat's updates in their order."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Update

from workers.lasting import reported


class Lanes:
    """Hands updates to ``handle``, a lane a chat. ``unfinished`` holds the ids of those not handled yet.

    ``unstored`` holds those of them of which nobody has said either that what they ask for is stored.

    ``failed`` counts updates whose handling raised or took longer than ``patience`` seconds: they are given up, so
    that nobody waits behind them for ever.
    """

    def __init__(self, handle: Callable[[Update], Awaitable[None]], patience: float) -> None:
        self._handle = handle
        self._patience = patience
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._all_stored = asyncio.Event()
        self.unfinished: set[int] = set()
        self.unstored: set[int] = set()
        self.failed = 0

    def put(self, lane: int, update: Update) -> None:
        """Queue ``update`` behind the others of its lane."""
        self.unfinished.add(update.update_id)
        self.unstored.add(update.update_id)
        self._all_stored.clear()
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.create_task(self._serve(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self, seconds: float) -> None:
        """Return once everything is handled, or after ``seconds``."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def store(self, seconds: float) -> None:
        """Return once nothing is left that may not be in the store yet, or after ``seconds``."""
        if self.unstored:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_stored.wait(), seconds)

    async def stop(self, seconds: float) -> None:
        """Give what is under way ``seconds`` to finish, then break it off; it stays unfinished."""
        await self.settle(seconds)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _serve(self, lane: int) -> None:
        updates = self._lanes[lane]
        try:
            while updates:
                number = updates[0].update_id
                await self._serve_one(updates.popleft())
                self.stored(number)
                self.unfinished.discard(number)
        finally:
            del self._lanes[lane]

    def stored(self, number: int) -> None:
        """Note that what update ``number`` asks for is in the store, whether or not it is answered yet."""
        self.unstored.discard(number)
        if not self.unstored:
            self._all_stored.set()

    async def _serve_one(self, update: Update) -> None:
        if not await reported("an update", self._bounded(update)):
            self.failed += 1

    async def _bounded(self, update: Update) -> None:
        async with asyncio.timeout(self._patience):
            await self._handle(update)
