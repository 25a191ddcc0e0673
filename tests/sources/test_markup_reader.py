"""Documents are read in a process that can be stopped, and come back the same."""

import asyncio
import contextlib
import time

import pytest

from sources.documents import DocumentProblem, DocumentRefused
from sources.feed import read_feed
from sources.http import CarefulClient
from sources.markup_reader import Confinement, MarkupReader
from sources.outcomes import FEED, PAGE, Fetched, Validators
from sources.page import read_page
from sources.telegram_preview import read_preview
from tests.sources import samples
from tests.sources.web import says, serving

MEGABYTE = 1024 * 1024
HASTY = Confinement(cpu_seconds=1)


def _fetched(text: str, url: str = "https://news.example/rss") -> Fetched:
    return Fetched(url, text.encode(), "text/html", "utf-8", Validators())


async def _problem(text: str, confinement: Confinement = HASTY) -> DocumentProblem:
    with pytest.raises(DocumentRefused) as refused:
        await MarkupReader(confinement).page(_fetched(text))
    return refused.value.problem


async def test_what_a_process_reads_is_what_would_be_read_here(client: CarefulClient) -> None:
    preview = samples.channel_page(samples.post(3, "Cяргей", samples.REPLY, "edited"), samples.post(4, "Zмагар"))
    html = "text/html; charset=utf-8"
    routes = {
        "/rss": says(samples.RSS, "text/xml"),
        "/s/news_example": says(preview, html),
        "/1": says(samples.PAGE, html),
    }
    reader = MarkupReader()
    async with serving(routes) as site:
        feed, channel, page = [
            await client.fetch(f"{site.url}{path}", expected)
            for path, expected in (("/rss", FEED), ("/s/news_example", PAGE), ("/1", PAGE))
        ]
    assert isinstance(feed, Fetched)
    assert isinstance(channel, Fetched)
    assert isinstance(page, Fetched)
    assert await reader.feed(feed, "news") == read_feed(feed.body, feed.charset, "news", feed.url)
    there = await reader.preview(channel, "news", "news_example")
    assert there == read_preview(channel.body, channel.charset, "news", channel.url, "news_example")
    assert await reader.page(page) == read_page(page.body, page.charset, page.url)


async def test_refusals_come_back_by_name() -> None:
    for text, problem in ((samples.BILLION_LAUGHS, DocumentProblem.DECLARATIONS), ("x", DocumentProblem.BROKEN)):
        with pytest.raises(DocumentRefused) as refused:
            await MarkupReader().feed(_fetched(text), "news")
        assert refused.value.problem is problem


async def test_a_megabyte_of_nested_elements_ends_within_two_seconds() -> None:
    began = time.monotonic()
    assert await _problem("<div>" * (MEGABYTE // 5)) is DocumentProblem.TOO_DEEP
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("hostile", ["<!--" * (MEGABYTE // 4), "<a " * (MEGABYTE // 3)])
async def test_markup_that_holds_a_parser_for_minutes_is_stopped(hostile: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(DocumentRefused):  # Pythons from the summer of 2025 read some of it in time
        await MarkupReader(HASTY).page(_fetched(hostile))
    assert time.monotonic() - began < 4


async def test_the_program_goes_on_meanwhile() -> None:
    reading = asyncio.create_task(MarkupReader().page(_fetched("<p>слова</p>" * 30_000)))
    longest, last = 0.0, time.monotonic()
    while not reading.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert (await reading).text
    assert longest < 0.5


async def test_a_process_that_never_ends_is_ended() -> None:
    began = time.monotonic()
    assert await _problem("<p>", Confinement(seconds=0.005)) is DocumentProblem.TOO_SLOW
    assert time.monotonic() - began < 1


async def test_a_process_without_memory_dies_alone() -> None:
    text = "<p>слова</p>" * 90_000
    assert await _problem(text, Confinement(memory_bytes=48 * MEGABYTE)) is DocumentProblem.DIED


async def test_a_large_page_of_a_real_shape_is_read() -> None:
    page = await MarkupReader().page(_fetched(f"<main>{'<p>Пра <b>волю</b> і суд.</p>' * 30_000}</main>"))
    assert len(page.text) > 150_000
