"""The starter data in data/: readable, sourced, spelled in the right alphabet, and as large as promised."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from domain.event import EventKind, Ground
from domain.person import Status
from domain.records import read_event, read_object, read_person

Row = dict[str, Any]

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("be", "ru", "en")
RUSSIAN_ONLY = re.compile("[ищъ]", re.IGNORECASE)
BELARUSIAN_ONLY = re.compile("[іў’']", re.IGNORECASE)
LATIN = re.compile("[a-z]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яёіў]", re.IGNORECASE)
MIRRORS = ("cloudfront.net", "mstagmanager", "zerkalo-", "khdbz39sm", ".c97.org", "page-analytics", "coron.tech")

# Every pardon wave from July 2024 to April 2026: its date, its number (None where no source gives one).
WAVES = {
    ("2024-07-03", 18),
    ("2024-08-01", 1),
    ("2024-08-16", 30),
    ("2024-09-04", 30),
    ("2024-09-16", 37),
    ("2024-11-07", 31),
    ("2024-11-20", 32),
    ("2024-12", 29),
    ("2024-12-28", 20),
    ("2025-01-18", 23),
    ("2025-02", 3),
    ("2025-04", 1),
    ("2025-05-07", 42),
    ("2025-06-21", 14),
    ("2025-07-02", 16),
    ("2025-09-11", 52),
    ("2025-09-16", 25),
    ("2025-11-20", 2),
    ("2025-11-22", 31),
    ("2025-12-13", 123),
    ("2025-12-30", 22),
    ("2026-02-19", 2),
    ("2026-03-05", 18),
    ("2026-03-19", 250),
    ("2026-04-28", None),
}
DISPUTED = {"2024-07-03", "2024-08-16", "2024-09-04", "2024-12", "2025-01-18", "2025-05-07", "2025-06-21", "2025-09-11"}
DISPUTED |= {"2025-09-16", "2025-11-20", "2025-11-22", "2025-12-13", "2025-12-30", "2026-02-19", "2026-03-05"}
NAMED_IN_WAVES = """
Kastusiou Krieger Berasneu Lutskina Ziankovich Tsikhanouski Karnei Losik Dziadok Matskevich Dashkevich Yarashuk
Statkevich Akalatovich Yukhnevich Bialiatski Kalesnikava Babaryka Znak Zolatava Labkovich Stefanovich Levaya Poczobut
""".split()


def rows(name: str) -> list[Row]:
    """Return the objects of one JSON Lines file."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def people() -> dict[str, Row]:
    """Return every person's object by id."""
    return {row["id"]: row for row in rows("people.jsonl")}


