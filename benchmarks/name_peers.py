"""Other ways to find a name, behind one interface, for `names.py`.

Each takes everybody's spellings once and then names up to five people a query, each with a score of its own, best
first. Those that need a library which the project does not depend on are left out where it is missing: PyICU
(transliteration), nomenklatura (OpenSanctions' matcher), abydos (Daitch-Mokotoff), and a PostgreSQL server with
pg_trgm, whose URL is given.
"""

import asyncio
import contextlib
import importlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from time import perf_counter, process_time
from typing import Any, Protocol

from anyascii import anyascii
from rapidfuzz import fuzz, process

MOST = 5
CANDIDATES = 50


Found = Sequence[tuple[int, float]]
"""At most five people by number with a score, the likeliest first; what the score means is the way's own affair."""


class Peer(Protocol):
    """A way to find names."""

    clock: Callable[[], float]
    """Seconds, to time it by: of the processor, unless the work is done in another process."""

    def find(self, query: str) -> Found:
        """Name at most five people."""


def latin(text: str) -> str:
    """Transliterate with anyascii, in lower case."""
    return anyascii(text).lower()


class Fuzzy:
    """rapidfuzz over every spelling there is."""

    def __init__(self, people: Sequence[Sequence[str]], scorer: Callable[..., float]) -> None:
        self._owners = [number for number, spellings in enumerate(people) for _ in spellings]
        self._spellings = [latin(spelling) for spellings in people for spelling in spellings]
        self._scorer = scorer
        self.clock = process_time

    def find(self, query: str) -> Found:
        """Compare the query with everybody."""
        found = process.extract(latin(query), self._spellings, scorer=self._scorer, limit=3 * MOST)
        return _best((self._owners[place], score) for _, score, place in found)


class Trigrams:
    """SQLite FTS5 with the trigram tokenizer over transliterated spellings, the best re-ranked by token_sort_ratio."""

    def __init__(self, people: Sequence[Sequence[str]], transliterate: Callable[[str], str]) -> None:
        self._transliterate = transliterate
        self._people = people
        self._store = sqlite3.connect(":memory:")
        self._store.execute("CREATE VIRTUAL TABLE names USING fts5(spelling, person UNINDEXED, tokenize='trigram')")
        rows = ((transliterate(spelling), n) for n, spellings in enumerate(people) for spelling in spellings)
        self._store.executemany("INSERT INTO names VALUES (?, ?)", rows)
        self.clock = process_time

    def find(self, query: str) -> Found:
        """Re-rank what has trigrams of the query."""
        plain = self._transliterate(query)
        return _best((person, fuzz.token_sort_ratio(plain, known)) for known, person in self.candidates(query))

    def candidates(self, query: str) -> list[tuple[str, int]]:
        """List the best spellings with any trigram of the query (by bm25), each with its person."""
        words = re.findall(r"\w+", self._transliterate(query))
        grams = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
        if not grams:
            return []
        asked = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        sql = "SELECT spelling, person FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
        return self._store.execute(sql, (asked, CANDIDATES)).fetchall()


class SoundKeys:
    """Daitch-Mokotoff codes of every word, people ranked by shared codes, then by token_sort_ratio."""

    def __init__(self, people: Sequence[Sequence[str]], encode: Callable[[str], set[str]]) -> None:
        self._encode = lru_cache(maxsize=None)(encode)
        self._plain = [[latin(spelling) for spelling in spellings] for spellings in people]
        self._by_code: dict[str, set[int]] = {}
        for number, spellings in enumerate(self._plain):
            for code in self._codes(" ".join(spellings)):
                self._by_code.setdefault(code, set()).add(number)
        self.clock = process_time

    def find(self, query: str) -> Found:
        """Intersect the codes of the words, then re-rank."""
        plain = latin(query)
        sets = sorted((self._by_code.get(code, set()) for code in self._codes(plain)), key=len)
        shared = set.intersection(*sets[:2]) if sets else set()
        likely = shared or (sets[0] if sets else set())
        return _best((n, max(fuzz.token_sort_ratio(plain, known) for known in self._plain[n])) for n in likely)

    def _codes(self, text: str) -> set[str]:
        return {code for word in re.findall(r"[a-z]+", text) for code in self._encode(word)}


class Reranked:
    """OpenSanctions' matcher on the candidates of transliterated trigrams."""

    def __init__(self, trigrams: Trigrams, people: Sequence[Sequence[str]], compare: Callable[..., float]) -> None:
        self._trigrams = trigrams
        self._people = people
        self._compare = compare
        self.clock = process_time

    def find(self, query: str) -> Found:
        """Score the candidates pair by pair."""
        people = dict.fromkeys(person for _, person in self._trigrams.candidates(query))
        return _best((person, self._compare(query, self._people[person])) for person in people)


class Postgres:
    """pg_trgm: a GIN index over transliterated spellings, ordered by similarity."""

    def __init__(self, people: Sequence[Sequence[str]], url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(self._load(people, url))
        self.clock = perf_counter

    async def _load(self, people: Sequence[Sequence[str]], url: str) -> Any:
        asyncpg = importlib.import_module("asyncpg")
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        await connection.execute("CREATE TEMP TABLE names (spelling text, person int)")
        rows = [(latin(spelling), n) for n, spellings in enumerate(people) for spelling in spellings]
        await connection.copy_records_to_table("names", records=rows)
        await connection.execute("CREATE INDEX ON names USING gin (spelling gin_trgm_ops)")
        return connection

    def find(self, query: str) -> Found:
        """Ask for similar spellings."""
        sql = (
            "SELECT person, similarity(spelling, $1) AS score FROM names "
            "WHERE spelling % $1 ORDER BY score DESC LIMIT 15"
        )
        rows = self._loop.run_until_complete(self._connection.fetch(sql, latin(query)))
        return _best((row["person"], row["score"]) for row in rows)


def _best(scored: Iterable[tuple[int, float]]) -> Found:
    """Keep the five best people, each with the score of the best spelling."""
    people: dict[int, float] = {}
    for person, score in sorted(scored, key=lambda pair: -pair[1]):
        people.setdefault(person, score)
    return list(people.items())[:MOST]


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
