"""A loopback Bot API that is fast and enforces Telegram's limits, for measuring senders.

    python -m benchmarks.telegram_limits [--port N] [--rate N] [--burst N] [--penalty S] [--latency MS]

`/bot<any token>/<method>` answers as Telegram does; methods without a rule here are answered `true`. Telegram documents
30 messages a second overall, one a second to a chat, 20 a minute to a group; how it counts them it does not say: the
buckets here, and the penalty (a 429 shuts the door for so many seconds), are assumptions (PERFORMANCE.md).

Beside the Bot API: POST `/_reset` takes new `Limits` as JSON and forgets everything; `/_log` lists what was sent, as
[moment of time.monotonic, chat, status] (status 0: cut or left hanging); POST `/_updates` {"count", "text"} or
{"texts"} queues messages, each from a chat of its own, all at once or so many {"a_second"}; `/_given` lists when each
update was first given out, as [moment, chat].
"""

import argparse
import asyncio
import json
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks import telegram_answers as answers
from benchmarks.fast_loop import new_loop
from benchmarks.loopback_http import Connection, Exchange
from benchmarks.telegram_inbox import Inbox
from playground.errors import ApiError

ASKING_FROM = 30_000_000
"""The chats of queued updates count from here."""
_COUNTED = frozenset({"copymessage", "forwardmessage"})
_BACKLOG = 1024
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """What is enforced. Rates are a second, 0 is no limit; penalty and latency are seconds; the rest are shares.

    A share of the messages meets 502 (not sent), a reset (not sent), a reset after it was sent (lost), or no answer
    at all (hung, not sent).
    """

    rate: float = 30.0
    burst: int = 10
    chat_rate: float = 1.0
    chat_burst: int = 3
    group_minute: float = 20.0
    penalty: float = 0.0
    latency: float = 0.05
    bad_gateway: float = 0.0
    reset: float = 0.0
    lost: float = 0.0
    hung: float = 0.0
    seed: int = 5


class Bucket:
    """Token buckets of one kind, one for each key, each kept as the moment when it will be full again."""

    def __init__(self, rate: float, burst: float) -> None:
        self._spacing = 1 / rate if rate else 0.0
        self._slack = (burst - 1) * self._spacing
        self._full_at: dict[int, float] = {}

    def wait(self, key: int, now: float) -> float:
        """Return the seconds until one more is allowed, 0 if it is."""
        early = self._full_at.get(key, now) - self._slack - now
        return early if early > _ROUNDING else 0.0

    def spend(self, key: int, now: float) -> None:
        """Count one."""
        if self._spacing:
            self._full_at[key] = max(self._full_at.get(key, now), now) + self._spacing


class Gate:
    """Decides what may be sent."""

    def __init__(self, limits: Limits) -> None:
        self._penalty = limits.penalty
        self._closed_until = -math.inf
        self._overall = Bucket(limits.rate, limits.burst)
        self._chats = Bucket(limits.chat_rate, limits.chat_burst)
        self._groups = Bucket(limits.group_minute / 60, limits.group_minute)

    def shut_for(self, now: float) -> int:
        """Return the whole seconds that a penalty still lasts; a call meanwhile does not lengthen it."""
        return max(0, math.ceil(self._closed_until - now)) if now < self._closed_until else 0

    def refuse_for(self, chat: int, now: float) -> int:
        """Count one message to a chat (0), or return the whole seconds to wait; nothing is counted then."""
        if seconds := self.shut_for(now):
            return seconds
        buckets = ((self._overall, 0), (self._groups if chat < 0 else self._chats, chat))
        wait = max(bucket.wait(key, now) for bucket, key in buckets)
        if wait > 0:
            self._closed_until = now + self._penalty
            return math.ceil(max(wait, self._penalty))
        for bucket, key in buckets:
            bucket.spend(key, now)
        return 0


