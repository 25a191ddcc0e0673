"""Many random sequences of draft, edit, approve, send, correct and retract, held against the rules (tests/stateful).

``python -m benchmarks.editing --sequences 10000 --json`` prints figures; a broken rule ends it with the steps to it.
"""

import argparse
import gc
import json
import logging
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful.machine import STEPS, over
from tests.stateful.stand import opened_stand

_PHASES = (Phase.generate, Phase.shrink)


def run(sequences: int) -> Counter[str]:
    """Run so many sequences; return what happened in them, by name. A broken rule raises AssertionError."""
    logging.disable(logging.CRITICAL)
    gc.set_threshold(100_000, 20, 20)  # nothing here makes circles worth looking for more often
    began = time.process_time()
    with opened_stand() as stand:
        chosen = settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=_PHASES,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(over(stand), settings=chosen)
        return Counter(stand.tally) + Counter({"cpu seconds": round(time.process_time() - began)})


def main() -> None:
    """Run the sequences in several processes and print what happened in all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    began = time.monotonic()
    shares = [len(range(place, chosen.sequences, chosen.processes)) for place in range(chosen.processes)]
    with ProcessPoolExecutor(chosen.processes, get_context("spawn")) as pool:
        figures = dict(sum(pool.map(run, shares), Counter()))
    figures |= {"broken rules": 0, "seconds": round(time.monotonic() - began)}
    if chosen.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:20}{value:>10}")


if __name__ == "__main__":
    main()
