"""The stand of the delivery benchmark: a sender in one process, a server in another, and what is said of them."""

import json
import time
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from benchmarks import delivery_ours
from benchmarks.delivery_stand import MESSAGES_FROM, RELATIVES_FROM, TEXT, Order, Report, Stopwatch, telegram, tried
from benchmarks.telegram_limits import Limits

JSON = {"Content-Type": "application/json"}
CHATS, RELATIVES = range(MESSAGES_FROM, MESSAGES_FROM + 3), range(RELATIVES_FROM, RELATIVES_FROM + 2)


def send_all(order: Order) -> Report:
    """Send to everybody, relatives first."""
    assert list(order.folder.iterdir()) == []
    connection = HTTPConnection(urlsplit(order.api).netloc)
    watch, told = Stopwatch(), []
    for chat in (*order.relatives, *order.chats):
        connection.request("POST", f"/bot{order.token}/sendMessage", json.dumps({"chat_id": chat, "text": TEXT}), JSON)
        connection.getresponse().read()
        told.append(time.monotonic())
    return watch.report(told[: len(order.relatives)], errors=4)


def fail(order: Order) -> Report:
    """Fail."""
    raise SystemExit(f"{order.rate} is too much")


def test_a_trial_says_what_was_sent_and_what_it_took() -> None:
    with telegram() as server:
        limits = Limits(rate=0.01, burst=4, latency=0.001)
        trial = tried(server, send_all, limits, chats=CHATS, relatives=RELATIVES, updates=0, seconds=30)
        assert [(chat, status) for _, chat, status in trial.log] == [
            (RELATIVES_FROM, 200),
            (RELATIVES_FROM + 1, 200),
            (MESSAGES_FROM, 200),
            (MESSAGES_FROM + 1, 200),
            (MESSAGES_FROM + 2, 429),
        ]
        report = trial.report
        first, last = trial.log[0][0], trial.log[-1][0]
        assert report.began < first < report.relatives_at[0] < report.relatives_at[1] < last < report.ended
        assert report.cpu > 0
        assert report.errors == 4
        again = tried(server, send_all, limits, chats=range(0), relatives=RELATIVES, updates=2, seconds=30)
        assert [chat for _, chat, _ in again.log] == list(RELATIVES)
        assert len(server.ask(f"/bot{again.order.token}/getUpdates")["result"]) == 2


def test_a_sender_that_fails_ends_the_benchmark() -> None:
    with telegram() as server, pytest.raises(RuntimeError, match="failed"):
        tried(server, fail, Limits(), chats=CHATS, relatives=range(0), updates=0, seconds=30)


def test_our_own_side_tells_everybody_and_answers() -> None:
    limits = Limits(rate=0, chat_rate=0, latency=0.001)
    with telegram() as server:
        told = tried(
            server,
            delivery_ours.tell_relatives,
            replace(limits, rate=100),
            chats=CHATS,
            relatives=RELATIVES,
            seconds=30,
        )
        assert {chat for _, chat, status in told.log if status == 200} == {*CHATS, *RELATIVES}
        assert (told.report.errors, len(told.report.relatives_at)) == (0, len(RELATIVES))
        answered = tried(
            server, delivery_ours.answer_updates, limits, 3, chats=range(0), relatives=range(0), seconds=30
        )
        assert {chat for _, chat, status in answered.log if status == 200} == set(answered.order.asking)
        assert [chat for _, chat in answered.given] == list(answered.order.asking)
        first = tried(
            server, delivery_ours.tell_a_million, replace(limits, rate=100), chats=CHATS, relatives=range(0), seconds=30
        )
        assert first.log
        assert set(first.report.more) == {"reading_ms", "writing_ms", "loop_ms"}
