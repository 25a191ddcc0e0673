r"""kill -9, again and again, in the middle of fan-outs, while Telegram refuses, cuts, hangs and loses answers.

    uv run python -m benchmarks.chaos [--kills 200] [--chats 400] [--seed N] [--lock 30] [--url postgresql://…] \
        [--json]

The bot is the real one (`zvestka run`), each life a process of its own; the stories are confirmed in this process. It
is killed by SIGKILL up to two seconds after it has met Telegram, or after up to 80 messages, then started again; in the
end it may finish. After one kill in twenty the story is taken back before the bot lives again. Nothing is believed that
the bot says: the server counts whom it told what.

Lost: chats that a story never reached, or its retraction where they knew the story. Repeats: what told a chat twice
although the server had answered, by the kill after which it was needed; at most what may be in flight. Provoked: taken
by the server, which then cut the connection: only a repeat can be sure. Last, another process holds the database for
half a minute in the middle of a story (`--lock`, SQLite only): the operator must hear of it once, and once of its end.
Exit code 1 where a promise was broken. 200 kills take about ten minutes.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.chaos_figures import judged
from benchmarks.chaos_stand import Plan, Stand, open_stand
from benchmarks.fast_loop import new_loop
from workers.delivery import in_flight


def main() -> int:
    """Run, print the figures; return 1 where a promise was broken."""
    args = _arguments()
    plan = Plan(chats=args.chats, rate=args.rate, kills=args.kills, seed=args.seed, url=args.url)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        figures = runner.run(run(plan, 0 if args.url else args.lock))
    print(json.dumps(figures) if args.json else "\n".join(f"{name:>20}  {value}" for name, value in figures.items()))
    return 1 if breaches(figures) else 0


async def run(plan: Plan, lock: float = 0) -> Mapping[str, Any]:
    """Return the figures of a run, in which the database is locked for so many seconds at the end."""
    begun = time.monotonic()
    async with open_stand(plan) as stand:
        await stand.newsroom.confirm_next()
        await stand.kill_again_and_again()
        await stand.finish()
        locked = _lock_figures(lock, await stand.lock(lock)) if lock else {}
        return await _figures(stand) | locked | {"seconds": round(time.monotonic() - begun)}


def breaches(figures: Mapping[str, Any]) -> list[str]:
    """Return the names of the figures that break a promise."""
    broken = [name for name in ("lost", "unsettled", "unexplained", "told_after_retraction") if figures[name]]
    if figures["most_repeats"] > figures["in_flight"]:
        broken.append("most_repeats")
    if figures.get("lock_told", 1) != 1 or figures.get("lock_end_told", 1) != 1:
        broken.append("lock_told")
    return broken


def _lock_figures(seconds: float, said: Sequence[str]) -> Mapping[str, Any]:
    told = sum(" ERROR " in line for line in said)
    return {"lock_seconds": seconds, "lock_told": told, "lock_end_told": len(said) - told}


async def _figures(stand: Stand) -> dict[str, Any]:
    newsroom, witness = stand.newsroom, stand.witness
    withdrawn = stand.withdrawn
    stories = dict.fromkeys(newsroom.numbers.keys() - {each.story for each in withdrawn}, newsroom.chats)
    retractions = {each.retraction: each.told(witness.tellings) for each in withdrawn}
    verdict = judged(witness.tellings, {**stories, **retractions})
    repeats = [verdict.repeats.get(life, 0) for life in stand.killed]
    return {
        "kills": len(stand.killed),
        "stories": len(newsroom.numbers),
        "chats": len(newsroom.chats),
        "tellings": len(witness.tellings),
        "retractions": len(withdrawn),
        "told_before_retraction": sum(map(len, retractions.values())),
        "told_after_retraction": sum(each.told_after(witness.tellings) for each in withdrawn),
        "lost": verdict.lost,
        "unsettled": await newsroom.unsettled(),
        "repeats": sum(verdict.repeats.values()),
        "most_repeats": verdict.most(),
        "median_repeats": statistics.median(repeats) if repeats else 0,
        "in_flight": in_flight(stand.plan.rate),
        "unexplained": verdict.unexplained,
        "provoked": verdict.provoked,
        "refused_429": witness.refused(),
        **{f"befell_{fault}": count for fault, count in sorted(witness.befell.items())},
        "median_start_seconds": round(statistics.median(stand.starts), 2),
        "errors_logged": sum(" ERROR " in line for line in stand.said),
    }


def _arguments() -> argparse.Namespace:
    plan = Plan()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=plan.kills)
    parser.add_argument("--chats", type=int, default=plan.chats)
    parser.add_argument("--rate", type=int, default=plan.rate, help="ZVESTKA_SEND_RATE; the server allows 90 %% of it")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--lock", type=float, default=30.0, metavar="SECONDS", help="0: not at all")
    parser.add_argument("--url", default="", help="an empty database; a SQLite file of its own if left out")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
