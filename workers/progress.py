"""Shows the editors how far each event's sending has come: a message each, edited in place until nobody waits."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace

from domain.audience import Lane
from domain.boards import Boards
from domain.delivery import Outcome, RetryLater, Sent
from domain.event import Filed
from domain.language import ENGLISH
from domain.message import Message
from domain.ports import Clock, Correspondent
from domain.status import Sending, minutes_left
from storage.store import Store
from texts.hiding import with_hide
from texts.phrasebook import Phrasebook
from texts.progress import progress
from workers.pacer import Pacer

LOOK_SECONDS = 0.5
FIRST_SECONDS = 2.0
"""An event that is told within this time is shown only once, finished."""

APART_SECONDS = 5.0
REST = 50
"""Between two looks at an event, at the least: so many seconds, and so many times as long as counting took."""

_MEASURED_SECONDS = 1.0
"""What was sent in less time says nothing of the pace."""


@dataclass(slots=True)
class _Course:
    """An event under way. ``due`` and ``counted`` in the clock's monotonic seconds, ``pace`` in chats a second."""

    due: float
    pace: float
    counted: float | None = None
    sent: int = 0

    def measure(self, sent: int, now: float) -> None:
        """Take the pace from what was sent since the last look."""
        if self.counted is not None:
            if now - self.counted < _MEASURED_SECONDS:
                return
            self.pace = max(0, sent - self.sent) / (now - self.counted)
        self.counted, self.sent = now, sent


class ProgressWorker:
    """Looks what still has to be sent, also after a restart; ``bell`` makes it look at once."""

    def __init__(
        self,
        store: Store,
        phrasebook: Phrasebook,
        messenger: Correspondent,
        clock: Clock,
        editors: Collection[int],
        pacer: Pacer,
        *,
        bell: asyncio.Event,
        boards: Boards,
    ) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._messenger = messenger
        self._clock = clock
        self._editors = editors
        self._pacer = pacer
        self._bell = bell
        self._boards = boards
        self._courses: dict[int, _Course] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._bell.clear()
            await self.look()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._bell.wait()
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Show the events whose time it is in a low lane, those an editor asked about before all else."""
        asked = self._boards.take_asked()
        for number in asked:
            await self._show(number, Lane.ANSWERS)
        waiting = {event.number for event in await self._store.outbox.waiting()}
        numbers = waiting.union(self._boards.numbers())
        self._courses = {number: self._course(number) for number in sorted(numbers)}
        for number, course in tuple(self._courses.items()):
            if course.due <= self._clock.monotonic():
                await self._show(number, Lane.DIGESTS)

    def _course(self, number: int) -> _Course:
        if number not in self._courses:
            self._courses[number] = _Course(self._clock.monotonic() + FIRST_SECONDS, self._pacer.rate)
        return self._courses[number]

    async def _show(self, number: int, lane: Lane) -> None:
        """Count, and tell every editor what has changed; leave an event alone once all of them saw its end."""
        filed = await self._store.events.by_number(number)
        sending = await self._counted(number)
        told = filed is None or all([await self._tell(editor, filed, sending, lane) for editor in self._editors])
        if told and sending.is_done:
            self._boards.close(number)
            self._courses.pop(number)

    async def _counted(self, number: int) -> Sending:
        course, began = self._course(number), self._clock.monotonic()
        sending = await self._store.outbox.sending(number)
        now = self._clock.monotonic()
        course.measure(sending.sent, now)
        course.due = now + max(APART_SECONDS, REST * (now - began))
        return replace(sending, minutes_left=minutes_left(sending.waiting, course.pace))

    async def _tell(self, editor: int, filed: Filed, sending: Sending, lane: Lane) -> bool:
        """Return False where Telegram did not let us reach the editor just now.

        Who has no message gets one, but not of the end alone.
        """
        message, boards = await self._message(editor, filed, sending), self._boards.of(filed.number, editor)
        if boards is None:
            return sending.is_done or await self._send(editor, filed.number, message, lane)
        stale = [message_id for message_id, said in boards.items() if said != message]
        return all([await self._rewrite(editor, filed.number, message_id, message, lane) for message_id in stale])

    async def _send(self, editor: int, number: int, message: Message, lane: Lane) -> bool:
        await self._turn(editor, lane)
        outcome = await self._messenger.send(editor, None, message)
        if isinstance(outcome, Sent):
            self._boards.note(number, editor, outcome.message_id, message)
        elif not isinstance(outcome, RetryLater):
            self._boards.leave_out(number, editor)
        return not isinstance(outcome, RetryLater)

    async def _rewrite(self, editor: int, number: int, message_id: int, message: Message, lane: Lane) -> bool:
        await self._turn(editor, lane)
        outcome: Outcome = await self._messenger.rewrite(editor, message_id, message)
        if isinstance(outcome, Sent):
            self._boards.note(number, editor, message_id, message)
        elif not isinstance(outcome, RetryLater):
            self._boards.remove(number, editor, message_id)
        return not isinstance(outcome, RetryLater)

    async def _turn(self, editor: int, lane: Lane) -> None:
        """Wait until the editor's chat may be written to, then for a slot: edits count as messages."""
        chats = self._pacer.chats
        while (rest := chats.rest(editor, self._clock.monotonic())) > 0:
            await self._clock.sleep(rest)
        chats.note(editor, self._clock.monotonic())
        await self._pacer.turn(lane)

    async def _message(self, editor: int, filed: Filed, sending: Sending) -> Message:
        chat = await self._store.subscribers.get(editor)
        voice = self._phrasebook.voice(chat.language if chat else ENGLISH)
        message = progress(filed, sending, voice)
        return with_hide(message, voice) if chat is None or chat.discreet else message
