"""Nothing that the program leaves behind tells who asked: not its log at any level, not its files."""

import asyncio
import io
import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from domain.names import NameIndex
from playground import Telegram, serve
from playground.chats import Person
from tests.conversations.live import Live, open_live
from tests.logs import everything_said
from tests.mutations import good_updates, mutated
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings, stop
from tests.system.secrets import found_in_files, found_in_text

NAME = "Аўгіння Патаемная"
QUERY = "Вераніка Нікому-Невядомая"
PARDON = {
    "id": "2026-03-01-pardon",
    "kind": "pardon",
    "date": "2026-03-01",
    "count": 5,
    "sources": [{"url": "https://example.org/4", "publisher": "Example", "published": "2026-03-01"}],
}


def secrets_of(telegram: Telegram) -> list[str]:
    """Return what no line may hold: the token, every chat and person by number and name, what was asked."""
    people = [word for person in telegram.people.values() for word in (str(person.id), person.name)]
    chats = [str(abs(chat.id)) for chat in telegram.chats.values()]
    said = [NAME, *NAME.split(), QUERY, *QUERY.split()]
    return [telegram.token, telegram.token.partition(":")[2], *people, *chats, *said]


@pytest.fixture
def unredacted() -> Iterator[io.StringIO]:
    """Give the same log as a plain formatter writes it, to see that there was something to withhold."""
    said = io.StringIO()
    door = logging.StreamHandler(said)
    logging.getLogger().addHandler(door)
    yield said
    logging.getLogger().removeHandler(door)


