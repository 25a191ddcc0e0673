"""Other ways to find a name, behind one interface, for `names.py`.

Each takes everybody's spellings once and then names up to five people a query, best first. Those that need a library
which the project does not depend on are left out where it is missing: PyICU (transliteration), nomenklatura
(OpenSanctions' matcher), abydos (Daitch-Mokotoff), and a PostgreSQL server with pg_trgm, whose URL is given.
"""

import asyncio
import contextlib
import importlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from anyascii import anyascii
from rapidfuzz import fuzz, process

MOST = 5
CANDIDATES = 50


class Peer(Protocol):
    """A way to find names."""

    def find(self, query: str) -> list[int]:
        """Name at most five people by number, the likeliest first."""


def latin(text: str) -> str:
    """Transliterate with anyascii, in lower case."""
    return anyascii(text).lower()


class Fuzzy:
    """rapidfuzz over every spelling there is."""

    def __init__(self, people: Sequence[Sequence[str]], scorer: Callable[..., float]) -> None:
        self._owners = [number for number, spellings in enumerate(people) for _ in spellings]
        self._spellings = [latin(spelling) for spellings in people for spelling in spellings]
        self._scorer = scorer

    def find(self, query: str) -> list[int]:
        """Compare the query with everybody."""
        found = process.extract(latin(query), self._spellings, scorer=self._scorer, limit=3 * MOST)
        return list(dict.fromkeys(self._owners[place] for _, _, place in found))[:MOST]


class Trigrams:
    """SQLite FTS5 with the trigram tokenizer over transliterated spellings, the best re-ranked by token_sort_ratio."""

    def __init__(self, people: Sequence[Sequence[str]], transliterate: Callable[[str], str]) -> None:
        self._transliterate = transliterate
        self._people = people
        self._store = sqlite3.connect(":memory:")
        self._store.execute("CREATE VIRTUAL TABLE names USING fts5(spelling, person UNINDEXED, tokenize='trigram')")
        rows = ((transliterate(spelling), n) for n, spellings in enumerate(people) for spelling in spellings)
        self._store.executemany("INSERT INTO names VALUES (?, ?)", rows)

    def find(self, query: str) -> list[int]:
        """Ask for any trigram of the query, then re-rank."""
        words = re.findall(r"\w+", self._transliterate(query))
        grams = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
        if not grams:
            return []
        asked = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        sql = "SELECT spelling, person FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
        found = self._store.execute(sql, (asked, CANDIDATES)).fetchall()
        plain = self._transliterate(query)
        found.sort(key=lambda row: -fuzz.token_sort_ratio(plain, row[0]))
        return list(dict.fromkeys(person for _, person in found))[:MOST]


class SoundKeys:
    """Daitch-Mokotoff codes of every word, people ranked by shared codes, then by token_sort_ratio."""

    def __init__(self, people: Sequence[Sequence[str]], encode: Callable[[str], set[str]]) -> None:
        self._encode = lru_cache(maxsize=None)(encode)
        self._plain = [[latin(spelling) for spelling in spellings] for spellings in people]
        self._by_code: dict[str, set[int]] = {}
        for number, spellings in enumerate(self._plain):
            for code in self._codes(" ".join(spellings)):
                self._by_code.setdefault(code, set()).add(number)

    def find(self, query: str) -> list[int]:
        """Intersect the codes of the words, then re-rank."""
        plain = latin(query)
        sets = sorted((self._by_code.get(code, set()) for code in self._codes(plain)), key=len)
        shared = set.intersection(*sets[:2]) if sets else set()
        likely = shared or (sets[0] if sets else set())
        score = {n: max(fuzz.token_sort_ratio(plain, known) for known in self._plain[n]) for n in likely}
        return sorted(score, key=lambda number: -score[number])[:MOST]

    def _codes(self, text: str) -> set[str]:
        return {code for word in re.findall(r"[a-z]+", text) for code in self._encode(word)}


