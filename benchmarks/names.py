"""Names found, by us and by others, on the same people and queries.

    python benchmarks/names.py FOLDER [--others N] [--queries N] [--postgres URL] [--json]

FOLDER holds people.jsonl (who is asked for; {"id", "names": {language: [spelling]}} a line), population.jsonl.gz
(others in the store) and queries.tsv (class, query, id; an empty id: not in the store). Where --others asks for more
people than the population has, more are made by giving its people each other's surnames. The default sizes take a
minute; --others 100000 --queries 150 is the whole comparison, and may take half an hour.

Prints one table, a row for each way: milliseconds of processor a query (of the clock, where a server does the work),
and for each class of query three shares of the people who are in the store: the right one came first; came among the
first five; and came first where the way answers only from such a score on that its answers, also those to people who
are not in the store, are as often right as ours are when we say "found". Below it, our own verdicts.
"""

import argparse
import gc
import gzip
import json
import math
import random
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

# (the checkout is put on the path above)
from benchmarks.name_figures import Outcome, certain_precision, figures, threshold  # noqa: E402
from benchmarks.name_peers import Found, Peer, missing, peers  # noqa: E402
from domain.names import NameIndex, NameLexicon, Verdict  # noqa: E402

SEED = 5
OURS = "zvestka"

Query = tuple[str, str, int | None]
"""Class, text, and who is meant by number."""


class Ours:
    """The project's own index behind the peers' interface."""

    def __init__(self, people: Sequence[Sequence[str]]) -> None:
        tables = (ROOT / "domain" / "lexicons").glob("*.tsv")
        self._index = NameIndex(NameLexicon.parse({table.name: table.read_text("utf-8") for table in tables}))
        for number, spellings in enumerate(people):
            self._index.put(number, spellings)

        self.clock = process_time
        self.was_certain = False

    def find(self, query: str) -> Found:
        """Name people by number, and keep the verdict."""
        answer = self._index.find(query)
        self.was_certain = answer.verdict is Verdict.FOUND
        return [(match.code, match.score) for match in answer.matches]


