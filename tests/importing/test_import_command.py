"""`zvestka import` on real files and a real store: what the operator reads, and what is in the store afterwards."""

import json
from pathlib import Path

import pytest

from domain.event import EventKind, EventState
from domain.person import Status
from tests.importing.exports import crowd, register, row, save
from tests.importing.shell import Shell

JAN = {"id": "viasna:1", "names": {"en": ["Jan Vydumany"]}}
EVENT = {"id": "2026-01-01-pardon", "kind": "pardon", "date": "2026-01-01", "count": 1}

Captured = pytest.CaptureFixture[str]


def jsonl(folder: Path, *rows: object, name: str = "rows.jsonl") -> Path:
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in rows)
    return save(folder, "\n".join(lines) + "\n", name)


async def test_a_register_is_imported_and_the_same_file_twice_changes_nothing(shell: Shell, capsys: Captured) -> None:
    file = save(shell.folder, register([*crowd(10), row(id="7", name="Pavel A.")]))
    assert await shell.zvestka("import", file) == 0
    told = capsys.readouterr().out
    assert "10 added, 0 changed, 0 unchanged" in told
    assert "rows refused: 1" in told
    assert "line 32: " in told
    stored = await shell.people()
    assert await shell.zvestka("import", file) == 0
    assert "0 added, 0 changed, 10 unchanged" in capsys.readouterr().out
    assert await shell.people() == stored
    assert not await shell.reports()


async def test_a_later_register_makes_reports_and_an_absent_row_is_nothing(shell: Shell, capsys: Captured) -> None:
    rows = crowd(20)
    await shell.zvestka("import", save(shell.folder, register(rows)))
    rows[0] |= {"status": "former", "prison": "FALSE", "release_date": "2026-11-01"}
    rows[1] |= {"prison": "Prison No. 8"}
    await shell.zvestka("import", save(shell.folder, register([*rows[:19], row(id="7", name="Novy Vydumany")])))
    told = capsys.readouterr().out
    assert "1 added, 2 changed, 17 unchanged" in told
    assert "reports for the editors: 3" in told
    assert "reports waiting for the editors, who read them with /review: 3" in told
    kinds = {report.event.people[0]: report.event.kind for report in await shell.reports()}
    assert kinds == {
        "viasna:1000": EventKind.RELEASE,
        "viasna:1001": EventKind.TRANSFER,
        "viasna:7": EventKind.RECOGNITION,
    }
    people = await shell.people()
    assert people["viasna:1000"].person.custody.status is Status.RELEASED
    assert people["viasna:1019"].person.custody.status is Status.IMPRISONED
    assert not await shell.events()


async def test_the_rest_of_a_first_import_that_was_broken_off_is_no_news(shell: Shell) -> None:
    rows = crowd(200)
    await shell.zvestka("import", save(shell.folder, register(rows[:120])))
    await shell.zvestka("import", save(shell.folder, register(rows)))
    assert len(await shell.people()) == 200
    assert not await shell.reports()


async def test_the_russian_export_adds_names_to_the_english_one(shell: Shell) -> None:
    await shell.zvestka("import", save(shell.folder, register([row()])))
    await shell.zvestka("import", save(shell.folder, register([row(name="Ян Выдуманный", url="")])))
    (listed,) = (await shell.people()).values()
    assert listed.person.names == {"en": ("Jan Vydumany",), "ru": ("Ян Выдуманный",)}
    assert listed.person.custody.institution == "colony-4"


async def test_a_register_that_shrank_is_refused_unless_the_operator_insists(shell: Shell, capsys: Captured) -> None:
    await shell.zvestka("import", save(shell.folder, register(crowd(20))))
    fewer = save(shell.folder, register(crowd(17)))
    capsys.readouterr()
    assert await shell.zvestka("import", fewer) == 1
    assert "--even-if-smaller" in capsys.readouterr().err
    assert await shell.zvestka("import", fewer, "--even-if-smaller") == 0
    assert len(await shell.people()) == 20


