"""Tells editors that reports wait: one line each, rewritten rather than repeated, at most one an hour."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.delivery import RetryLater, Sent
from domain.language import ENGLISH
from domain.message import Message
from domain.ports import Clock, Correspondent
from domain.report import Backlog
from storage.store import Store
from texts.phrasebook import Phrasebook
from texts.review import waiting

LOOK_SECONDS = 2.0
APART = timedelta(hours=1)
"""Between two messages to one editor: an import files hundreds of reports, in steps."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What an editor was told last: in which message, when that was sent, and how many reports it names."""

    message_id: int
    sent: datetime
    number: int


class ArrivalsWorker:
    """Looks for reports that the editors were not told of, and keeps the number in their line true."""

    def __init__(
        self,
        store: Store,
        phrasebook: Phrasebook,
        messenger: Correspondent,
        clock: Clock,
        editors: Collection[int],
    ) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._editors = editors
        self._lines: dict[int, _Line] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self.look()
            await self._clock.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Tell every editor of what is new; whom Telegram did not let us reach just now, at the next look."""
        backlog = await self._store.reports.backlog()
        told = [await self._tell(editor, backlog) for editor in self._editors]
        if backlog.untold and all(told):
            await self._store.reports.mark_told(backlog.newest, self._clock.now())

    async def _tell(self, editor: int, backlog: Backlog) -> bool:
        """Return False where the editor must be told at another time."""
        line, now = self._lines.get(editor), self._clock.now()
        if backlog.untold and (line is None or now - line.sent >= APART):
            return await self._send(editor, line, backlog.waiting, now)
        if line is not None and line.number != backlog.waiting:
            return await self._rewrite(editor, line, backlog.waiting)
        return True

    async def _send(self, editor: int, line: _Line | None, number: int, now: datetime) -> bool:
        outcome = await self._messenger.send(editor, None, await self._message(editor, number))
        if isinstance(outcome, Sent):
            self._lines[editor] = _Line(outcome.message_id, now, number)
            if line is not None:
                await self._messenger.take_back(editor, line.message_id)
        return not isinstance(outcome, RetryLater)

    async def _rewrite(self, editor: int, line: _Line, number: int) -> bool:
        outcome = await self._messenger.rewrite(editor, line.message_id, await self._message(editor, number))
        if isinstance(outcome, RetryLater):
            return False
        self._lines[editor] = _Line(line.message_id, line.sent, number)
        return True

    async def _message(self, editor: int, number: int) -> Message:
        chat = await self._store.subscribers.get(editor)
        return waiting(number, self._phrasebook.voice(chat.language if chat else ENGLISH))
