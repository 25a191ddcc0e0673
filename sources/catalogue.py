"""The list of sources: which public pages are read, on whose word, how often. A row a source, in TOML.

Hosts are named by a person here, mirrors too, and never learned from what was read: mirrors can be forged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from domain.language import Language
from domain.trust import Tier
from sources.article import language_of
from sources.telegram_preview import preview_address

SHORTEST = timedelta(hours=1)
"""Between two polls of a source (SOURCES.md, 7); a rehearsal on this machine may hurry."""

LONGEST_NAME = 60
_FIELDS = frozenset("kind url channel publisher tier language every mirrors hosts dedicated enabled least_rows".split())
Choice = TypeVar("Choice", bound=StrEnum)
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost"})


class CatalogueError(ValueError):
    """A row cannot be used; the message names it and says what to write instead."""


class SourceKind(StrEnum):
    """How a source is laid out; ``sources/kinds.py`` says who reads it."""

    FEED = "feed"
    TELEGRAM = "telegram"
    VIASNA_NEWS = "viasna-news"
    VIASNA_REGISTER = "viasna-register"
    PRESIDENT = "president"
    DISSIDENTBY = "dissidentby"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. ``addresses`` are the page to poll and its mirrors, which are asked when the first gives nothing.

    ``dedicated``: all it prints is about political prisoners, so that nothing has to be left aside. ``least_rows``: a
    register of fewer is not taken.
    """

    name: str
    kind: SourceKind
    addresses: tuple[str, ...]
    publisher: str
    tier: Tier
    every: timedelta
    language: Language | None = None
    channel: str = ""
    further_hosts: frozenset[str] = frozenset()
    dedicated: bool = False
    enabled: bool = True
    least_rows: int = 5_000

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that this source may be read from."""
        return self.further_hosts | {_host(address) for address in self.addresses}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every source that is read. A rehearsal's stand on this machine, all of them; then nothing else is reached."""

    rows: tuple[SourceRow, ...]
    is_rehearsal: bool = False

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that may be asked."""
        return frozenset(host for row in self.rows for host in row.hosts)


def merged_tables(packaged: Mapping[str, object], own: Mapping[str, object]) -> Mapping[str, object]:
    """Return the packaged tables as an operator's file changes them; ``defaults = false`` leaves the packaged out."""
    changes = {name: table for name, table in own.items() if name != "defaults"}
    tables = dict(packaged) if own.get("defaults", True) else {}
    for name, table in changes.items():
        before = tables.get(name)
        tables[name] = {**before, **table} if isinstance(before, Mapping) and isinstance(table, Mapping) else table
    return tables


def read_catalogue(tables: Mapping[str, object]) -> Catalogue:
    """Return the sources that are switched on; raise CatalogueError for the first row that cannot be used."""
    rows = [_row(name, table) for name, table in tables.items()]
    rehearsed = [row for row in rows if row.hosts <= _THIS_MACHINE]
    if rehearsed and len(rehearsed) < len(rows):
        raise CatalogueError(
            f"{rehearsed[0].name}: sources on this machine are for a rehearsal: write `defaults = false` on the first "
            "line, and name no others"
        )
    for row in rows:
        _check_addresses(row, "http" if rehearsed else "https")
        if not rehearsed and row.every < SHORTEST:
            raise CatalogueError(f"{row.name}: every: 60 minutes at least, so that we are a burden to nobody")
    return Catalogue(tuple(row for row in rows if row.enabled), bool(rehearsed))


def _row(name: str, table: object) -> SourceRow:
    if not isinstance(table, Mapping) or not name.isascii() or len(name) > LONGEST_NAME:
        raise CatalogueError(f"{name[:LONGEST_NAME]}: write a table: [name-of-the-source], and its settings under it")
    unknown = sorted(set(table) - _FIELDS)
    if unknown:
        raise CatalogueError(f"{name}: {unknown[0]} is no setting of a source. Known: {', '.join(sorted(_FIELDS))}")
    told = _Table(name, table)
    kind = told.choice("kind", SourceKind)
    channel = told.text("channel", "") if kind is SourceKind.TELEGRAM else ""
    return SourceRow(
        name=name,
        kind=kind,
        addresses=(_first_address(told, channel), *told.texts("mirrors")),
        publisher=_publisher(told),
        tier=told.choice("tier", Tier),
        every=timedelta(minutes=told.number("every", 60)),
        language=language_of(told.text("language", "")),
        channel=channel,
        further_hosts=frozenset(map(str.lower, told.texts("hosts"))),
        dedicated=told.flag("dedicated", default=False),
        enabled=told.flag("enabled", default=True),
        least_rows=int(told.number("least_rows", 5_000)),
    )


def _publisher(told: "_Table") -> str:
    publisher = told.text("publisher")
    if len(publisher) > LONGEST_NAME:
        raise CatalogueError(f"{told.name}: publisher: {LONGEST_NAME} characters at most")
    return publisher


def _first_address(told: "_Table", channel: str) -> str:
    if not channel or "url" in told.table:
        return told.text("url")
    try:
        return preview_address(channel)
    except ValueError as error:
        raise CatalogueError(f"{told.name}: channel: {error}") from None


def _check_addresses(row: SourceRow, scheme: str) -> None:
    for address in row.addresses:
        if urlsplit(address).scheme != scheme or not _host(address):
            raise CatalogueError(f"{row.name}: {address[:100]} is not an {scheme}:// address")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class _Table:
    """The settings of one row, each read as what it must be."""

    name: str
    table: Mapping[str, object]

    def text(self, field: str, default: str | None = None) -> str:
        value = self.table.get(field, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise CatalogueError(f"{self.name}: {field}: write text in quotes")
        return value.strip()

    def texts(self, field: str) -> Sequence[str]:
        value = self.table.get(field, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise CatalogueError(f'{self.name}: {field}: write a list of texts, ["…", "…"]')
        return value

    def number(self, field: str, default: float) -> float:
        value = self.table.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1_000_000:
            raise CatalogueError(f"{self.name}: {field}: write a number over 0")
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        value = self.table.get(field, default)
        if not isinstance(value, bool):
            raise CatalogueError(f"{self.name}: {field}: write true or false")
        return value

    def choice(self, field: str, choices: type[Choice]) -> Choice:
        chosen = self.text(field)
        try:
            return choices(chosen)
        except ValueError:
            raise CatalogueError(f"{self.name}: {field}: one of {', '.join(choices)}") from None
