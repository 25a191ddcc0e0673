"""The line to Telegram, on which everything can go wrong; it writes down what passes."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto

from domain.delivery import Failed, Gone, Migrated, Outcome, RetryLater
from domain.delivery import Sent as Taken
from domain.message import PLAIN, Manner
from domain.message import Message as Text
from tests.stateful.ledger import Ledger, Message

REFUSED = "refused"
"""What Telegram says of a message that is our own mistake."""


class Fate(Enum):
    """What becomes of one call."""

    ARRIVES = auto()
    ANSWER_LOST = auto()
    CUT_OFF = auto()
    TOO_MANY = auto()
    REFUSED = auto()
    BLOCKED = auto()
    MOVED = auto()
    SLOW = auto()


class Line:
    """A ``domain.ports.Correspondent``: calls meet the ``fates`` in order, then arrive; the slow ones wait."""

    def __init__(self, ledger: Ledger, moved_to: Callable[[int], int]) -> None:
        self.fates: deque[Fate] = deque()
        self.slow: list[tuple[Message | None, asyncio.Future[Fate]]] = []
        self.stirred = asyncio.Event()
        self._ledger = ledger
        self._moved_to = moved_to
        self._numbers = 0

    async def send(self, chat_id: int, thread_id: int | None, message: Text, manner: Manner = PLAIN) -> Outcome:
        """Send, as far as fate lets it."""
        moved = self._ledger.moved
        begun = None if chat_id in moved else self._ledger.begun(chat_id, message.text)
        fate = await self._fate(begun)
        if chat_id in moved:
            return Migrated(moved[chat_id])
        if begun is None:
            return Failed("a broken rule")
        return self._came(begun, Fate.ARRIVES if fate is Fate.MOVED and not self._ledger.may_move(chat_id) else fate)

    async def rewrite(self, chat_id: int, message_id: int, message: Text) -> Outcome:
        """Rewrite, as far as fate lets it."""
        self._ledger.rewritten(chat_id)
        fate = await self._fate(None)
        if fate in {Fate.ARRIVES, Fate.ANSWER_LOST, Fate.REFUSED}:
            self._ledger.struck(chat_id, message_id)
        if fate is Fate.REFUSED:
            return Failed("message to edit not found")
        return Taken(message_id) if fate is Fate.ARRIVES else RetryLater()

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Never called: nothing is deleted here."""
        raise AssertionError("nothing is taken back here")

    async def _fate(self, message: Message | None) -> Fate:
        fate = self.fates.popleft() if self.fates else Fate.ARRIVES
        if fate is not Fate.SLOW:
            return fate
        place: asyncio.Future[Fate] = asyncio.get_running_loop().create_future()
        waiting = (message, place)
        self.slow.append(waiting)
        self.stirred.set()
        try:
            return await place
        finally:
            self.slow.remove(waiting)

    def _came(self, message: Message, fate: Fate) -> Outcome:
        if fate in {Fate.ARRIVES, Fate.ANSWER_LOST}:
            self._ledger.arrived(message)
        if fate is Fate.ARRIVES:
            self._numbers += 1
            self._ledger.numbered(message, self._numbers)
            return Taken(self._numbers)
        if fate is Fate.REFUSED:
            message.reader.refused.add((message.number, message.revision))
            return Failed(REFUSED)
        return self._outcome(fate, message.chat_id)

    def _outcome(self, fate: Fate, chat_id: int) -> Outcome:
        if fate is Fate.BLOCKED:
            self._ledger.close(chat_id)
            return Gone()
        if fate is Fate.MOVED:
            return Migrated(self._moved_to(chat_id))
        return RetryLater(timedelta(seconds=5), everyone=True) if fate is Fate.TOO_MANY else RetryLater()
