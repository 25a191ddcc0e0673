"""Fourteen thousand damaged feeds, pages, rows and texts: each is read or refused, soon, in little memory."""

import asyncio
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.lexicons import load_reading_lexicon
from domain.reading import read
from sources.dissidentby import read_courts
from sources.documents import DocumentProblem, DocumentRefused
from sources.feed import read_feed
from sources.http import Patience
from sources.imported import FileRefused
from sources.imported import decoded as text_of_file
from sources.markup_reader import MarkupReader
from sources.outcomes import PAGE, Fetched, Reason, Validators
from sources.page import read_page
from sources.president import read_events_page
from sources.robots import parse_rules
from sources.telegram_preview import read_preview
from sources.viasna_news import read_tag_page
from sources.viasna_register import Register
from tests.clock import FakeClock
from tests.importing.exports import crowd, register
from tests.intake.newsstand import tag_page
from tests.reading.test_samples import SAMPLES
from tests.sources import samples
from tests.sources.mutations import mutated
from tests.sources.web import careful, writing

_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    b'ETag: "1"\r\nRetry-After: 5\r\nContent-Length: %d\r\n'
)
_BODY = b"<p>" + b"x" * 500
_PACKED = gzip.compress(_BODY + bytes(range(256)) * 3)
PLAIN_ANSWER = _HEAD % len(_BODY) + b"\r\n" + _BODY
GZIP_ANSWER = _HEAD % len(_PACKED) + b"Content-Encoding: gzip\r\n\r\n" + _PACKED
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /a/b?c=d\r\nContent-Length: 0\r\n\r\n"
URL = "https://news.example/s/news_example"
CHANNEL = samples.channel_page(
    samples.post(1, "Навіна &amp;#33;"), samples.MEDIA_ONLY, samples.post(2, "Яшчэ", samples.REPLY)
)
TAG_PAGE = tag_page((8, "23.11.2026", "Адам Прыкладны на волі"), (7, "22.11.2026", "Памёр Ян Выдуманы"))
EVENTS_PAGE = "<main><div><time>23.11.2026</time><a href='/ru/events/ukaz-1795420800'>Указ</a></div></main>" * 3
HEARINGS = json.dumps(
    {
        "data": [
            {
                "started_at": f"2026-11-{day} 10:00",
                "address": "Мінск, вуліца " + "Прыдуманая " * 30,
                "prisoners": [{"surname": "Прыкладны", "name": "Адам"}],
            }
            for day in range(10, 20)
        ]
    },
    ensure_ascii=False,
)
REGISTER = register(crowd(6))
PROSE = tuple(sample["text"] for sample in SAMPLES[::4])
LEXICON = load_reading_lexicon()
ROBOTS = "User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 5\nSitemap: https://news.example/s.xml\n" * 3


def _feed(body: bytes) -> object:
    return read_feed(body, "", "news", URL)


def _preview(body: bytes) -> object:
    return read_preview(body, "", "news", URL, "news_example")


def _page(body: bytes) -> object:
    return read_page(body, "", URL)


def _tag_page(body: bytes) -> object:
    return read_tag_page(body, "", "https://news.example/be/tags/79")


def _events_page(body: bytes) -> object:
    return read_events_page(body, "", "https://state.example/ru/events")


def _courts(body: bytes) -> object:
    return read_courts(body, "", URL, "Courts")


def _rows(body: bytes) -> object:
    day = date(2026, 11, 23)
    try:
        return list(Register.parse(text_of_file(body), day, day).rows())
    except FileRefused as refused:
        raise DocumentRefused(DocumentProblem.BROKEN, refused.problem) from None


def _prose(body: bytes) -> object:
    return read(body.decode("utf-8", "replace"), LEXICON)


def _rules(body: bytes) -> object:
    return parse_rules(body).can_fetch("Zvestka", URL)


CASES: tuple[tuple[Callable[[bytes], object], tuple[str, ...], int], ...] = (
    (_feed, (samples.RSS, samples.ATOM, samples.RDF, samples.BILLION_LAUGHS, samples.EXTERNAL_ENTITY), 4_500),
    (_preview, (CHANNEL,), 2_000),
    (_page, (samples.PAGE, CHANNEL), 2_500),
    (_rules, (ROBOTS,), 1_000),
    (_tag_page, (TAG_PAGE,), 500),
    (_events_page, (EVENTS_PAGE,), 500),
    (_courts, (HEARINGS,), 1_000),
    (_rows, (REGISTER,), 1_000),
    (_prose, PROSE, 1_000),
)


def _peak_kilobytes() -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("reader", "goods", "count"),
    CASES,
    ids=["feeds", "previews", "pages", "robots", "tag pages", "events pages", "hearings", "rows", "prose"],
)
def test_damaged_documents_are_read_or_refused(
    reader: Callable[[bytes], object], goods: tuple[str, ...], count: int
) -> None:
    before, longest, taken = _peak_kilobytes(), 0.0, 0
    for body in mutated([good.encode() for good in goods], count, seed=4):
        began = time.monotonic()
        try:
            reader(body)
            taken += 1
        except DocumentRefused:
            pass
        longest = max(longest, time.monotonic() - began)
    assert longest < 2
    assert _peak_kilobytes() - before < 50_000
    assert taken > count / 10


async def test_damaged_answers_never_raise(clock: FakeClock) -> None:
    waiting = list(mutated([PLAIN_ANSWER, GZIP_ANSWER, REDIRECT], 300, seed=6))
    outcomes: Counter[str] = Counter()

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(waiting[-1])

    async with writing(answer) as url, careful(clock, Patience(whole=2, silence=1)) as client:
        while waiting:
            outcome = await client.fetch(f"{url}/page", PAGE)
            outcomes[getattr(outcome, "reason", type(outcome).__name__)] += 1
            clock.advance(8 * 24 * 3600)
            waiting.pop()
    assert {"Fetched", Reason.BROKEN, Reason.STATUS, Reason.REDIRECTS, Reason.WRONG_TYPE} <= set(outcomes)
    assert not outcomes[Reason.WAITING]


async def test_damaged_documents_come_through_the_process_too() -> None:
    reader = MarkupReader()
    for body in mutated([samples.RSS.encode(), samples.ATOM.encode()], 20, seed=5):
        fetched = Fetched(URL, body, "text/xml", "", Validators())
        try:
            here: object = _feed(body)
        except DocumentRefused as refused:
            here = refused.problem
        try:
            there: object = await reader.feed(fetched, "news")
        except DocumentRefused as refused:
            there = refused.problem
        assert there == here