async def test_no_line_of_any_logger_at_any_level(
    tmp_path: Path, unredacted: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.get_running_loop().set_debug(True)
    with everything_said() as said:
        async with asyncio.timeout(100), open_live(tmp_path) as live:
            await _everything(live, monkeypatch)
            secrets = secrets_of(live.telegram)
            chats = list(live.telegram.chats)
            assert not found_in_files(tmp_path, chats)
        assert not found_in_files(tmp_path, chats)
    text = said.getvalue()
    assert found_in_text(unredacted.getvalue(), secrets) > {NAME, QUERY}, "there was something to withhold"
    assert not found_in_text(text, secrets)
    for line in ("a conversation failed", "skipped a malformed update", "stopped on a fault", "asyncio", "sqlalchemy"):
        assert line in text, "the misfortunes were met"


async def _everything(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start, find, follow, be told, be misunderstood, and meet every kind of misfortune."""
    telegram = live.telegram
    reader = telegram.add_person(NAME, "be")
    await live.onboard(reader, "be", "off")
    with monkeypatch.context() as early:
        early.setattr(telegram, "next_id", lambda kind: 97_531)  # ids of Telegram's first days are as short
        await live.onboard(telegram.add_person(f"{NAME} 2", "ru"), "ru", "on")
    await live.say(reader, QUERY)
    await live.say(reader, f"/find {QUERY}")
    await live.say(reader, "/follow Ціханоўскі")
    await live.say(reader, "/subscribe pardons")
    await _malformed(live, reader)
    await _failing(live, reader, monkeypatch)
    await _told(live, reader)
    telegram.faults.refuse("sendMessage", 400, f"Bad Request: can't parse {QUERY} at https://x/bot{telegram.token}/y")
    telegram.type(reader.id, reader.id, QUERY)
    for fault in ("reset", "lose_answer", "server_error"):
        getattr(telegram.faults, fault)(None, times=2)
        await live.say(reader, f"/find {QUERY}")


async def _malformed(live: Live, reader: Person) -> None:
    for update in mutated(good_updates(live.telegram, reader, QUERY), 60, seed=2):
        live.telegram.inject_raw(update)
    await live.say(reader, "/help")


async def _failing(live: Live, reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(QUERY) from KeyError(NAME)

    with monkeypatch.context() as broken:
        broken.setattr(NameIndex, "find", fail)
        await live.say(reader, QUERY)
    with monkeypatch.context() as broken:
        broken.setattr("workers.indexing.versions", fail)
        await asyncio.sleep(0.7)  # the index worker looks every half second


async def _told(live: Live, reader: Person) -> None:
    before = {message.id for message in live.telegram.sent(reader.chat_id)}
    editors = live.editors
    seen = {editor.id: {message.id for message in live.telegram.sent(editor.chat_id)} for editor in editors}
    live.telegram.faults.server_error("sendMessage", times=1)
    live.telegram.type(editors[0].chat_id, editors[0].id, f"/announce {json.dumps(PARDON)}")
    previews = [await live.next_message(editor.chat_id, seen[editor.id]) for editor in editors]
    for editor, preview in zip(editors, previews, strict=True):
        await live.press(editor, preview, "Approve")
    await live.next_message(reader.chat_id, before)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    (tmp_path / "event.json").write_text(json.dumps(PARDON), "utf-8")
    return Installation(tmp_path)


async def test_the_process_and_its_files(installation: Installation) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    installation.settings = bot_settings(telegram, server.url, (1, 2), shell_approval="1")
    reader = telegram.add_person(NAME, "be")
    group = telegram.add_group("Дыяспара", [reader], [reader])
    async with installation.running(telegram) as process:
        await _heard(telegram, reader, "/start", f"/find {QUERY}", "/subscribe pardons")
        telegram.add_bot_to(group)
        telegram.type(group.id, reader.id, f"/subscribe@{telegram.username} pardons")
        await telegram.wait_for(lambda: telegram.sent(group.id), PATIENCE_SECONDS)
        for update in mutated(good_updates(telegram, reader, QUERY), 30, seed=3):
            telegram.inject_raw(update)
        telegram.faults.refuse(None, 502, f"Bad Gateway {QUERY} {reader.id}", times=3)
        telegram.faults.reset(None, times=2)
        told = [len(telegram.sent(chat)) for chat in (reader.chat_id, group.id)]
        flags = ("--confirmed-by", "1", "--confirmed-by", "2")
        published = await installation.command("publish", str(installation.folder / "event.json"), *flags)
        assert published.code == 0, published.err
        await telegram.wait_for(lambda: len(telegram.sent(reader.chat_id)) > told[0], PATIENCE_SECONDS)
        await telegram.wait_for(lambda: len(telegram.sent(group.id)) > told[1], PATIENCE_SECONDS)
        assert not found_in_files(installation.folder, telegram.chats), "while it runs, the WAL included"
        ended = await stop(process)
    await server.close()
    assert ended.code == 0
    assert "WARNING zvestka.polling" in ended.err
    assert not found_in_text(ended.err + ended.out + published.out + published.err, secrets_of(telegram))
    assert not found_in_files(installation.folder, telegram.chats)


async def _heard(telegram: Telegram, reader: Person, *texts: str) -> None:
    for text in texts:
        answers = len(telegram.sent(reader.chat_id)) + 1
        telegram.type(reader.chat_id, reader.id, text)
        await telegram.wait_for(partial(_answered, telegram, reader, answers), PATIENCE_SECONDS)


def _answered(telegram: Telegram, reader: Person, answers: int) -> bool:
    return len(telegram.sent(reader.chat_id)) >= answers


def test_the_search_would_find_an_id(tmp_path: Path) -> None:
    chat_ids: Sequence[int] = (5_812_000_001, -1_002_812_000_001)
    clear = sqlite3.connect(tmp_path / "clear.db")
    clear.execute("CREATE TABLE chats (id INTEGER)")
    clear.executemany("INSERT INTO chats VALUES (?)", [(chat_id,) for chat_id in chat_ids])
    clear.execute("INSERT INTO chats VALUES ('chat -1002812000001')")
    clear.commit()
    clear.close()
    assert found_in_files(tmp_path, chat_ids) == {f"{chat_id} in clear.db" for chat_id in chat_ids}
    (tmp_path / "clear.bin").write_bytes((5_812_000_001).to_bytes(8, "little"))
    assert "5812000001 in clear.bin" in found_in_files(tmp_path, chat_ids)
