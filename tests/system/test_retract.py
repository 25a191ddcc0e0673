"""The drill of a retraction: published, told, taken back from the shell, struck out where it stands."""

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from domain.event import Act, EventState
from domain.language import ENGLISH
from domain.subscription import ChatKind, Subscriber, Topic
from playground import Server, Telegram, serve
from storage.store import Store
from tests.storage.samples import NOW
from tests.system.processes import PATIENCE_SECONDS, Ended, Installation, bot_settings

PARDON = {"id": "p", "kind": "pardon", "date": "2026-02-03", "count": 7, "sources": []}
EDITORS = ("--confirmed-by", "1", "--confirmed-by", "2")


@pytest.fixture
async def server() -> AsyncIterator[tuple[Telegram, Server]]:
    telegram = Telegram()
    running = await serve(telegram)
    yield telegram, running
    await running.close()


@pytest.fixture
def installation(tmp_path: Path, server: tuple[Telegram, Server]) -> Installation:
    telegram, running = server
    (tmp_path / "event.json").write_text(json.dumps(PARDON), "utf-8")
    return Installation(tmp_path, bot_settings(telegram, running.url, (1, 2), shell_approval="1"))


async def opened(installation: Installation) -> Store:
    return await Store.open(f"sqlite:///{installation.database}", installation.folder / "secret" / "key")


async def subscribed(installation: Installation, telegram: Telegram, count: int) -> Sequence[int]:
    """Return the chats of people who read pardons."""
    store = await opened(installation)
    chats = [telegram.add_person(f"Reader {number}", "en").chat_id for number in range(count)]
    for chat in chats:
        telegram.chats[chat].bot = "member"
        topics = frozenset({Topic.PARDONS})
        await store.subscribers.put(Subscriber(chat, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=topics))
    await store.close()
    return chats


async def published(installation: Installation, *more: str) -> Ended:
    return await installation.command("publish", str(installation.folder / "event.json"), *more)


async def test_who_was_told_is_told_that_it_is_taken_back(
    installation: Installation, server: tuple[Telegram, Server]
) -> None:
    telegram, _ = server
    chats = await subscribed(installation, telegram, 3)
    assert "chats to tell: 3" in (await published(installation, *EDITORS)).out
    async with installation.running(telegram):
        await telegram.wait_for(lambda: all(telegram.sent(chat) for chat in chats), PATIENCE_SECONDS)
        taken_back = await installation.command("retract", "1", *EDITORS)
        assert (taken_back.code, taken_back.out) == (0, "event 1 retracted; chats to tell: 3\n"), taken_back.err
        await telegram.wait_for(lambda: all(len(telegram.sent(chat)) == 2 for chat in chats), PATIENCE_SECONDS)
    for first, second in map(telegram.sent, chats):
        assert first.text.startswith("Retracted.")
        assert "<s>" in first.html
        assert second.text.startswith("Retracted.")
        assert second.reply_to == first.id
    again = await installation.command("retract", "1", *EDITORS)
    assert again.code == 1
    assert "retracted before" in again.err


async def test_without_editors_it_waits_for_them_and_a_drill_that_was_cut_off_goes_on(
    installation: Installation,
) -> None:
    await published(installation, *EDITORS)
    waiting = await installation.command("retract", "1")
    assert waiting.out == "the retraction of event 1 waits for the editors; chats that were told: 0\n"
    assert (await installation.command("retract", "1")).out == waiting.out
    done = await installation.command("retract", "1", *EDITORS)
    assert done.code == 0, done.err
    store = await opened(installation)
    filed = await store.events.by_number(1)
    await store.close()
    assert filed is not None
    assert (filed.state, filed.event.act, filed.event.revision) == (EventState.RETRACTED, Act.CANCEL, 2)


async def test_what_cannot_be_taken_back_is_refused(installation: Installation) -> None:
    unknown = await installation.command("retract", "7", *EDITORS)
    assert (unknown.code, unknown.err) == (1, "zvestka retract: there is no event 7\n")
    await published(installation)
    draft = await installation.command("retract", "1", *EDITORS)
    assert draft.code == 1
    assert "nobody has been told of event 1" in draft.err
    await published(installation, *EDITORS)
    store = await opened(installation)
    sent = await store.events.by_number(1)
    assert sent is not None
    await store.events.correct(1, sent.event, NOW)
    await store.close()
    lying = await installation.command("retract", "1", *EDITORS)
    assert lying.code == 1
    assert "lies before the editors" in lying.err


@pytest.mark.parametrize("confirmed_by", [("1",), ("1", "1"), ("1", "3")])
async def test_two_different_editors_or_nothing(installation: Installation, confirmed_by: Sequence[str]) -> None:
    flags = [part for editor in confirmed_by for part in ("--confirmed-by", editor)]
    refused = await installation.command("retract", "1", *flags)
    assert refused.code == 2
    assert "zvestka retract: " in refused.err


async def test_shell_approval_must_be_allowed(installation: Installation, tmp_path: Path) -> None:
    closed = Installation(tmp_path, {**installation.settings, "ZVESTKA_SHELL_APPROVAL": "0"})
    refused = await closed.command("retract", "1", *EDITORS)
    assert refused.code == 2
    assert "ZVESTKA_SHELL_APPROVAL" in refused.err
