"""Servers that refuse, break or mean harm: each is survived, the operator is told once, and the others go on."""

import asyncio
import gzip
import logging
from collections.abc import Mapping
from datetime import timedelta

import pytest
from aiohttp import web

from tests.intake.conftest import Intake, Open
from tests.intake.newsstand import Newsstand, item, open_newsstand
from tests.sources import samples
from tests.sources.web import Answer, leads_to, refuses, says

GOOD = item(1, "Адам Прыкладны на волі", "На волю выйшаў палітвязень Адам Прыкладны.")
RSS = "application/rss+xml"


async def _reset(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": RSS})
    await response.prepare(request)
    for _ in range(1_000):
        await response.write(b" ")
        await asyncio.sleep(0.05)
    return response


TROUBLE: Mapping[str, tuple[Answer, str]] = {
    "403": (refuses(403), "rejected"),
    "429": (refuses(429, Retry_After="7200"), "too_many"),
    "500": (refuses(500), "server_error"),
    "404": (refuses(404), "status"),
    "a reset": (_reset, "broken"),
    "a slow drip": (_drip, "deadline"),
    "a loop of redirects": (leads_to("/mirror/rss"), "redirects"),
    "a redirect to elsewhere": (leads_to("http://169.254.169.254/latest"), "not_allowed"),
    "a gzip bomb": (says(gzip.compress(bytes(30_000_000)), RSS, Content_Encoding="gzip"), "inflates"),
    "eleven bytes": (says("<rss></rss>", RSS), "too_small"),
    "a challenge page": (says("<html>Just a moment…</html>" + " " * 200), "wrong_type"),
    "an entity bomb": (says(samples.BILLION_LAUGHS, RSS), "declarations"),
    "HTML called a feed": (says("<html><body>" + "<p>x</p>" * 50, RSS), "not_a_feed"),
    "depth": (says("<rss>" + "<a>" * 5_000, RSS), "too_deep"),
}


@pytest.mark.parametrize("case", TROUBLE)
async def test_a_source_in_trouble_is_told_of_once_and_the_others_go_on(
    case: str, stand: Newsstand, open_sources: Open, caplog: pytest.LogCaptureFixture
) -> None:
    answer, reason = TROUBLE[case]
    stand.put_channel(samples.post(22, "Палітвязень Ян Выдуманы выйшаў на волю."))
    async with open_newsstand() as troubled:
        troubled.put_answer("/mirror/rss", answer)
        intake = await open_sources("mirrored", "channel", mirrored=troubled)
        with caplog.at_level(logging.INFO, "zvestka.sources"):
            for _ in range(2):
                await intake.poll("mirrored", "channel")
            state = await intake.state("mirrored")
            assert state.reason == reason
            assert state.failures
            assert _warnings(caplog, reason) == 1
            assert not (await intake.state("channel")).failures
            assert len(await intake.reports()) == 1
            troubled.put_feed(GOOD)
            await _later(intake, "mirrored")
            assert not (await intake.state("mirrored")).failures
            assert "source mirrored answers again" in caplog.text
        assert len(await intake.reports()) == 2


def _warnings(caplog: pytest.LogCaptureFixture, reason: str) -> int:
    return sum(f"gives nothing: {reason}" in record.getMessage() for record in caplog.records)


async def _later(intake: Intake, name: str) -> None:
    """Poll once more when the host may be asked again, a day at the most."""
    intake.clock.advance(timedelta(days=1, hours=1).total_seconds())
    await intake.poll(name)


async def test_a_host_that_asks_for_patience_is_not_asked_before(stand: Newsstand, open_sources: Open) -> None:
    stand.put_answer("/rss", refuses(429, Retry_After="36000"))
    stand.put_answer("/mirror/rss", refuses(429, Retry_After="36000"))
    intake = await open_sources("feed")
    await intake.poll("feed")
    state = await intake.state("feed")
    assert state.due - state.polled > timedelta(hours=9, minutes=59)


async def test_a_channel_without_a_preview_is_not_a_day_without_news(stand: Newsstand, open_sources: Open) -> None:
    stand.put_answer("/s/news_example", leads_to("/news_example"))
    stand.put("/news_example", "<html>" + "<p>Join</p>" * 50)
    intake = await open_sources("channel")
    await intake.poll("channel")
    assert (await intake.state("channel")).reason == "preview_off"


async def test_a_listing_in_a_new_shape_is_told_of(stand: Newsstand, open_sources: Open) -> None:
    stand.put("/be/tags/79", "<html>" + "<p>Новы дызайн</p>" * 30)
    intake = await open_sources("tags")
    await intake.poll("tags")
    assert (await intake.state("tags")).reason == "unknown_shape"


@pytest.mark.parametrize(
    ("page", "table", "reason"),
    [
        ("<html>" + "<p>x</p>" * 50, "", "unknown_shape"),
        ("<a href='/export/today'>CSV</a>" + "<p>x</p>" * 50, "<html>" + "x" * 300, "html"),
        ("<a href='/export/today'>CSV</a>" + "<p>x</p>" * 50, "id,url\n1,2\n" + " " * 300, "missing_columns"),
        ("<a href='http://evil.example/x.csv'>CSV</a>" + "<p>x</p>" * 50, "", "unknown_shape"),
    ],
    ids=["no link", "a web page", "other columns", "a link to elsewhere"],
)
async def test_what_is_no_register_changes_nobody(
    page: str, table: str, reason: str, stand: Newsstand, open_sources: Open
) -> None:
    stand.put("/en/list", page)
    stand.put("/export/today", table, "text/csv")
    intake = await open_sources("register")
    await intake.poll("register")
    assert (await intake.state("register")).reason == reason
    assert not await intake.store.people.count()
