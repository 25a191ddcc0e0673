"""Every editor sees every draft once, also when Telegram could not be reached at first."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from domain.boards import Boards
from domain.delivery import Failed, Gone, Outcome, RetryLater, Sent
from domain.event import EventState
from domain.message import PLAIN, Manner, Message
from domain.ports import Correspondent
from domain.previews import Previews
from tests.logs import everything_said
from tests.storage.samples import NOW, event
from tests.workers.outbox import PATIENCE_SECONDS, Outbox
from texts.phrasebook import Phrasebook
from workers.desk import DeskWorker
from workers.pacer import Pacer

EDITORS = (71, 72)


class Line:
    """A messenger that answers as told, then takes everything."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self._answers = list(answers)
        self.shown: list[int] = []

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        outcome = self._answers.pop(0) if self._answers else Sent(1)
        if isinstance(outcome, Sent):
            self.shown.append(chat_id)
        return outcome

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        raise AssertionError("nothing is settled here")

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        raise AssertionError("nothing is settled here")


@asynccontextmanager
async def _working(outbox: Outbox, messenger: Correspondent, editors: Sequence[int]) -> AsyncIterator[None]:
    """Let the desk show the draft that waits, then work on until the block ends."""
    bell = asyncio.Event()
    worker = DeskWorker(
        outbox.store,
        Phrasebook.load(),
        messenger,
        outbox.clock,
        editors,
        2,
        bell=bell,
        previews=Previews(),
        boards=Boards(),
    )
    working = asyncio.create_task(worker.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await outbox.store.events.unshown_drafts():
            bell.set()
            await asyncio.sleep(0.01)
        yield
    working.cancel()
    await asyncio.wait({working})


async def _shown(outbox: Outbox, line: Line) -> None:
    await outbox.store.events.file(event(), EventState.DRAFT, NOW)
    async with _working(outbox, line, EDITORS):
        pass


async def test_an_editor_out_of_reach_is_shown_it_later_the_others_not_again(outbox: Outbox) -> None:
    line = Line([RetryLater(), Sent(1), RetryLater(), RetryLater()])
    await _shown(outbox, line)
    assert line.shown == [72, 71]


async def test_a_preview_is_written_over_once_the_draft_is_settled_elsewhere(outbox: Outbox) -> None:
    editors = outbox.readers(2)
    filed = await outbox.store.events.file(event(), EventState.DRAFT, NOW)
    said = f"News No.\u00a0{filed.number} is off the desk. Nobody has been told."
    messenger = outbox.messenger(Pacer(1_000, outbox.clock))
    async with _working(outbox, messenger, editors):
        previews = [message for editor in editors for message in outbox.telegram.sent(editor)]
        assert len(previews) == 2
        assert all(preview.buttons for preview in previews)
        outbox.telegram.faults.refuse("editMessageText", 502, "Bad Gateway", times=3)
        await outbox.store.events.drop(filed.number)
        await outbox.telegram.wait_for(
            lambda: all(outbox.telegram.sent(editor)[0].text == said for editor in editors), PATIENCE_SECONDS
        )
    assert not [button for editor in editors for button in outbox.telegram.sent(editor)[0].buttons]


async def test_an_editor_who_never_pressed_start_holds_nobody_up(outbox: Outbox) -> None:
    line = Line([Gone(), Failed("Forbidden")])
    with everything_said() as said:
        await _shown(outbox, line)
    assert line.shown == []
    assert "a draft reached 0 editors, 2 must approve" in said.getvalue()