def replays() -> dict[str, Row]:
    """Return the replayed events by file name."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (DATA / "replays").glob("*.json")}


def release(date: str) -> Row:
    """Return the event of that date."""
    (event,) = (row for row in rows("events.jsonl") if row["date"] == date)
    return event


def everything() -> list[Row]:
    """Return every row that must be sourced."""
    return [*rows("people.jsonl"), *rows("events.jsonl"), *replays().values()]


def test_the_program_reads_every_row() -> None:
    for line in (DATA / "people.jsonl").read_text(encoding="utf-8").splitlines():
        person = read_person(read_object(line))
        assert person.custody.as_of, person.id
    for event in [*rows("events.jsonl"), *replays().values()]:
        read_event(event)


@pytest.mark.parametrize("name", ["people.jsonl", "events.jsonl"])
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert len(set(ids)) == len(ids)


def test_every_row_says_where_and_when_it_was_published() -> None:
    for row in everything():
        assert row["sources"], row["id"]
        for source in row["sources"]:
            assert source["url"].startswith(("https://", "http://")), row["id"]
            assert source["publisher"], row["id"]
            assert source["published"], row["id"]
            assert not any(mirror in source["url"] for mirror in MIRRORS), source["url"]


def test_everybody_has_a_name_in_each_language_and_its_own_letters() -> None:
    for row in rows("people.jsonl"):
        names = row["names"]
        assert all(names[language] for language in LANGUAGES), row["id"]
        assert not any(RUSSIAN_ONLY.search(name) or LATIN.search(name) for name in names["be"]), names["be"]
        assert not any(BELARUSIAN_ONLY.search(name) or LATIN.search(name) for name in names["ru"]), names["ru"]
        assert not any(CYRILLIC.search(name) for name in names["en"]), names["en"]
        spellings = [name for language in LANGUAGES for name in names[language]]
        assert all(name == " ".join(name.split()) and " " in name for name in spellings), spellings


def test_no_two_people_are_the_same_person() -> None:
    born = [(row["names"]["en"][0], row.get("born")) for row in rows("people.jsonl")]
    assert len(set(born)) == len(born)


def test_everybody_named_in_the_waves_is_there_and_many_more() -> None:
    surnames = [row["names"]["en"][0].split()[-1] for row in rows("people.jsonl")]
    assert not set(NAMED_IN_WAVES) - set(surnames)
    assert len([surname for surname in surnames if surname not in NAMED_IN_WAVES]) >= 40


def test_statuses_kinds_and_grounds_are_known() -> None:
    assert {row["status"] for row in rows("people.jsonl")} <= set(Status)
    assert {row["kind"] for row in rows("events.jsonl")} <= set(EventKind)
    assert {row["ground"] for row in rows("events.jsonl") if "ground" in row} <= set(Ground)


def test_all_waves_are_there_with_their_conflicts() -> None:
    events = rows("events.jsonl")
    waves = {(row["date"], row.get("count")) for row in events if row["kind"] in {"pardon", "release"}}
    assert waves >= WAVES
    assert {row["date"] for row in events if row.get("conflicts")} >= DISPUTED


def test_women_and_men_never_exceed_the_number() -> None:
    for row in [*rows("events.jsonl"), *replays().values()]:
        if "women" in row and "men" in row:
            assert row["women"] + row["men"] == row["count"], row["id"]
        assert len(row.get("people", [])) <= row.get("count", 1_000), row["id"]


def test_events_name_people_we_hold() -> None:
    known = people()
    for row in [*rows("events.jsonl"), *replays().values()]:
        assert not set(row.get("people", [])) - set(known), row["id"]


def test_falsely_reported_names_are_not_in_the_event() -> None:
    june, september, december = (release(date) for date in ("2025-06-21", "2025-09-11", "2025-12-13"))
    assert "zvestka:losik-ihar" not in june["people"] + replays()["2025-06-21.json"]["people"]
    assert "zvestka:losik-ihar" in september["people"]
    assert "viasna:184" not in september["people"]
    assert "zvestka:stefanovich-valiantsin" not in december["people"]


def test_nobody_is_in_prison_who_was_released() -> None:
    known = people()
    freed = {person for row in rows("events.jsonl") if row["kind"] == "release" for person in row.get("people", [])}
    assert {known[person]["status"] for person in freed} <= {"released", "exiled"}


def test_summaries_stand_in_all_three_languages_with_their_letters() -> None:
    for row in rows("events.jsonl"):
        if "summary" not in row:
            continue
        assert set(row["summary"]) == set(LANGUAGES), row["id"]
        assert not RUSSIAN_ONLY.search(row["summary"]["be"]), row["id"]
        assert not BELARUSIAN_ONLY.search(row["summary"]["ru"]), row["id"]


def test_replays_fit_one_telegram_message() -> None:
    named = replays()
    assert named["2024-09-16.json"]["count"] == 37
    assert "people" not in named["2024-09-16.json"]
    assert "viasna:179" in named["2025-06-21.json"]["people"]
    for path in (DATA / "replays").glob("*.json"):
        assert len(path.read_text(encoding="utf-8")) < 3_500, path.name