@dataclass(slots=True)
class BotApi:
    """One bot's Telegram, from request to answer."""

    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic
    inbox: Inbox = field(default_factory=Inbox)
    log: list[tuple[float, int, int]] = field(default_factory=list)
    given: dict[int, float] = field(default_factory=dict)
    _gate: Gate = field(init=False)
    _chance: random.Random = field(init=False)
    _messages: int = 0

    def __post_init__(self) -> None:
        """Begin with full buckets."""
        self.reset(self.limits)

    def reset(self, limits: Limits) -> None:
        """Forget what was, and enforce this from now on."""
        self.limits, self._gate, self._chance = limits, Gate(limits), random.Random(limits.seed)
        self.log, self.given, self._messages = [], {}, 0
        self.inbox.clear()

    def handle(self, exchange: Exchange) -> None:
        """Answer one request."""
        path, _, query = exchange.target.partition("?")
        try:
            if path.startswith("/bot"):
                method = path.rpartition("/")[2].lower()
                self._call(method, answers.read_fields(query, exchange.kind, exchange.body), exchange)
            else:
                exchange.answer(200, self._control(path, exchange.body))
        except ApiError as refused:
            exchange.answer(refused.code, answers.refusal(refused.code, refused.description))
        except (ValueError, TypeError, KeyError) as error:
            exchange.answer(400, answers.refusal(400, f"Bad Request: {type(error).__name__}"))

    def _control(self, path: str, body: bytes) -> bytes:
        if path == "/_log":
            return json.dumps(self.log, separators=(",", ":")).encode()
        if path == "/_given":
            return json.dumps([(at, chat) for chat, at in self.given.items()]).encode()
        asked = json.loads(body) if body else {}
        if path == "/_reset":
            self.reset(Limits(**asked))
            return answers.result(asdict(self.limits))
        if path == "/_updates":
            texts = asked.get("texts") or [asked.get("text", "hello")] * asked["count"]
            return answers.result(self._queue(texts, asked.get("a_second", 0)))
        raise ApiError(404, "Not Found")

    def _queue(self, texts: Sequence[str], a_second: float) -> Mapping[str, Any]:
        first = self.inbox.next_number
        chats = [ASKING_FROM + first + index for index in range(len(texts))]
        updates = [answers.update(first + index, chats[index], text) for index, text in enumerate(texts)]
        if a_second:
            for index, update in enumerate(updates):
                asyncio.get_running_loop().call_later(index / a_second, self.inbox.put, [update])
        else:
            self.inbox.put(updates)
        return {"chats": chats, "at": self.clock()}

    def _call(self, method: str, fields: answers.Fields, exchange: Exchange) -> None:
        latency = self.limits.latency
        if method == "getupdates":
            self._poll(fields, exchange)
        elif _is_counted(method):
            self._send(method, fields, exchange)
        elif seconds := self._gate.shut_for(self.clock()):
            exchange.answer(429, _too_many(seconds), latency)
        elif method == "getme":
            exchange.answer(200, answers.me(), latency)
        elif method == "editmessagetext" and "message_id" in fields:
            edited = answers.message(int(fields["message_id"]), _chat(fields), fields)
            exchange.answer(200, edited, latency)
        else:
            exchange.answer(200, answers.OK, latency)

    def _send(self, method: str, fields: answers.Fields, exchange: Exchange) -> None:
        chat, now, latency = _chat(fields), self.clock(), self.limits.latency
        if method == "sendmessage" and not fields.get("text"):
            raise ApiError(400, "Bad Request: message text is empty")
        if seconds := self._gate.refuse_for(chat, now):
            self.log.append((now, chat, 429))
            exchange.answer(429, _too_many(seconds), latency)
            return
        self._messages += 1
        sent = answers.message(self._messages, chat, fields)
        fault = self._fault()
        self.note(now, chat, fault, fields)
        if fault == "bad_gateway":
            exchange.answer(502, answers.refusal(502, "Bad Gateway"), latency)
        elif fault in {"reset", "lost"}:
            exchange.cut(latency)
        elif not fault:
            exchange.answer(200, sent, latency)

    def note(self, now: float, chat: int, fault: str, fields: answers.Fields) -> None:  # noqa: ARG002 - see chaos_witness
        """Log a message that the limits let through, whatever befalls it."""
        self.log.append((now, chat, {"bad_gateway": 502, "reset": 0, "hung": 0}.get(fault, 200)))

    def _fault(self) -> str:
        """Draw what befalls a message; nothing is drawn where no share is set."""
        limits = self.limits
        shares = {"bad_gateway": limits.bad_gateway, "reset": limits.reset, "lost": limits.lost, "hung": limits.hung}
        drawn = self._chance.random() if any(shares.values()) else 1.0
        for fault, share in shares.items():
            if drawn < share:
                return fault
            drawn -= share
        return ""

    def _poll(self, fields: answers.Fields, exchange: Exchange) -> None:
        offset, limit, timeout = (int(fields.get(name) or 0) for name in ("offset", "limit", "timeout"))

        def tell(updates: list[dict[str, Any]] | None) -> None:
            if updates is None:
                taken = "terminated by other getUpdates request; make sure that only one bot instance is running"
                exchange.answer(409, answers.refusal(409, f"Conflict: {taken}"))
            else:
                for each in updates:
                    self.given.setdefault(each["message"]["chat"]["id"], self.clock())
                exchange.answer(200, answers.result(updates), self.limits.latency)

        self.inbox.fetch(offset, limit or 100, timeout, tell)


def _is_counted(method: str) -> bool:
    return (method.startswith("send") and method != "sendchataction") or method in _COUNTED


def _chat(fields: answers.Fields) -> int:
    if not fields.get("chat_id"):
        raise ApiError(400, "Bad Request: chat_id is empty")
    return int(fields["chat_id"])


def _too_many(seconds: int) -> bytes:
    return answers.refusal(429, f"Too Many Requests: retry after {seconds}", seconds)


async def listen(api: BotApi, port: int = 0) -> tuple[asyncio.Server, str]:
    """Serve on loopback; port 0 takes any free one. Return the server and its address, without a slash at its end."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(api.handle), "127.0.0.1", port, backlog=_BACKLOG)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def serve_forever(limits: Limits, port: int, tell: Callable[[str], object]) -> None:
    """Serve until cancelled; `tell` is given the address."""
    server, address = await listen(BotApi(limits), port)
    tell(address)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--rate", type=float, default=30.0, help="messages a second, 0: no limit")
    parser.add_argument("--burst", type=int, default=10)
    parser.add_argument("--penalty", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--latency", type=float, default=50.0, metavar="MS")
    args = parser.parse_args()
    limits = Limits(rate=args.rate, burst=args.burst, penalty=args.penalty, latency=args.latency / 1000)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve_forever(limits, args.port, print))


if __name__ == "__main__":
    main()