class Reranked:
    """OpenSanctions' matcher on the candidates of transliterated trigrams."""

    def __init__(self, trigrams: Trigrams, people: Sequence[Sequence[str]], compare: Callable[..., float]) -> None:
        self._trigrams = trigrams
        self._people = people
        self._compare = compare

    def find(self, query: str) -> list[int]:
        """Score the candidates pair by pair."""
        found = self._trigrams.find(query)
        return sorted(found, key=lambda number: -self._compare(query, self._people[number]))


class Postgres:
    """pg_trgm: a GIN index over transliterated spellings, ordered by similarity."""

    def __init__(self, people: Sequence[Sequence[str]], url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(self._load(people, url))

    async def _load(self, people: Sequence[Sequence[str]], url: str) -> Any:
        asyncpg = importlib.import_module("asyncpg")
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        await connection.execute("CREATE TEMP TABLE names (spelling text, person int)")
        rows = [(latin(spelling), n) for n, spellings in enumerate(people) for spelling in spellings]
        await connection.copy_records_to_table("names", records=rows)
        await connection.execute("CREATE INDEX ON names USING gin (spelling gin_trgm_ops)")
        return connection

    def find(self, query: str) -> list[int]:
        """Ask for similar spellings."""
        sql = "SELECT person FROM names WHERE spelling % $1 ORDER BY similarity(spelling, $1) DESC LIMIT 15"
        rows = self._loop.run_until_complete(self._connection.fetch(sql, latin(query)))
        return list(dict.fromkeys(row["person"] for row in rows))[:MOST]


def peers(people: Sequence[Sequence[str]], postgres: str | None) -> Iterator[tuple[str, Callable[[], Peer]]]:
    """Yield the peers that can be had here: name, and how to build one."""
    yield "rapidfuzz WRatio, anyascii", lambda: Fuzzy(people, fuzz.WRatio)
    yield "rapidfuzz token_sort, anyascii", lambda: Fuzzy(people, fuzz.token_sort_ratio)
    yield "SQLite FTS5 trigram", lambda: Trigrams(people, str.lower)
    yield "SQLite FTS5 trigram, anyascii", lambda: Trigrams(people, latin)
    if (icu := _module("icu")) is not None:
        to_latin = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate
        yield "SQLite FTS5 trigram, ICU", lambda: Trigrams(people, to_latin)
    if (phonetic := _module("abydos.phonetic")) is not None:
        encode = phonetic.DaitchMokotoff().encode
        yield "Daitch-Mokotoff keys", lambda: SoundKeys(people, lambda word: set(encode(word)))
    if (compare := _open_sanctions()) is not None:
        yield "OpenSanctions logic-v2 on trigrams", lambda: Reranked(Trigrams(people, latin), people, compare)
    if postgres is not None:
        yield "PostgreSQL pg_trgm", lambda: Postgres(people, postgres)


def missing() -> Mapping[str, str]:
    """Name the libraries that are not installed, each with the peer it would bring."""
    wanted = {
        "icu": "SQLite FTS5 trigram, ICU",
        "abydos.phonetic": "Daitch-Mokotoff keys",
        "nomenklatura": "OpenSanctions",
    }
    return {module: peer for module, peer in wanted.items() if _module(module) is None}


def _module(name: str) -> Any:
    with contextlib.suppress(ImportError):
        return importlib.import_module(name)
    return None


def _open_sanctions() -> Callable[[str, Sequence[str]], float] | None:
    matching, follow = _module("nomenklatura.matching"), _module("followthemoney")
    algorithm = matching.get_algorithm("logic-v2") if matching is not None and follow is not None else None
    if algorithm is None:
        return None
    config = algorithm.default_config()

    def person(names: Sequence[str]) -> Any:
        entity = follow.model.make_entity("Person")
        entity.id = names[0]
        for name in names:
            entity.add("name", name)
        return entity

    return lambda query, names: algorithm.compare(person([query]), person(names), config).score
