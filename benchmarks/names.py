"""Names found, by us and by others, on the same people and queries.

    python benchmarks/names.py FOLDER [--others N] [--queries N] [--postgres URL] [--json]

FOLDER holds people.jsonl (who is asked for; {"id", "names": {language: [spelling]}} a line), population.jsonl.gz
(others in the store) and queries.tsv (class, query, id; an empty id: not in the store). Where --others asks for more
people than the population has, more are made by giving its people each other's surnames. Times are of this process, a
query at a time.

Prints, for each way and class of query, recall at 1 and 5; for ours also the share answered `found`, rightly and
wrongly.
"""

import argparse
import gzip
import json
import random
import resource
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.name_peers import Peer, missing, peers  # noqa: E402  (the checkout is put on the path above)
from domain.names import Lookup, NameIndex, NameLexicon, Verdict  # noqa: E402

SEED = 5


class Ours:
    """The project's own index behind the peers' interface."""

    def __init__(self, people: Sequence[Sequence[str]]) -> None:
        tables = (ROOT / "domain" / "lexicons").glob("*.tsv")
        self._index = NameIndex(NameLexicon.parse({table.name: table.read_text("utf-8") for table in tables}))
        for number, spellings in enumerate(people):
            self._index.put(number, spellings)

    def look_up(self, query: str) -> Lookup:
        """Answer with a verdict."""
        return self._index.find(query)

    def find(self, query: str) -> list[int]:
        """Name people by number."""
        return [match.code for match in self.look_up(query).matches]


def main() -> None:
    """Read the folder, run everybody, print the table."""
    args = _arguments()
    everybody = _everybody(args.folder, args.others)
    spellings = [[spelling for names in person["names"].values() for spelling in names] for person in everybody]
    numbers = {person["id"]: number for number, person in enumerate(everybody)}
    queries = _queries(args.folder, args.queries, numbers)
    ways: dict[str, Callable[[], Peer]] = {"zvestka": lambda: Ours(spellings)}
    if not args.ours_only:
        ways |= dict(peers(spellings, args.postgres))
    results = {name: _measured(build, queries) for name, build in ways.items()}
    report = {"people": len(everybody), "queries": len(queries), "ways": results, "missing": missing()}
    print(json.dumps(report, ensure_ascii=False) if args.json else "\n".join(_table(report)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--others", type=int, default=100_000, help="other people in the store")
    parser.add_argument("--queries", type=int, help="at most so many queries of each class")
    parser.add_argument("--postgres", metavar="URL", help="a server with pg_trgm to compare with")
    parser.add_argument("--ours-only", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _everybody(folder: Path, others: int) -> list[dict[str, Any]]:
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


def _queries(folder: Path, most: int | None, numbers: dict[str, int]) -> list[tuple[str, str, int | None]]:
    seen: Counter[str] = Counter()
    kept = []
    for line in (folder / "queries.tsv").read_text("utf-8").splitlines():
        kind, query, wanted = line.split("\t")
        seen[kind] += 1
        if most is None or seen[kind] <= most:
            kept.append((kind, query, numbers[wanted] if wanted else None))
    return kept


def _measured(build: Callable[[], Peer], queries: Sequence[tuple[str, str, int | None]]) -> dict[str, Any]:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, perf_counter()
    way = build()
    built = perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    times = [_asked(way, kind, query, wanted, classes) for kind, query, wanted in queries]
    times.sort()
    return {
        "classes": {kind: _shares(counts) for kind, counts in sorted(classes.items())},
        "build_s": round(built, 1),
        "peak_mb": memory,
        "ms_p50": round(statistics.median(times), 2),
        "ms_p99": round(times[int(len(times) * 0.99) - 1], 2),
    }


def _asked(way: Peer, kind: str, query: str, wanted: int | None, classes: dict[str, Counter[str]]) -> float:
    """Ask one query, count what came, and tell the milliseconds of processor time it took."""
    start = process_time()
    answer = way.look_up(query) if isinstance(way, Ours) else None
    found = way.find(query) if answer is None else [match.code for match in answer.matches]
    took = (process_time() - start) * 1000
    counts = classes[kind]
    counts["n"] += 1
    counts["recall@1"] += found[:1] == [wanted]
    counts["recall@5"] += wanted in found
    if answer is not None and answer.verdict is Verdict.FOUND:
        counts["found_right" if found[:1] == [wanted] else "found_wrong"] += 1
    return took


def _shares(counts: Counter[str]) -> dict[str, float]:
    shares = {
        key: round(counts[key] / counts["n"], 3) for key in ("recall@1", "recall@5", "found_right", "found_wrong")
    }
    return {"n": counts["n"], **shares}


def _table(report: dict[str, Any]) -> Iterator[str]:
    yield f"{report['people']} people, {report['queries']} queries; recall@1/recall@5 in %"
    for name, way in report["ways"].items():
        yield f"\n{name}: p50 {way['ms_p50']} ms, p99 {way['ms_p99']} ms, build {way['build_s']} s, {way['peak_mb']} MB"
        for kind, row in way["classes"].items():
            line = f"  {kind:17} {100 * row['recall@1']:5.1f} {100 * row['recall@5']:5.1f}"
            yield (
                f"{line}   found {row['found_right']:.3f} / wrongly {row['found_wrong']:.3f}"
                if name == "zvestka"
                else line
            )
    for module, peer in report["missing"].items():
        yield f"\nnot compared: {peer} ({module} is not installed)"


if __name__ == "__main__":
    main()
