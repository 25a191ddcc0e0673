"""Ten thousand damaged feeds, previews, pages and robots files: each is read or refused, soon, in little memory."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sources.documents import DocumentRefused
from sources.feed import read_feed
from sources.markup_reader import MarkupReader
from sources.outcomes import Fetched, Validators
from sources.page import read_page
from sources.robots import parse_rules
from sources.telegram_preview import read_preview
from tests.sources import samples
from tests.sources.mutations import mutated

URL = "https://news.example/s/news_example"
CHANNEL = samples.channel_page(
    samples.post(1, "Навіна &amp;#33;"), samples.MEDIA_ONLY, samples.post(2, "Яшчэ", samples.REPLY)
)
ROBOTS = "User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 5\nSitemap: https://news.example/s.xml\n" * 3


def _feed(body: bytes) -> object:
    return read_feed(body, "", "news", URL)


def _preview(body: bytes) -> object:
    return read_preview(body, "", "news", URL, "news_example")


def _page(body: bytes) -> object:
    return read_page(body, "", URL)


def _rules(body: bytes) -> object:
    return parse_rules(body).can_fetch("Zvestka", URL)


CASES: tuple[tuple[Callable[[bytes], object], tuple[str, ...], int], ...] = (
    (_feed, (samples.RSS, samples.ATOM, samples.RDF, samples.BILLION_LAUGHS, samples.EXTERNAL_ENTITY), 4_500),
    (_preview, (CHANNEL,), 2_000),
    (_page, (samples.PAGE, CHANNEL), 2_500),
    (_rules, (ROBOTS,), 1_000),
)


def _peak_kilobytes() -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) if found else 0


@pytest.mark.parametrize(("read", "goods", "count"), CASES, ids=["feeds", "previews", "pages", "robots"])
def test_damaged_documents_are_read_or_refused(
    read: Callable[[bytes], object], goods: tuple[str, ...], count: int
) -> None:
    before, longest, taken = _peak_kilobytes(), 0.0, 0
    for body in mutated([good.encode() for good in goods], count, seed=4):
        began = time.monotonic()
        try:
            read(body)
            taken += 1
        except DocumentRefused:
            pass
        longest = max(longest, time.monotonic() - began)
    assert longest < 2
    assert _peak_kilobytes() - before < 50_000
    assert taken > count / 10


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
