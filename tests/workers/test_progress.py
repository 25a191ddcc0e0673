"""Every editor sees how the sending goes in one message, edited seldom, and finished in the end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from domain.audience import Lane
from domain.boards import Boards
from domain.delivery import Sent
from domain.language import Language
from domain.message import Message
from domain.subscription import ChatKind, Subscriber
from storage import stopping
from tests.clock import FakeClock
from tests.storage.samples import lease
from tests.workers.outbox import PATIENCE_SECONDS, Outbox
from texts.phrasebook import Phrasebook
from workers.pacer import Pacer
from workers.progress import APART_SECONDS, FIRST_SECONDS, ProgressWorker

MOMENT = 0.01
"""After what was to wait: clocks count in binary fractions."""


@dataclass(slots=True)
class Newsroom:
    """Two editors, so many readers of one event, and a worker whose looks the test gives."""

    outbox: Outbox
    clock: FakeClock
    editors: Sequence[int]
    number: int = 0
    boards: Boards = field(default_factory=Boards)
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def worker(self) -> ProgressWorker:
        pacer = Pacer(25, self.clock)
        messenger = self.outbox.messenger(pacer)
        return ProgressWorker(
            self.outbox.store,
            Phrasebook.load(),
            messenger,
            self.clock,
            self.editors,
            pacer,
            bell=self.bell,
            boards=self.boards,
        )

    async def tell(self, chats: int) -> None:
        """Let so many readers be told."""
        outbox, now = self.outbox.store.deliveries, self.outbox.clock.now()
        leased = await lease(outbox, now, chats)
        for delivery in leased:
            await outbox.settle(delivery, Sent(1), now)
        assert len(leased) == chats

    async def look_after(self, worker: ProgressWorker, seconds: float) -> None:
        self.clock.advance(seconds + MOMENT)
        await worker.look()

    def shown(self) -> list[list[str]]:
        """Return what each editor's messages say, without their headings."""
        return [
            [message.text.partition("\n")[2] for message in self.outbox.telegram.sent(editor)]
            for editor in self.editors
        ]

    def labels(self) -> list[list[str]]:
        """Return the buttons below each editor's last message."""
        return [[button.text for button in self.outbox.telegram.sent(editor)[-1].buttons] for editor in self.editors]

    def calls(self) -> int:
        return len(self.outbox.telegram.calls)


async def newsroom(outbox: Outbox, clock: FakeClock, readers: int) -> Newsroom:
    """Return one with an event that was just confirmed."""
    editors = outbox.readers(2)
    await outbox.subscribe(outbox.readers(readers))
    return Newsroom(outbox, clock, editors, await outbox.confirm())


async def test_what_is_told_at_once_is_shown_once(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 3)
    worker = room.worker()
    await worker.look()
    assert room.shown() == [[], []]
    [editor, _] = room.editors
    confirmed = await outbox.messenger(Pacer(25, clock)).send(editor, None, Message("News is confirmed."))
    assert isinstance(confirmed, Sent)
    room.boards.put(room.number, editor, confirmed.message_id)
    await room.tell(3)
    before = room.calls()
    for _ in range(4):
        await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [["Sending is finished.\nSent: 3."], []], "who saw no beginning needs no end"
    assert room.calls() == before + 1
    assert room.boards.numbers() == ()


async def test_it_is_edited_in_place_when_numbers_moved_and_not_too_often(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 10)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    assert room.shown() == [["Sending.\nSent: 0. Waiting: 10.\nLess than a minute left."]] * 2
    assert room.labels() == [["Stop sending", "Hide"]] * 2
    await room.tell(4)
    before = room.calls()
    await room.look_after(worker, FIRST_SECONDS)
    assert room.calls() == before, "too early"
    await room.look_after(worker, APART_SECONDS - FIRST_SECONDS)
    assert room.shown() == [["Sending.\nSent: 4. Waiting: 6.\nLess than a minute left."]] * 2
    before = room.calls()
    await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [["Sending.\nSent: 4. Waiting: 6."]] * 2, "nobody knows how long: nothing was sent lately"
    assert room.calls() == before + 2
    await room.look_after(worker, APART_SECONDS)
    assert room.calls() == before + 2, "nothing has changed"
    await room.tell(6)
    await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [["Sending is finished.\nSent: 10."]] * 2
    assert room.labels() == [["Hide"]] * 2
    assert room.boards.numbers() == ()


async def test_the_time_left_goes_by_what_was_really_sent(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 200)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    await room.tell(5)
    await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [["Sending.\nSent: 5. Waiting: 195.\nTime left, about: 3\xa0minutes."]] * 2


