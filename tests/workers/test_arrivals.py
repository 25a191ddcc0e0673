"""Editors hear that reports wait, in one line: an import floods nobody, and nobody is told again after a restart."""

from collections.abc import Collection

import pytest

from domain.report import Report
from playground.chats import Message
from tests.clock import FakeClock
from tests.storage.samples import NOW, event
from tests.workers.outbox import Outbox
from texts.phrasebook import Phrasebook
from workers.arrivals import ArrivalsWorker
from workers.pacer import Pacer


def worker(outbox: Outbox, clock: FakeClock, editors: Collection[int]) -> ArrivalsWorker:
    messenger = outbox.messenger(Pacer(1_000, clock))
    return ArrivalsWorker(outbox.store, Phrasebook.load(), messenger, clock, editors)


async def arrive(outbox: Outbox, *ids: str) -> None:
    await outbox.store.reports.file([Report(each, "viasna-register", NOW, event(each)) for each in ids])


def lines(outbox: Outbox, chat: int) -> list[str]:
    return [message.text for message in _sent(outbox, chat)]


def _sent(outbox: Outbox, chat: int) -> list[Message]:
    return outbox.telegram.sent(chat)


async def test_every_editor_gets_one_line_that_keeps_up(outbox: Outbox, clock: FakeClock) -> None:
    editors = outbox.readers(2)
    desk = worker(outbox, clock, editors)
    await desk.look()
    assert [lines(outbox, editor) for editor in editors] == [[], []]
    await arrive(outbox, "a", "b")
    await desk.look()
    await arrive(outbox, "c")
    await desk.look()
    await desk.look()
    assert [lines(outbox, editor) for editor in editors] == [["Reports waiting: 3"], ["Reports waiting: 3"]]
    assert [button.text for button in _sent(outbox, editors[0])[0].buttons] == ["Reports from sources"]


async def test_what_is_handled_counts_no_more(outbox: Outbox, clock: FakeClock) -> None:
    [editor] = outbox.readers(1)
    desk = worker(outbox, clock, [editor])
    await arrive(outbox, "a")
    await desk.look()
    await outbox.store.reports.drop([each.number for each in await outbox.store.reports.waiting(9)])
    await desk.look()
    [line] = _sent(outbox, editor)
    assert (line.text, len(line.buttons)) == ("Reports waiting: 0", 0)


async def test_after_an_hour_what_is_new_is_told_anew_and_the_old_line_goes(outbox: Outbox, clock: FakeClock) -> None:
    [editor] = outbox.readers(1)
    desk = worker(outbox, clock, [editor])
    await arrive(outbox, "a")
    await desk.look()
    [first] = _sent(outbox, editor)
    clock.advance(3_600)
    await desk.look()
    assert _sent(outbox, editor) == [first], "nothing new, nothing said"
    await arrive(outbox, "b")
    await desk.look()
    [second] = _sent(outbox, editor)
    assert second.text == "Reports waiting: 2"
    assert second.id != first.id


async def test_a_restart_repeats_nothing(outbox: Outbox, clock: FakeClock) -> None:
    [editor] = outbox.readers(1)
    await arrive(outbox, "a")
    await worker(outbox, clock, [editor]).look()
    await worker(outbox, clock, [editor]).look()
    assert len(lines(outbox, editor)) == 1


async def test_an_editor_out_of_reach_is_told_later_the_others_not_again(outbox: Outbox, clock: FakeClock) -> None:
    editors = outbox.readers(2)
    desk = worker(outbox, clock, editors)
    await arrive(outbox, "a")
    outbox.telegram.faults.refuse("sendMessage", 502, "Bad Gateway")
    await desk.look()
    assert sorted(len(lines(outbox, editor)) for editor in editors) == [0, 1]
    await desk.look()
    await desk.look()
    assert [len(lines(outbox, editor)) for editor in editors] == [1, 1]


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage"])
async def test_a_line_that_the_editor_deleted_holds_nothing_up(outbox: Outbox, clock: FakeClock, method: str) -> None:
    [editor] = outbox.readers(1)
    desk = worker(outbox, clock, [editor])
    await arrive(outbox, "a")
    await desk.look()
    await arrive(outbox, "b")
    clock.advance(3_600 if method == "deleteMessage" else 0)
    outbox.telegram.faults.refuse(method, 400, "Bad Request: message to edit not found", times=1)
    await desk.look()
    backlog = await outbox.store.reports.backlog()
    assert (backlog.waiting, backlog.untold) == (2, 0)


async def test_an_editor_who_never_pressed_start_holds_nobody_up(outbox: Outbox, clock: FakeClock) -> None:
    [editor] = outbox.readers(1)
    stranger = outbox.telegram.add_person("Editor", "en")
    await arrive(outbox, "a")
    await worker(outbox, clock, [stranger.chat_id, editor]).look()
    assert lines(outbox, editor) == ["Reports waiting: 1"]
    assert (await outbox.store.reports.backlog()).untold == 0
