"""The measuring stand: what a sender is asked (`Order`), what it says of itself (`Report`), and where it runs.

The Bot API is one process on core 0; each sender is another, new for every run, on core 1. Nothing is told twice: what
was sent the server's log says, what it cost the operating system, when a relative was told the sender's own clock.

Our side stands in `benchmarks/delivery_ours.py`, which has functions `(Order) -> Report`: `send_at_limit`,
`tell_relatives` and `answer_updates`; `tell_a_million` and `find_names` are asked of nobody else. Each makes itself
ready, makes a `Stopwatch`, does its work, and returns `watch.report(...)`; it stops `order.seconds` after that even if
it is not done.
"""

import asyncio
import contextlib
import json
import logging
import os
import resource
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from benchmarks.fast_loop import new_loop
from benchmarks.telegram_limits import Limits, serve_forever

TOKEN = "5000000001:" + "A" * 35
MESSAGES_FROM = 10_000_000
RELATIVES_FROM = 20_000_000
"""The chats of the broadcast and of the relatives count from here: private, and different from each other."""
RELATIVES_AFTER = 2.0
"""Seconds after which the relatives' news comes, when the broadcast is well under way."""
TEXT = """<b>Янка Прыклад</b>
Вызвалены 12 лістапада 2026 года. Падстава: памілаванне. Крыніца: \
<a href="https://example.org/navina/2026/11/12/vyzvalenne">праваабарончы цэнтр</a>, 12 лістапада 2026 года.

Імя ў вашым спісе: <b>Янка Прыклад</b>. Вы атрымаеце паведамленне, калі будуць навіны.
Каб спыніць: /unfollow. Каб сцерці свае звесткі: /forget. Навіны: /latest."""
BUTTON = ("Паказаць", "1.show.12345")
"""The button's words and its data."""
QUESTION = "/language ru"
"""What each update says: something that has an effect."""
SERVER_CORE, SENDER_CORE = 0, 1
_GRACE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a sender has to do. Times are in seconds, `api` has no slash at its end."""

    api: str
    token: str
    folder: Path
    """An empty folder for the outbox."""
    chats: range
    """Chats of the broadcast, all in the outbox before the work begins."""
    relatives: range
    """Chats that come to the outbox `RELATIVES_AFTER` the beginning; once all of them are told the work is done."""
    asking: range
    """Chats of the updates that wait to be answered, each with `TEXT` and `BUTTON` or what else was asked for."""
    rate: float
    """The limit, messages a second; 0 where there is none."""
    seconds: float
    """How long the work may take."""
    names: Path = Path()
    """The folder of people and queries that `benchmarks.names` reads, where they are asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a sender says: moments of `time.monotonic`, seconds of processor (user and system) between the two."""

    began: float
    ended: float
    cpu: float
    relatives_at: tuple[float, ...]
    """When each relative's message was answered; those not told in time are missing."""
    errors: int
    """Sends that failed otherwise than by 429, and those given up."""
    more: Mapping[str, float] = field(default_factory=dict)
    """Figures of its own, by the names of `benchmarks.delivery_figures`."""


class Stopwatch:
    """Made when a sender is ready, asked when its last outcome is there."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._cpu = _cpu()

    def report(self, relatives_at: Sequence[float] = (), errors: int = 0, **more: float) -> Report:
        """Stop the time."""
        return Report(self.began, time.monotonic(), _cpu() - self._cpu, tuple(relatives_at), errors, more)


Sender = Callable[[Order], Report]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _stay_on(core: int) -> None:
    """Keep this process on one core, where there are so many, and others off it while it works, where that is allowed.

    A server that has to wait for its core takes what comes evenly for a burst.
    """
    if hasattr(os, "sched_setaffinity") and core in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {core})
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


def _serve(pipe: Pipe) -> None:
    _stay_on(SERVER_CORE)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve_forever(Limits(), 0, pipe.send))


def _send(sender: Sender, order: Order, pipe: Pipe) -> None:
    _stay_on(SENDER_CORE)
    logging.disable()  # also what a bot breaks off when its time is up is nobody's concern here
    warnings.simplefilter("ignore")
    pipe.send(sender(order))


@dataclass(frozen=True, slots=True)
class Telegram:
    """The running Bot API."""

    address: str

    def ask(self, path: str, **fields: object) -> Any:
        """Ask what is beside the Bot API: `/_reset`, `/_log`, `/_updates`."""
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=30)
        try:
            connection.request("POST", path, json.dumps(fields))
            answer = connection.getresponse()
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered {answer.status}")
            return json.loads(answer.read())
        finally:
            connection.close()


@contextmanager
def telegram() -> Iterator[Telegram]:
    """Run the Bot API in a process of its own."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    server = context.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    try:
        yield Telegram(here.recv())
    finally:
        server.terminate()
        server.join()


def run(sender: Sender, order: Order) -> Report:
    """Run a sender in a process of its own. RuntimeError if it fails or goes on far too long."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, order, there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(order.seconds + _GRACE_SECONDS):
            raise RuntimeError("a sender did not stop")
        report = here.recv()
    except EOFError:
        raise RuntimeError("a sender has failed") from None
    finally:
        process.kill()
        process.join()
    assert isinstance(report, Report)
    return report


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of one sender, as it was asked, as it says, and as the server's log says."""

    order: Order
    report: Report
    log: Sequence[tuple[float, int, int]]
    given: Sequence[tuple[float, int]]
    """When each chat's update was given out."""
    latency: float
    """Of the server, in seconds."""


def tried(server: Telegram, sender: Sender, limits: Limits, updates: int = 0, **asked: Any) -> Trial:
    """Run a sender against these limits while so many updates wait; `asked` are the fields of `Order` beside these."""
    server.ask("/_reset", **asdict(limits))
    asking = server.ask("/_updates", count=updates, text=QUESTION)["result"]["chats"] if updates else ()
    whose = range(asking[0], asking[-1] + 1) if asking else range(0)
    with tempfile.TemporaryDirectory(prefix="zvestka-bench-") as folder:
        order = Order(api=server.address, token=TOKEN, folder=Path(folder), rate=limits.rate, asking=whose, **asked)
        report = run(sender, order)
    log = [(at, chat, status) for at, chat, status in server.ask("/_log")]
    given = [(at, chat) for at, chat in server.ask("/_given")]
    return Trial(order, report, log, given, limits.latency)