def main() -> None:
    """Read the folder, run everybody, print the table."""
    args = _arguments()
    people = everybody(args.folder, args.others)
    spellings = [[spelling for names in person["names"].values() for spelling in names] for person in people]
    numbers = {person["id"]: number for number, person in enumerate(people)}
    asked = queries(args.folder, args.queries, numbers)
    ways: dict[str, Callable[[], Peer]] = {OURS: lambda: Ours(spellings)}
    if not args.ours_only:
        ways |= dict(peers(spellings, args.postgres))
    report = {"people": len(people), "queries": len(asked), **_compared(ways, asked), "missing": missing()}
    print(json.dumps(report, ensure_ascii=False) if args.json else "\n".join(_table(report)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--others", type=int, default=10_000, help="other people in the store")
    parser.add_argument("--queries", type=int, default=20, help="at most so many queries of each class")
    parser.add_argument("--postgres", metavar="URL", help="a server with pg_trgm to compare with")
    parser.add_argument("--ours-only", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def everybody(folder: Path, others: int) -> list[dict[str, Any]]:
    """Return those who are asked for, and so many others: {"id", "names": {language: [spelling]}}."""
    people = [json.loads(line) for line in (folder / "people.jsonl").read_text("utf-8").splitlines()]
    with gzip.open(folder / "population.jsonl.gz", "rt", encoding="utf-8") as lines:
        population = [json.loads(line) for line in lines]
    return people + population[:others] + list(_recombined(population, others - len(population)))


def _recombined(population: Sequence[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Make further people: the given name of one, the surname of another of the same languages and sex."""
    chance = random.Random(SEED)
    alike: dict[tuple[tuple[str, ...], bool], list[dict[str, Any]]] = defaultdict(list)
    for person in population:
        alike[_kind(person)].append(person)
    for number in range(count):
        one = chance.choice(population)
        other = chance.choice(alike[_kind(one)])
        names = {lang: [_joined(own[0], other["names"][lang][0])] for lang, own in one["names"].items()}
        yield {"id": f"more:{number}", "names": names}


def _kind(person: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
    return tuple(sorted(person["names"])), next(iter(person["names"].values()))[0][-1] in "aAаА"


def _joined(one: str, other: str) -> str:
    return " ".join([*one.split()[:-1], other.rsplit(maxsplit=1)[-1]])


def queries(folder: Path, most: int, numbers: Mapping[str, int]) -> list[Query]:
    """Return at most so many queries of each class; whom they mean by the numbers of ids."""
    seen: Counter[str] = Counter()
    kept = []
    for line in (folder / "queries.tsv").read_text("utf-8").splitlines():
        kind, query, wanted = line.split("\t")
        seen[kind] += 1
        if seen[kind] <= most:
            kept.append((kind, query, numbers[wanted] if wanted else None))
    return kept


def _outcomes(way: Peer, queries: Sequence[Query]) -> list[Outcome]:
    return [_asked(way, *query) for query in queries]


def _asked(way: Peer, kind: str, query: str, wanted: int | None) -> Outcome:
    """Ask one query; the time is of the processor, without waiting, except where another process does the work."""
    clock = way.clock
    start = clock()
    found = way.find(query)
    took = (clock() - start) * 1000
    people = tuple(person for person, _ in found)
    is_certain = isinstance(way, Ours) and way.was_certain
    return Outcome(kind, wanted, people, found[0][1] if found else -math.inf, is_certain, took)


def _measured(build: Callable[[], Peer], queries: Sequence[Query]) -> tuple[dict[str, Any], list[Outcome]]:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, perf_counter()
    way = build()
    built = perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    gc.collect()
    gc.freeze()
    outcomes = _outcomes(way, queries)
    gc.unfreeze()
    return {"build_s": round(built, 1), "peak_mb": memory}, outcomes


def _compared(ways: Mapping[str, Callable[[], Peer]], queries: Sequence[Query]) -> dict[str, Any]:
    """Measure every way; ours comes first and sets the precision that the others are held to."""
    precision, results = 0.0, {}
    for name, build in ways.items():
        costs, outcomes = _measured(build, queries)
        if name == OURS:
            precision = certain_precision(outcomes)
        least = threshold(outcomes, precision)
        results[name] = {**figures(outcomes, least), **costs, "least_score": least if math.isfinite(least) else None}
    return {"precision": round(precision, 4), "ways": results}


def _table(report: dict[str, Any]) -> Iterator[str]:
    kinds = [kind for kind in next(iter(report["ways"].values()))["classes"] if not kind.endswith("_absent")]
    yield f"{report['people']} people, {report['queries']} queries"
    yield "in %: recall@1 / recall@5 / recall@1 where a way answers only from the score on at which"
    yield f"{100 * report['precision']:.1f} % of its answers (also about people who are not in the store) are right"
    yield f"{'':37}{'p50 ms':>8}{'p99 ms':>8}  " + "".join(f"{kind:>17}" for kind in ("all", *kinds))
    for name, way in report["ways"].items():
        rows = [way["all"], *(way["classes"][kind] for kind in kinds)]
        yield f"{name:37}{way['ms_p50']:8.2f}{way['ms_p99']:8.2f}  " + "".join(f"{_cell(row):>17}" for row in rows)
    yield from _verdicts(report["ways"][OURS])
    for module, peer in report["missing"].items():
        yield f"not compared: {peer} ({module} is not installed)"


def _cell(row: Mapping[str, float]) -> str:
    return " / ".join(f"{100 * row[key]:.0f}" for key in ("recall@1", "recall@5", "recall@1_at_precision"))


def _verdicts(way: dict[str, Any]) -> Iterator[str]:
    yield f"our verdicts; built in {way['build_s']} s, {way['peak_mb']} MB"
    for kind, row in way["classes"].items():
        found = f"found rightly {row['found_right']:.3f}, wrongly {row['found_wrong']:.3f}"
        yield f"  {kind:17} {found}" + (f", none {row['absent_none']:.3f}" if kind.endswith("_absent") else "")


if __name__ == "__main__":
    main()