async def test_stopped_and_going_on_are_shown_to_all_at_once(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 10)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    await stopping.stop(outbox.store.database, room.number)
    room.boards.ask(room.number)
    await worker.look()
    assert room.shown() == [["Sending is stopped.\nSent: 0. Waiting: 10."]] * 2
    assert room.labels() == [["Go on sending", "Hide"]] * 2
    await stopping.go_on(outbox.store.database, room.number)
    room.boards.ask(room.number)
    await worker.look()
    assert [shown[0].splitlines()[0] for shown in room.shown()] == ["Sending."] * 2


async def test_a_restart_takes_up_what_still_waits(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 10)
    await stopping.stop(outbox.store.database, room.number)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    again = replace(room, boards=Boards())
    after = again.worker()
    await after.look()
    await again.look_after(after, FIRST_SECONDS)
    assert again.shown() == [["Sending is stopped.\nSent: 0. Waiting: 10."] * 2] * 2
    [old, _] = outbox.telegram.sent(room.editors[0])
    await stopping.go_on(outbox.store.database, room.number)
    again.boards.put(room.number, room.editors[0], old.id)
    again.boards.ask(room.number)
    await after.look()
    assert {text.splitlines()[0] for text in again.shown()[0]} == {"Sending."}, "an old message is kept up as well"


async def test_who_hid_the_message_gets_no_other(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 10)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    [hider, other] = room.editors
    [hidden] = outbox.telegram.sent(hider)
    await outbox.messenger(Pacer(25, clock)).take_back(hider, hidden.id)
    for told in (4, 6):
        await room.tell(told)
        await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [[], ["Sending is finished.\nSent: 10."]]
    assert [call.error is not None for call in outbox.telegram.calls[-3:]] == [True, False, False]
    assert outbox.telegram.sent(other)


async def test_who_cannot_be_reached_just_now_is_shown_the_end_later(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 10)
    worker = room.worker()
    await worker.look()
    outbox.telegram.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await room.look_after(worker, FIRST_SECONDS)
    assert [len(shown) for shown in room.shown()] == [0, 1]
    await room.tell(10)
    outbox.telegram.faults.server_error("editMessageText", code=502)
    await room.look_after(worker, APART_SECONDS)
    assert room.boards.numbers() == (room.number,)
    await room.look_after(worker, APART_SECONDS)
    assert room.shown() == [[], ["Sending is finished.\nSent: 10."]]
    assert room.boards.numbers() == ()


@pytest.mark.parametrize(
    ("language", "discreet", "said"), [("be", False, "Ідзе рассылка."), ("ru", True, "Идет рассылка.")]
)
async def test_each_editor_reads_their_language(
    outbox: Outbox, clock: FakeClock, language: str, discreet: bool, said: str
) -> None:
    room = await newsroom(outbox, clock, 3)
    editor = Subscriber(room.editors[0], ChatKind.PRIVATE, Language(language), discreet=discreet)
    await outbox.store.subscribers.put(editor)
    worker = room.worker()
    await worker.look()
    await room.look_after(worker, FIRST_SECONDS)
    assert room.shown()[0][0].splitlines()[0] == said
    assert len(room.labels()[0]) == 1 + discreet


async def test_edits_wait_for_their_slot_behind_the_news(outbox: Outbox, clock: FakeClock) -> None:
    room = await newsroom(outbox, clock, 3)
    slow = Pacer(0.5, clock)
    worker = ProgressWorker(
        outbox.store,
        Phrasebook.load(),
        outbox.messenger(slow),
        clock,
        room.editors,
        slow,
        bell=room.bell,
        boards=room.boards,
    )
    await worker.look()
    clock.advance(FIRST_SECONDS)
    await slow.turn(Lane.CHATS)
    news = [asyncio.create_task(slow.turn(Lane.CHATS)) for _ in range(3)]
    await worker.look()
    assert all(turn.done() for turn in news)
    assert clock.monotonic() >= FIRST_SECONDS + 2 * 5, "three alerts and two editors, one after another"


async def test_it_works_beside_the_sender_and_looks_when_the_bell_rings(outbox: Outbox) -> None:
    editors = outbox.readers(2)
    await outbox.subscribe(outbox.readers(30))
    number = await outbox.confirm()
    boards, bell, pacer = Boards(), asyncio.Event(), Pacer(1_000, outbox.clock)
    worker = ProgressWorker(
        outbox.store,
        Phrasebook.load(),
        outbox.messenger(pacer),
        outbox.clock,
        editors,
        pacer,
        bell=bell,
        boards=boards,
    )
    working = asyncio.create_task(worker.run())
    boards.ask(number)
    bell.set()
    await outbox.telegram.wait_for(lambda: all(outbox.told(editor) for editor in editors), PATIENCE_SECONDS)
    async with outbox.working(rate=200):
        await outbox.telegram.wait_for(
            lambda: all("Sending is finished." in outbox.telegram.sent(editor)[0].text for editor in editors),
            PATIENCE_SECONDS,
        )
    assert [outbox.told(editor) for editor in editors] == [1, 1]
    working.cancel()
    await asyncio.wait({working})
