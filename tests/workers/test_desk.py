"""Every editor sees every draft once, also when Telegram could not be reached at first."""

import asyncio
from collections.abc import Sequence

from domain.delivery import Failed, Gone, Outcome, RetryLater, Sent
from domain.event import EventState
from domain.message import Message
from domain.previews import Previews
from tests.logs import everything_said
from tests.storage.samples import NOW, event
from tests.workers.outbox import PATIENCE_SECONDS, Outbox
from texts.phrasebook import Phrasebook
from workers.desk import DeskWorker

EDITORS = (71, 72)


class Line:
    """A messenger that answers as told, then takes everything."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self._answers = list(answers)
        self.shown: list[int] = []

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        outcome = self._answers.pop(0) if self._answers else Sent(1)
        if isinstance(outcome, Sent):
            self.shown.append(chat_id)
        return outcome

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        raise AssertionError("nothing is settled here")

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        raise AssertionError("nothing is settled here")


async def _shown(outbox: Outbox, line: Line) -> None:
    """Let the desk work until no draft waits to be shown."""
    await outbox.store.events.file(event(), EventState.DRAFT, NOW)
    bell = asyncio.Event()
    worker = DeskWorker(outbox.store, Phrasebook.load(), line, outbox.clock, EDITORS, 2, bell=bell, previews=Previews())
    working = asyncio.create_task(worker.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await outbox.store.events.unshown_drafts():
            bell.set()
            await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.wait({working})


async def test_an_editor_out_of_reach_is_shown_it_later_the_others_not_again(outbox: Outbox) -> None:
    line = Line([RetryLater(), Sent(1), RetryLater(), RetryLater()])
    await _shown(outbox, line)
    assert line.shown == [72, 71]


async def test_an_editor_who_never_pressed_start_holds_nobody_up(outbox: Outbox) -> None:
    line = Line([Gone(), Failed("Forbidden")])
    with everything_said() as said:
        await _shown(outbox, line)
    assert line.shown == []
    assert "a draft reached 0 editors, 2 must approve" in said.getvalue()
