"""The command line and the running bot meet in the database only."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground import Server, Telegram, serve
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings

PERSON = {
    "id": "test:1",
    "names": {"be": ["Адам Прыкладны"], "ru": ["Адам Примерный"], "en": ["Adam Prykladny"]},
    "gender": "m",
    "status": "imprisoned",
    "sources": [{"url": "https://example.org/1", "publisher": "Example"}],
}
RELEASE = {
    "id": "2026-01-02-release",
    "kind": "release",
    "date": "2026-01-02",
    "people": ["test:1"],
    "sources": [{"url": "https://example.org/2", "publisher": "Example", "published": "2026-01-02"}],
}
EDITORS = (1, 2)


@pytest.fixture
async def server() -> AsyncIterator[tuple[Telegram, Server]]:
    telegram = Telegram()
    running = await serve(telegram)
    yield telegram, running
    await running.close()


@pytest.fixture
def installation(tmp_path: Path, server: tuple[Telegram, Server]) -> Installation:
    telegram, running = server
    settings = bot_settings(telegram, running.url, EDITORS, shell_approval="1")
    (tmp_path / "people.jsonl").write_text(json.dumps(PERSON, ensure_ascii=False) + "\n", "utf-8")
    (tmp_path / "event.json").write_text(json.dumps(RELEASE), "utf-8")
    return Installation(tmp_path, settings)


async def test_imported_found_followed_published_told(
    installation: Installation, server: tuple[Telegram, Server], tmp_path: Path
) -> None:
    telegram, _ = server
    relative = telegram.add_person("Ева", "ru")
    async with installation.running(telegram):
        imported = await installation.command("import", str(tmp_path / "people.jsonl"))
        assert imported.code == 0, imported.err
        found = await installation.command("find", "Примерный", "--json")
        assert json.loads(found.out)["matches"][0]["id"] == "test:1"

        async def followed() -> bool:
            count = len(telegram.sent(relative.chat_id))
            telegram.type(relative.chat_id, relative.id, "/follow Примерный Адам")
            await telegram.wait_for(lambda: len(telegram.sent(relative.chat_id)) > count, PATIENCE_SECONDS)
            return "Адам Примерный" in telegram.sent(relative.chat_id)[-1].text

        while not await followed():  # the running bot sees the import within half a second
            pass
        told = await installation.command(
            "publish", str(tmp_path / "event.json"), "--confirmed-by", "1", "--confirmed-by", "2"
        )
        assert told.code == 0, told.err
        await telegram.wait_for(
            lambda: telegram.sent(relative.chat_id)[-1].text == "Есть обновление.", PATIENCE_SECONDS
        )
    again = await installation.command(
        "publish", str(tmp_path / "event.json"), "--confirmed-by", "1", "--confirmed-by", "2"
    )
    assert again.code == 1


@pytest.mark.parametrize(
    "confirmed_by", [["1"], ["1", "1"], ["1", "3"]], ids=["one", "the same twice", "not an editor"]
)
async def test_two_different_editors_or_nothing(
    installation: Installation, tmp_path: Path, confirmed_by: list[str]
) -> None:
    flags = [part for editor in confirmed_by for part in ("--confirmed-by", editor)]
    refused = await installation.command("publish", str(tmp_path / "event.json"), *flags)
    assert refused.code == 2
    assert "confirm" in refused.err


async def test_shell_approval_must_be_allowed(installation: Installation, tmp_path: Path) -> None:
    closed = Installation(tmp_path, {**installation.settings, "ZVESTKA_SHELL_APPROVAL": "0"})
    refused = await closed.command(
        "publish", str(tmp_path / "event.json"), "--confirmed-by", "1", "--confirmed-by", "2"
    )
    assert refused.code == 2
    assert "ZVESTKA_SHELL_APPROVAL" in refused.err


async def test_batch_answers_every_line(installation: Installation, tmp_path: Path) -> None:
    await installation.command("import", str(tmp_path / "people.jsonl"))
    (tmp_path / "queries.txt").write_text("Адам Прыкладны\nНіхто Такі\n\n", "utf-8")
    answered = await installation.command("find", "--batch", str(tmp_path / "queries.txt"), "--json", "--limit", "1")
    answers = [json.loads(line) for line in answered.out.splitlines()]
    assert [answer["verdict"] for answer in answers] == ["found", "none", "none"]
    assert all(answer["ms"] >= 0 for answer in answers)
