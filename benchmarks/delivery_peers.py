"""Who is compared, in which tunings, and what their outboxes promise."""

import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.delivery_stand import Sender

OURS = "Zvestka"
SEND, TELL, ANSWER = "send_at_limit", "tell_relatives", "answer_updates"
ENQUEUE, FIND = "tell_a_million", "find_names"
"""What a scenario asks for: the names of our own functions. The last two are asked of nobody else."""
_COMMITS = "aiosqlite, a commit for each message"
WAYS: Mapping[str, str] = {
    OURS: "its own outbox and pacing",
    "plain loop": f"python-telegram-bot, one await after the other; {_COMMITS}",
    "PTB gather": f"python-telegram-bot, everything at once; {_COMMITS}",
    "PTB limiter": f"python-telegram-bot, AIORateLimiter as documented, relatives first; {_COMMITS}",
    "PTB limiter, even": f"python-telegram-bot, AIORateLimiter without bursts, relatives first; {_COMMITS}",
    "PTB limiter, FIFO": f"python-telegram-bot, AIORateLimiter, relatives behind the broadcast; {_COMMITS}",
    "aiogram": f"aiogram, no pacing but 429s, relatives first; {_COMMITS}",
    "aiogram paced": f"aiogram through an aiolimiter without bursts, relatives first; {_COMMITS}",
    "aiogram in bursts": f"aiogram through an aiolimiter with bursts below the server's, relatives first; {_COMMITS}",
    "PTB": "python-telegram-bot's Application; aiosqlite, a commit for each update, acknowledged before that",
    "aiogram polling": "aiogram's Dispatcher; aiosqlite, a commit for each update, acknowledged before that",
}
NEEDED: Mapping[str, str] = {"aiogram": "aiogram", "aiolimiter": "PTB limiter, aiogram paced"}


@dataclass(frozen=True, slots=True)
class Peer:
    """One sender in one tuning."""

    family: str
    """Its name in `WAYS`."""
    tuning: str
    sender: Sender

    @property
    def name(self) -> str:
        """What its row is called."""
        return f"{self.family}, {self.tuning}" if self.tuning else self.family


def peers(act: str, *, quick: bool) -> list[Peer]:
    """List who can do this here, ours first; quick: only the tunings that came out best on our machine."""
    everybody = [*_ours(act), *_others(act)]
    return [peer for peer in everybody if not quick or peer.tuning in _QUICK]


def missing() -> Mapping[str, str]:
    """Name the libraries that are not installed, each with the peers it would bring."""
    return {module: peer for module, peer in NEEDED.items() if importlib.util.find_spec(module) is None}


_QUICK = frozenset({"", "24 workers", "64 workers", "64 workers, 3 at once", "8 at once", "no limit"})


def _ours(act: str) -> Iterator[Peer]:
    if importlib.util.find_spec("benchmarks.delivery_ours") is not None:
        yield Peer(OURS, "", getattr(importlib.import_module("benchmarks.delivery_ours"), act))


def _others(act: str) -> Iterator[Peer]:
    if missing() or act in {ENQUEUE, FIND}:
        return
    ptb = importlib.import_module("benchmarks.delivery_ptb")
    aiogram = importlib.import_module("benchmarks.delivery_aiogram")
    if act == ANSWER:
        yield from _each("PTB", ptb.answer_updates, "at once", (8, 64))
        yield from _each("aiogram polling", aiogram.answer_updates, "at once", (64,))
        yield Peer("aiogram polling", "no limit", partial(aiogram.answer_updates, None))
        return
    if act == SEND:
        yield Peer("plain loop", "", ptb.plain_loop)
    else:
        yield from _each("PTB limiter, FIFO", ptb.limited_fifo, "workers", (24,))
    yield Peer("PTB gather", "", ptb.gather)
    yield from _each("PTB limiter", ptb.limited, "workers", (8, 16, 24, 32))
    yield from _each("PTB limiter, even", ptb.limited_evenly, "workers", (16, 24, 32))
    yield from _each("aiogram", aiogram.by_workers, "workers", (16, 32, 64))
    yield from _each("aiogram paced", partial(aiogram.paced, 1), "workers", (16, 64))
    yield from _each("aiogram in bursts", partial(aiogram.paced, 3), "workers, 3 at once", (64,))
    yield from _each("aiogram in bursts", partial(aiogram.paced, 8), "workers, 8 at once", (64,))


def _each(family: str, sender: Any, unit: str, counts: Sequence[int]) -> Iterator[Peer]:
    """Yield one peer for each count, which the sender takes as its first argument."""
    for count in counts:
        yield Peer(family, f"{count} {unit}", partial(sender, count))
