"""`zvestka check` says when this machine's date cannot be right, and when news waits too long."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import Settings
from commands.check import check
from domain.audience import audience_of
from domain.event import EventState
from domain.language import ENGLISH
from domain.steadiness import Steadiness
from domain.subscription import ChatKind, Subscriber, Topic
from storage import stopping
from storage.clock import ClockRow
from storage.confirmation import confirm
from storage.store import Store
from tests.storage.samples import DIGEST, event

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("looked", "fine"),
    [
        (None, True),
        (timedelta(minutes=-1), True),
        (timedelta(days=-44), True),
        (timedelta(days=1), False),
        (timedelta(days=3_652), False),
        (timedelta(days=-3_652), False),
    ],
)
async def test_a_date_is_held_against_the_one_the_bot_saw_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], looked: timedelta | None, fine: bool
) -> None:
    settings = _settings(tmp_path)
    if looked is not None:
        store, seen = await Store.open(settings.database_url, settings.key_file), SystemClock().now() + looked
        await ClockRow(store.database).note(Steadiness(seen, seen))
        await store.close()
    assert await check(argparse.Namespace(), settings) == 1, "there is no token"
    [line] = [line for line in capsys.readouterr().out.splitlines() if "clock: " in line]
    assert line.startswith("ok    clock: " if fine else "WRONG clock: ")
    assert ("set it if it is wrong" in line) is not fine


def _settings(folder: Path) -> Settings:
    return Settings(folder, folder / "key" / "key", f"sqlite:///{folder / 'zvestka.db'}")


async def _enqueue(store: Store, event_id: str, now: datetime) -> int:
    """Confirm an event at ``now``; return its number."""
    filed = await store.events.file(event(event_id), EventState.DRAFT, now)
    for editor in (1, 2):
        await store.events.approve(filed.number, 1, store.sealer.editor_key(editor), DIGEST, now)
    await confirm(store.database, store.subscribers, filed, audience_of(filed.event, ()), DIGEST, 2, now)
    return filed.number


async def _enqueued(settings: Settings, ages: list[timedelta], stopped: int) -> None:
    """Let two chats wait for events of such ages; stop the first ``stopped`` of them."""
    store, now = await Store.open(settings.database_url, settings.key_file), SystemClock().now()
    await store.subscribers.load()
    for chat_id in (1, 2):
        topics = frozenset({Topic.ALL})
        await store.subscribers.put(Subscriber(chat_id, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=topics))
    numbers = [await _enqueue(store, f"e{age}", now - age) for age in ages]
    for number in numbers[:stopped]:
        await stopping.stop(store.database, number)
    await store.close()


@pytest.mark.parametrize(
    ("ages", "stopped", "said"),
    [
        ([], 0, ["ok    outbox: 0 chats waiting, 0 failed within a day"]),
        ([14 * MINUTE], 0, ["ok    outbox: 2 chats waiting, 0 failed within a day, the first since"]),
        ([16 * MINUTE, MINUTE], 0, ["WRONG outbox: 4 chats waiting, 0 failed within a day, the first since"]),
        (
            [300 * MINUTE, MINUTE],
            1,
            [
                "ok    outbox: 4 chats waiting, 0 failed within a day, the first since",
                "ok    outbox: an editor has stopped event 1, 2 chats wait for it",
            ],
        ),
        (
            [300 * MINUTE],
            1,
            [
                "ok    outbox: 2 chats waiting, 0 failed within a day",
                "ok    outbox: an editor has stopped event 1, 2 chats wait for it",
            ],
        ),
    ],
)
async def test_news_that_waits_too_long_is_wrong_and_what_editors_stopped_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ages: list[timedelta], stopped: int, said: list[str]
) -> None:
    await _enqueued(_settings(tmp_path), ages, stopped)
    await check(argparse.Namespace(), _settings(tmp_path))
    lines = [line for line in capsys.readouterr().out.splitlines() if "outbox: " in line]
    assert [line[: len(words)] for line, words in zip(lines, said, strict=True)] == said
    if ages[stopped:]:
        minutes = ages[stopped] // MINUTE
        assert f"({minutes} min)" in lines[0]
        assert ("is `zvestka run` at work" in lines[0]) == lines[0].startswith("WRONG")
