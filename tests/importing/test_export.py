"""`zvestka export`: what it writes, an empty store takes back as it was."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.event import Event, EventKind, EventState
from storage.database import Database
from storage.events import Events
from tests.importing.exports import crowd, register, row, save
from tests.importing.shell import Shell

RISKY = {
    "id": "zvestka:risky",
    "names": {"en": ["=HYPERLINK() 'Jan\" Vydumany"], "be": ["Ян, Выдуманы"]},
    "note": "=1+1",
    "institution": "'quoted'",
    "recognised": False,
    "sentence": {"years": 0, "months": 19},
    "born": "1990",
    "sources": [{"url": "https://example.org/1", "publisher": "-Example", "published": "2024-05"}],
}
EVENT = {
    "id": "2026-01-01-pardon",
    "kind": "pardon",
    "date": "2026-01",
    "count": 2,
    "people": ["viasna:1000", "Nichto Nidze"],
    "ground": "pardon",
    "summary": {"en": "@home", "be": "Памілаваныя"},
    "conflicts": "37 or 52",
}


@pytest.fixture
async def filled(shell: Shell) -> Shell:
    rows = crowd(5, name="Jan (Janka) Vydumany")
    await shell.zvestka("import", save(shell.folder, register([*rows, row(status="np")])))
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in (RISKY, EVENT))
    await shell.zvestka("import", save(shell.folder, lines, "rows.jsonl"))
    return shell


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "empty")


async def same(one: Shell, other: Shell) -> None:
    ours, theirs = await one.people(), await other.people()
    assert {key: listed.person for key, listed in ours.items()} == {key: each.person for key, each in theirs.items()}
    assert [listed.code for listed in ours.values()] == [listed.code for listed in theirs.values()]
    assert await one.events() == await other.events()


async def test_json_lines_come_back_the_same(filled: Shell, empty: Shell) -> None:
    file = filled.folder / "all.jsonl"
    assert await filled.zvestka("export", file) == 0
    assert await empty.zvestka("import", file) == 0
    await same(filled, empty)


async def test_csv_comes_back_the_same(filled: Shell, empty: Shell) -> None:
    for kind in ("people", "events"):
        file = filled.folder / f"{kind}.csv"
        assert await filled.zvestka("export", f"--{kind}", "--format", "csv", file) == 0
        assert await empty.zvestka("import", file) == 0
    await same(filled, empty)


async def test_no_cell_is_a_formula(filled: Shell) -> None:
    for kind in ("people", "events"):
        file = filled.folder / f"{kind}.csv"
        await filled.zvestka("export", f"--{kind}", "--format", "csv", file)
        with file.open(encoding="utf-8", newline="") as lines:
            cells = [cell for cells in csv.reader(lines) for cell in cells]
        assert cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


async def test_a_broken_row_of_our_csv_is_refused_and_the_rest_kept(
    filled: Shell, empty: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    file = filled.folder / "people.csv"
    await filled.zvestka("export", "--people", "--format", "csv", file)
    with file.open("a", encoding="utf-8") as lines:
        lines.write("1,x:1,{broken\n")
    assert await empty.zvestka("import", file) == 0
    assert "line 9: " in capsys.readouterr().out
    assert len(await empty.people()) == 7


async def test_one_kind_goes_to_standard_output(filled: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert await filled.zvestka("export", "--events") == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["2026-01-01-pardon"]


async def test_csv_of_both_kinds_is_refused(filled: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert await filled.zvestka("export", "--format", "csv") == 2
    assert "--people or --events" in capsys.readouterr().err


async def test_what_the_editors_have_not_confirmed_is_not_exported(
    filled: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    database = await Database.open(filled.settings.database_url)
    draft = Event("draft", EventKind.RELEASE)
    await Events(database).file(draft, EventState.DRAFT, datetime(2026, 1, 1, tzinfo=UTC))
    await database.close()
    capsys.readouterr()
    await filled.zvestka("export", "--events")
    assert "draft" not in capsys.readouterr().out
