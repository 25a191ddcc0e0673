"""``zvestka read`` as the shell sees it."""

import json
from pathlib import Path

import pytest

import main


@pytest.fixture
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZVESTKA_DATA_DIR", str(tmp_path / "store"))
    monkeypatch.setenv("ZVESTKA_DATABASE_URL", f"sqlite:///{tmp_path}/zvestka.db")
    monkeypatch.setenv("ZVESTKA_KEY_FILE", str(tmp_path / "key"))


@pytest.mark.usefixtures("_store")
def test_one_object_a_file_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text("Лукашенко помиловал 19 человек\n\nСреди них Иван Придумов.", "utf-8")
    second.write_text("Погода\n\nЗавтра дождь.", "utf-8")
    assert main.main(["read", "--json", str(first), str(second)]) == 0
    told, silent = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [event["kind"] for event in told["events"]] == ["pardon"]
    assert told["events"][0]["count"] == 19
    assert [(who["name"], who["id"]) for who in told["events"][0]["people"]] == [("Иван Придумов", None)]
    assert silent == {"events": [], "background": []}


@pytest.mark.usefixtures("_store")
def test_only_https_is_fetched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["read", "http://example.org/news/1"]) == 2
    assert "only https" in capsys.readouterr().err
