"""Two editors watch the sending of an event, stop it and let it go on, each in their language; nobody is told twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from domain.language import Language
from domain.subscription import ChatKind, Subscriber, Topic
from playground.chats import Person
from tests.conversations.live import PATIENCE_SECONDS, Live, open_live
from tests.conversations.newsroom import Desk, confirm, pardon, put_on_desk
from workers.delivery import LEAST_AHEAD

RATE = 12
READERS = 100
ON_THE_WAY = 4
"""Sends that may be under way at once: this Telegram answers faster than slots come."""


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Live]:
    """Yield a bot that needs some seconds for 100 chats; its editors read Belarusian and Russian."""
    async with asyncio.timeout(100), open_live(tmp_path, rate=RATE) as live:
        for editor, language in zip(live.editors, ("be", "ru"), strict=True):
            await live.onboard(editor, language, "off")
        yield live


async def subscribed(live: Live, topic: Topic, count: int) -> Sequence[Person]:
    """Return people who pressed Start some time ago and asked for a topic."""
    people = [live.telegram.add_person("Reader", "en") for _ in range(count)]
    for person in people:
        live.telegram.chats[person.chat_id].bot = "member"
        chat = Subscriber(person.chat_id, ChatKind.PRIVATE, Language("en"), discreet=False, topics=frozenset({topic}))
        await live.store.subscribers.put(chat)
    return people


def told(live: Live, readers: Sequence[Person]) -> int:
    """Return how many messages they have."""
    return sum(len(live.telegram.sent(reader.chat_id)) for reader in readers)


async def both_become(live: Live, desk: Desk, first: str, second: str) -> None:
    for editor, preview, said in zip(live.editors, desk.previews, (first, second), strict=True):
        await live.becomes(editor.chat_id, preview, said)


def edited(live: Live) -> int:
    """Return how many edits were asked for."""
    return sum(call.method == "editMessageText" for call in live.telegram.calls)


def button(desk: Desk, editor: int, verb: str) -> str:
    """Return what a button below an editor's message carries."""
    return next(str(each.value) for each in desk.now(editor).buttons if f".{verb}." in each.value)


async def test_stopped_it_stands_still_and_gone_on_with_it_reaches_everybody_once(slow: Live) -> None:
    readers = await subscribed(slow, Topic.PARDONS, READERS)
    [witness] = await subscribed(slow, Topic.DEATHS, 1)
    desk = await put_on_desk(slow, pardon("watched"))
    before = [slow.seen(editor.chat_id) for editor in slow.editors]
    assert await desk.approve(0)
    assert await desk.approve(1) is None
    await both_become(slow, desk, "Ідзе рассылка.", "Идет рассылка.")
    stop = button(desk, 0, "stop")

    assert await desk.press(0, stop) is None
    stopped_at = told(slow, readers)
    await both_become(slow, desk, "Рассылка спынена.", "Рассылка остановлена.")
    assert await desk.press(1, stop) is None, "pressed once more, it stays stopped"
    [filed] = await slow.store.outbox.waiting()
    assert filed.stopped
    assert [slow.seen(editor.chat_id) for editor in slow.editors] == before, "one message each, edited in place"
    await confirm(slow, {"id": "later", "kind": "death", "unmatched": ["Adam Nowak"]})
    await slow.next_message(witness.chat_id, set())
    assert told(slow, readers) <= stopped_at + LEAST_AHEAD + ON_THE_WAY < READERS, "the rest waits"

    await slow.say(slow.editors[0], "/language en")
    assert await desk.press(1, button(desk, 1, "go")) is None
    await both_become(slow, desk, "Sending.", "Идет рассылка.")
    await both_become(slow, desk, "Sending is finished.\nSent: 100.", "Рассылка завершена.\nОтправлено: 100.")
    assert [len(slow.telegram.sent(reader.chat_id)) for reader in readers] == [1] * READERS
    assert not [each for each in desk.now(0).buttons if ".stop." in each.value or ".go." in each.value]

    edits, before = edited(slow), [slow.seen(editor.chat_id) for editor in slow.editors]
    assert await desk.press(0, stop) is None
    await slow.telegram.wait_for(lambda: edited(slow) > edits, PATIENCE_SECONDS)
    assert "Sending is finished." in desk.now(0).text, "an old button answers what holds now"
    assert [slow.seen(editor.chat_id) for editor in slow.editors] == before
    assert not (await slow.store.outbox.sending(filed.number)).stopped


async def test_only_editors_stop_and_only_what_was_confirmed(slow: Live) -> None:
    [reader] = await subscribed(slow, Topic.PARDONS, 1)
    page = await slow.say(reader, "/help")
    desk = await put_on_desk(slow, pardon("forged"))
    refused = await slow.press_carrying(reader, page, "1.stop.1.1")
    assert refused is not None
    assert refused.startswith("This is for the bot's editors")
    number = desk.approval.split(".")[2]
    for value in (f"1.stop.{number}.1", "1.go.999999.1"):
        answer = await desk.press(0, value)
        assert answer is not None
        assert "/help" in answer
    assert desk.approval in [each.value for each in desk.now(0).buttons], "a draft is left alone"


async def test_a_button_of_an_older_revision_stops_nothing(slow: Live) -> None:
    await subscribed(slow, Topic.PARDONS, READERS)
    desk = await put_on_desk(slow, pardon("revised"))
    await desk.approve(0)
    await desk.approve(1)
    number = desk.approval.split(".")[2]
    assert await desk.press(0, f"1.stop.{number}.0") is None
    await slow.becomes(slow.editors[0].chat_id, desk.previews[0], "Ідзе рассылка.")
    [waiting] = await slow.store.outbox.waiting()
    assert not waiting.stopped


async def test_nothing_goes_on_while_a_correction_lies_on_the_desk(slow: Live) -> None:
    await subscribed(slow, Topic.PARDONS, READERS)
    desk = await put_on_desk(slow, pardon("doubted"))
    await desk.approve(0)
    await desk.approve(1)
    await both_become(slow, desk, "Ідзе рассылка.", "Идет рассылка.")
    number = desk.approval.split(".")[2]
    await slow.say(slow.editors[0], f"/retract {number}")
    answer = await desk.press(1, f"1.go.{number}.1")
    assert answer is not None
    assert answer.startswith("Исправление или отзыв этой новости на рассмотрении.")
    [waiting] = await slow.store.outbox.waiting()
    assert waiting.stopped