async def test_a_dry_run_says_what_would_change_and_makes_not_even_a_database(shell: Shell, capsys: Captured) -> None:
    file = save(shell.folder, register([row()]))
    assert await shell.zvestka("import", file, "--dry-run") == 0
    assert [path.name for path in shell.folder.iterdir()] == ["register.csv"]
    await shell.zvestka("import", file)
    capsys.readouterr()
    file = save(shell.folder, register([row(prison="Prison No. 8")]))
    assert await shell.zvestka("import", file, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "viasna:1: institution" in told
    assert "0 added, 1 changed, 0 unchanged" in told
    assert (await shell.people())["viasna:1"].person.custody.institution == "colony-4"
    assert not await shell.reports()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "empty"),
        (register([]), "empty"),
        ("<html><body>403</body></html>", "web page"),
        ("Name and surname,Status\nJan,x\n", "follow the link CSV"),
        ("id,url,name\n1,2,3\n", "status, gender"),
    ],
)
async def test_a_file_rejected_as_a_whole_says_what_to_do(shell: Shell, capsys: Captured, text: str, hint: str) -> None:
    assert await shell.zvestka("import", save(shell.folder, text)) == 1
    assert hint in capsys.readouterr().err
    assert [path.name for path in shell.folder.iterdir()] == ["register.csv"]


async def test_a_missing_file_is_named(shell: Shell, capsys: Captured) -> None:
    assert await shell.zvestka("import", shell.folder / "nowhere.csv") == 1
    assert "nowhere.csv" in capsys.readouterr().err


async def test_nothing_but_refused_rows_is_a_failure(shell: Shell, capsys: Captured) -> None:
    assert await shell.zvestka("import", jsonl(shell.folder, "[1]", "{")) == 1
    assert "no row could be taken" in capsys.readouterr().err


async def test_many_refused_rows_are_cut_on_the_screen_and_whole_in_the_file(shell: Shell, capsys: Captured) -> None:
    refused = shell.folder / "refused.txt"
    file = jsonl(shell.folder, JAN, *[{"id": f"x:{n}", "names": {}} for n in range(30)])
    assert await shell.zvestka("import", file, "--refused", refused) == 0
    assert "and 10 more" in capsys.readouterr().out
    lines = refused.read_text("utf-8").splitlines()
    assert len(lines) == 30
    assert lines[0].startswith("line 2: ")


async def test_people_lines_are_kept_refused_and_merged(shell: Shell, capsys: Captured) -> None:
    await shell.zvestka("import", jsonl(shell.folder, JAN, JAN, {**JAN, "id": "x:2", "born": "soon"}, "not json", ""))
    told = capsys.readouterr().out
    assert "1 added" in told
    assert all(f"line {line}: " in told for line in (2, 3, 4))
    await shell.zvestka("import", jsonl(shell.folder, {**JAN, "names": {"be": ["Ян Выдуманы"]}, "born": "1990"}))
    person = (await shell.people())["viasna:1"].person
    assert person.names == {"en": ("Jan Vydumany",), "be": ("Ян Выдуманы",)}
    assert str(person.born) == "1990"


async def test_events_are_history_and_name_people_by_id_or_by_an_unshared_spelling(shell: Shell) -> None:
    twins = [{"id": f"x:{n}", "names": {"en": ["Siarhei Vydumany"]}} for n in (2, 3)]
    named = ["viasna:1", "jan vydumany", "Siarhei Vydumany", "Nichto Nidze"]
    assert await shell.zvestka("import", jsonl(shell.folder, {**EVENT, "people": named}, JAN, *twins)) == 0
    filed = (await shell.events())["2026-01-01-pardon"]
    assert filed.state is EventState.HISTORY
    assert filed.event.people == ("viasna:1",)
    assert filed.event.unmatched == ("Siarhei Vydumany", "Nichto Nidze")


async def test_the_same_events_twice_change_nothing(shell: Shell, capsys: Captured) -> None:
    file = jsonl(shell.folder, JAN, {**EVENT, "people": ["viasna:1"], "summary": {"en": "A pardon."}})
    await shell.zvestka("import", file)
    stored = await shell.events()
    capsys.readouterr()
    await shell.zvestka("import", file)
    assert "events: 0 added, 0 changed, 1 unchanged" in capsys.readouterr().out
    assert await shell.events() == stored


async def test_an_event_of_somebody_unknown_is_refused(shell: Shell, capsys: Captured) -> None:
    assert await shell.zvestka("import", jsonl(shell.folder, JAN, {**EVENT, "people": ["viasna:9"]})) == 0
    assert "viasna:9" in capsys.readouterr().out
    assert not await shell.events()


async def test_ten_thousand_rows(shell: Shell) -> None:
    assert await shell.zvestka("import", save(shell.folder, register(crowd(10_000)))) == 0
    assert len(await shell.people()) == 10_000
