"""What the careful client asks for and what it makes of answers in good order."""

import asyncio
import gzip
import zlib
from datetime import timedelta
from itertools import pairwise

import pytest
from aiohttp import web

from sources.http import CarefulClient, user_agent
from sources.outcomes import FEED, PAGE, Expected, Fetched, NotFetched, NotModified, Reason
from tests.clock import START, FakeClock
from tests.sources.web import AGENT, leads_to, refuses, says, serving

TEXT = "<p>" + "слова " * 50 + "</p>"


def _bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


async def test_a_page_comes_with_its_type_charset_and_validators(client: CarefulClient) -> None:
    headers = {"ETag": '"a1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
    async with serving({"/news/1": says(TEXT, "text/html; charset=UTF-8", **headers)}) as site:
        fetched = await client.fetch(f"{site.url}/news/1", PAGE)
        assert isinstance(fetched, Fetched)
        assert fetched.body.decode(fetched.charset) == TEXT
        assert (fetched.content_type, fetched.url) == ("text/html", f"{site.url}/news/1")
        assert (fetched.validators.etag, fetched.validators.last_modified) == tuple(headers.values())


async def test_we_say_who_we_are_and_send_no_cookie_back(client: CarefulClient) -> None:
    async with serving({"/": says(TEXT, Set_Cookie="track=1")}) as site:
        await client.fetch(f"{site.url}/", PAGE)
        await client.fetch(f"{site.url}/", PAGE)
        assert {request.headers["User-Agent"] for request in site.requests} == {AGENT}
        assert {request.headers["Accept-Encoding"] for request in site.requests} == {"gzip, deflate"}
        assert not [request for request in site.requests if "Cookie" in request.headers]


def test_the_agent_has_no_room_for_a_second_header() -> None:
    assert user_agent("0.1", "") == "Zvestka/0.1"
    with pytest.raises(ValueError, match="printable"):
        user_agent("0.1", "me\r\nX-Evil: 1")


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _bare_deflate)]
)
async def test_packed_bodies_are_unpacked(client: CarefulClient, encoding: str, pack: object) -> None:
    assert callable(pack)
    async with serving({"/": says(pack(TEXT.encode() * 3000), Content_Encoding=encoding)}) as site:
        fetched = await client.fetch(f"{site.url}/", PAGE)
        assert isinstance(fetched, Fetched)
        assert fetched.body.decode() == TEXT * 3000


async def test_what_has_not_changed_is_not_sent_again(client: CarefulClient) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"a1"' and "If-Modified-Since" in request.headers:
            return web.Response(status=304)
        headers = {"ETag": '"a1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
        return web.Response(text=TEXT, content_type="text/html", headers=headers)

    async with serving({"/": answer, "/other": answer}) as site:
        first = await client.fetch(f"{site.url}/", PAGE)
        assert isinstance(first, Fetched)
        assert await client.fetch(f"{site.url}/", PAGE, first.validators) == NotModified(f"{site.url}/")
        assert isinstance(await client.fetch(f"{site.url}/other", PAGE, first.validators), Fetched)


async def test_an_unasked_304_is_a_failure(client: CarefulClient) -> None:
    async with serving({"/": refuses(304)}) as site:
        assert await client.fetch(f"{site.url}/", PAGE) == NotFetched(Reason.STATUS, "HTTP 304")


async def test_redirects_are_followed_to_where_they_end(client: CarefulClient) -> None:
    async with serving({"/a": leads_to("/b", 301), "/b": leads_to("c"), "/c": says(TEXT)}) as site:
        fetched = await client.fetch(f"{site.url}/a", PAGE)
        assert isinstance(fetched, Fetched)
        assert fetched.url == f"{site.url}/c"


async def test_two_hundred_with_eleven_bytes_is_a_failure(client: CarefulClient) -> None:
    async with serving({"/": says("<rss></rss>", "text/xml")}) as site:
        assert await client.fetch(f"{site.url}/", FEED) == NotFetched(Reason.TOO_SMALL, "11 bytes")


async def test_a_page_instead_of_a_feed_is_a_failure(client: CarefulClient) -> None:
    async with serving({"/": says(TEXT, "text/html; charset=utf-8")}) as site:
        assert await client.fetch(f"{site.url}/", FEED) == NotFetched(Reason.WRONG_TYPE, "text/html")


@pytest.mark.parametrize(
    ("status", "reason", "minutes"),
    [
        (401, Reason.REJECTED, 24 * 60),
        (403, Reason.REJECTED, 24 * 60),
        (404, Reason.STATUS, None),
        (206, Reason.STATUS, None),
        (429, Reason.TOO_MANY, 1),
        (500, Reason.SERVER_ERROR, 1),
    ],
)
async def test_a_status_says_how_long_the_host_is_left_alone(
    client: CarefulClient, status: int, reason: Reason, minutes: int | None
) -> None:
    async with serving({"/": refuses(status)}) as site:
        retry_at = START + timedelta(seconds=1, minutes=minutes) if minutes else None  # a second's pause after robots
        assert await client.fetch(f"{site.url}/", PAGE) == NotFetched(reason, f"HTTP {status}", retry_at)


async def test_retry_after_is_obeyed_without_asking_in_between(client: CarefulClient, clock: FakeClock) -> None:
    async with serving({"/": refuses(429, Retry_After="600"), "/b": says(TEXT)}) as site:
        refused = await client.fetch(f"{site.url}/", PAGE)
        assert isinstance(refused, NotFetched)
        assert refused.retry_at == clock.now() + timedelta(minutes=10)
        clock.advance(590)
        waiting = await client.fetch(f"{site.url}/b", PAGE)
        assert isinstance(waiting, NotFetched)
        assert (waiting.reason, waiting.retry_at) == (Reason.WAITING, refused.retry_at)
        clock.advance(10)
        assert isinstance(await client.fetch(f"{site.url}/b", PAGE), Fetched)
        assert site.asked() == ["/robots.txt", "/", "/b"]


async def test_a_host_is_asked_one_thing_at_a_time(client: CarefulClient, clock: FakeClock) -> None:
    inside: list[str] = []
    most: list[int] = []
    begun: list[float] = []

    async def slowly(request: web.Request) -> web.StreamResponse:
        inside.append(request.path)
        most.append(len(inside))
        begun.append(clock.monotonic())
        await asyncio.sleep(0.02)
        inside.remove(request.path)
        return web.Response(text=TEXT, content_type="text/html")

    async with serving({f"/{n}": slowly for n in range(5)}) as site:
        fetched = await asyncio.gather(*(client.fetch(f"{site.url}/{n}", PAGE) for n in range(5)))
        assert all(isinstance(each, Fetched) for each in fetched)
    assert max(most) == 1
    assert [later - earlier for earlier, later in pairwise(begun)] == [1.0] * 4


async def test_any_type_will_do_where_none_is_named(client: CarefulClient) -> None:
    async with serving({"/": says(TEXT, "application/x-odd")}) as site:
        assert isinstance(await client.fetch(f"{site.url}/", Expected((), 1, 10_000)), Fetched)
