"""The list of sources: the packaged one, what an operator's file changes, and what is refused with words that help."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import NO_SOURCES, PACKAGED_SOURCES, ConfigError, Settings
from bot.sources import load_catalogue, sources_in_force
from domain.trust import Tier
from sources.catalogue import SourceKind

ROW = """
[{name}]
kind = "feed"
url = "{url}"
publisher = "Somebody"
tier = "press"
"""


def written(folder: Path, text: str) -> str:
    file = folder / "sources.toml"
    file.write_text(text, "utf-8")
    return str(file)


def settings(folder: Path, sources: str, contact: str = "") -> Settings:
    return Settings(folder, folder / "key", "", sources=sources, contact=contact)


def test_the_packaged_list_reads_public_pages_politely() -> None:
    catalogue = load_catalogue(PACKAGED_SOURCES)
    assert not catalogue.is_rehearsal
    assert {row.kind for row in catalogue.rows} >= {SourceKind.FEED, SourceKind.TELEGRAM, SourceKind.VIASNA_NEWS}
    for row in catalogue.rows:
        assert all(address.startswith("https://") for address in row.addresses)
        assert row.every >= timedelta(hours=1)
        assert row.tier is Tier.TRUSTED or row.publisher != "Viasna"
    assert "viasna-register" not in {row.name for row in catalogue.rows}, "off until the operator wants it"


def test_a_file_changes_rows_by_name_and_adds_others(tmp_path: Path) -> None:
    own = ROW.format(name="somebody", url="https://news.example/rss")
    choice = written(tmp_path, f"[viasna-register]\nenabled = true\nevery = 2880\n[zerkalo]\nenabled = false\n{own}")
    rows = {row.name: row for row in load_catalogue(choice).rows}
    assert rows["viasna-register"].every == timedelta(days=2)
    assert rows["viasna-register"].publisher == "Viasna"
    assert "zerkalo" not in rows
    assert rows["somebody"].hosts == {"news.example"}


def test_a_rehearsal_stands_on_this_machine_alone(tmp_path: Path) -> None:
    own = ROW.format(name="here", url="http://127.0.0.1:9/rss") + "every = 0.05\n"
    catalogue = load_catalogue(written(tmp_path, f"defaults = false\n{own}"))
    assert catalogue.is_rehearsal
    assert [row.every for row in catalogue.rows] == [timedelta(seconds=3)]
    with pytest.raises(ConfigError, match="here: sources on this machine are for a rehearsal"):
        load_catalogue(written(tmp_path, own))


WRONG: dict[str, tuple[str, str]] = {
    "not TOML": ("[", "is not TOML"),
    "no table": ("x = 1", "x: write a table"),
    "unknown setting": (ROW.format(name="x", url="https://a.example/") + "speed = 1\n", "x: speed is no setting"),
    "unknown kind": ('[x]\nkind = "fax"', "x: kind: one of feed, telegram"),
    "no kind": ("[x]", "x: kind: write text in quotes"),
    "unknown tier": (ROW.format(name="x", url="https://a.example/").replace('"press"', '"gossip"'), "x: tier: one of"),
    "plain HTTP": (ROW.format(name="x", url="http://a.example/"), "is not an https:// address"),
    "no address": (ROW.format(name="x", url="https:///"), "is not an https:// address"),
    "too often": (ROW.format(name="x", url="https://a.example/") + "every = 5\n", "x: every: 60 minutes at least"),
    "no number": (ROW.format(name="x", url="https://a.example/") + 'every = "5"\n', "x: every: write a number over 0"),
    "a long name": (ROW.format(name="x", url="https://a.example/").replace("Somebody", "S" * 61), "x: publisher: 60"),
    "no list": (ROW.format(name="x", url="https://a.example/") + 'mirrors = "y"\n', "x: mirrors: write a list"),
    "no flag": (
        ROW.format(name="x", url="https://a.example/") + "dedicated = 1\n",
        "x: dedicated: write true",
    ),
    "no channel": (
        '[x]\nkind = "telegram"\nchannel = "a b"\npublisher = "P"\ntier = "press"',
        "x: channel: a",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_refused_by_name(case: str, tmp_path: Path) -> None:
    text, words = WRONG[case]
    with pytest.raises(ConfigError, match=words.replace("(", r"\(")):
        load_catalogue(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read .*nowhere\.toml"):
        load_catalogue(str(tmp_path / "nowhere.toml"))


def test_nobodys_site_is_asked_without_a_contact_to_give(tmp_path: Path) -> None:
    assert not sources_in_force(settings(tmp_path, PACKAGED_SOURCES)).rows
    assert sources_in_force(settings(tmp_path, PACKAGED_SOURCES, "mailto:a@b.example")).rows
    assert not sources_in_force(settings(tmp_path, NO_SOURCES, "mailto:a@b.example")).rows
    own = written(tmp_path, ROW.format(name="x", url="https://a.example/"))
    with pytest.raises(ConfigError, match="ZVESTKA_CONTACT"):
        sources_in_force(settings(tmp_path, own))
    here = written(tmp_path, "defaults = false" + ROW.format(name="x", url="http://localhost:9/"))
    assert sources_in_force(settings(tmp_path, here)).rows
