"""Servers that mean harm, or are broken: each ends soon, small, and with a reason."""

import asyncio
import gzip
import socket
import struct
import sys
import time
import zlib

import pytest

from sources.http import CarefulClient, Patience
from sources.outcomes import PAGE, Expected, NotFetched, Reason
from tests.clock import FakeClock
from tests.house.tree import ROOT
from tests.sources.web import Writing, careful, leads_to, says, serving, writing

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def _reason(client: CarefulClient, url: str, expected: Expected = PAGE) -> Reason:
    outcome = await client.fetch(url, expected)
    assert isinstance(outcome, NotFetched), outcome
    return outcome.reason


def _bomb(megabytes: int) -> bytes:
    packed = bytearray()
    zeros = zlib.compressobj(9, wbits=31)
    for _ in range(megabytes):
        packed += zeros.compress(bytes(1024 * 1024))
    return bytes(packed + zeros.flush())


async def test_a_bomb_of_300_megabytes_fills_less_than_40() -> None:
    bomb = _bomb(300)
    assert 250_000 < len(bomb) < 350_000
    async with serving({"/": says(bomb, Content_Encoding="gzip")}) as site:
        eater = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.sources.bomb_eater", f"{site.url}/", cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        told, _ = await eater.communicate()
    reason, _, kilobytes = told.decode().partition(" ")
    assert reason == Reason.INFLATES
    assert int(kilobytes) < 40 * 1024


async def test_a_slow_drip_ends_at_the_deadline(clock: FakeClock) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    began = time.monotonic()
    async with writing(drip) as url, careful(clock, Patience(whole=0.5, silence=1)) as client:
        assert await _reason(client, url) is Reason.DEADLINE
    assert time.monotonic() - began < 2


async def test_redirects_share_one_deadline(clock: FakeClock) -> None:
    async def slow_redirect(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    began = time.monotonic()
    async with writing(slow_redirect) as url, careful(clock, Patience(whole=0.5, silence=1)) as client:
        assert await _reason(client, url) is Reason.DEADLINE
    assert time.monotonic() - began < 1.2


async def test_silence_ends(clock: FakeClock) -> None:
    async def say_nothing(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    async with writing(say_nothing) as url, careful(clock, Patience(whole=5, silence=0.2)) as client:
        assert await _reason(client, url) is Reason.DEADLINE


async def _endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(OK)
    for number in range(200_000):
        writer.write(b"X-%d: %s\r\n" % (number, b"y" * 80))
        await writer.drain()


async def _one_endless_header(writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"X-Endless: ")
    for _ in range(2000):
        writer.write(b"y" * 1000)
        await writer.drain()


async def _too_short(writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"Content-Length: 1000\r\n\r\n" + b"x" * 500)


async def _two_lengths(writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"Content-Length: 500\r\nContent-Length: 600\r\n\r\n" + b"x" * 600)


async def _rubbish(writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\xff SSH-2.0 \r\n\r\n" * 100)


async def _broken_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFFFFFF\r\nxx")


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _reset(writer: asyncio.StreamWriter) -> None:
    writer.write(OK + b"Content-Length: 1000\r\n\r\n" + b"x" * 500)
    await writer.drain()
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _strange_redirect(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://[::bad/\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    "write",
    [
        _endless_headers,
        _one_endless_header,
        _too_short,
        _two_lengths,
        _rubbish,
        _broken_chunks,
        _hang_up,
        _reset,
        _strange_redirect,
    ],
)
async def test_broken_answers_are_told_as_broken(client: CarefulClient, write: Writing) -> None:
    async with writing(write) as url:
        assert await _reason(client, url) is Reason.BROKEN


async def test_what_comes_after_the_announced_length_is_not_read(client: CarefulClient) -> None:
    async def too_long(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 300\r\n\r\n" + b"x" * 300 + b"HTTP/1.1 200 OK\r\nX-Smuggled: 1\r\n\r\n")

    async with writing(too_long) as url:
        fetched = await client.fetch(url, PAGE)
        assert getattr(fetched, "body", b"") == b"x" * 300


async def test_an_endless_body_ends_at_its_cap(client: CarefulClient) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    async with writing(endless) as url:
        assert await _reason(client, url) is Reason.TOO_LARGE


async def test_an_announced_giant_is_not_read_at_all(client: CarefulClient) -> None:
    async def announce(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 99999999999999999999\r\n\r\n")

    async with writing(announce) as url:
        assert await _reason(client, url) is Reason.TOO_LARGE


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
async def test_encodings_that_were_not_asked_for_are_refused(client: CarefulClient, encoding: str) -> None:
    async with serving({"/": says(b"x" * 500, Content_Encoding=encoding)}) as site:
        assert await _reason(client, f"{site.url}/") is Reason.ENCODING


@pytest.mark.parametrize("harm", [lambda packed: packed[:-9], lambda packed: packed * 2, lambda packed: b"x" + packed])
async def test_packed_bodies_that_do_not_unpack_are_broken(client: CarefulClient, harm: object) -> None:
    assert callable(harm)
    async with serving({"/": says(harm(gzip.compress(b"x" * 500)), Content_Encoding="gzip")}) as site:
        assert await _reason(client, f"{site.url}/") is Reason.BROKEN


async def test_a_circle_of_redirects_ends_after_five(client: CarefulClient) -> None:
    async with serving({"/a": leads_to("/b"), "/b": leads_to("/a")}) as site:
        assert await _reason(client, f"{site.url}/a") is Reason.REDIRECTS
        assert len(site.asked()) == 1 + 6


async def test_nobody_at_home_is_told_as_such(client: CarefulClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert await _reason(client, f"http://127.0.0.1:{port}/") is Reason.UNREACHABLE


async def test_a_host_in_trouble_is_left_alone_longer_each_time(client: CarefulClient, clock: FakeClock) -> None:
    waits = []
    async with writing(_hang_up) as url:
        for _ in range(4):
            outcome = await client.fetch(url, PAGE)
            assert isinstance(outcome, NotFetched)
            assert outcome.retry_at
            waits.append((outcome.retry_at - clock.now()).total_seconds())
            clock.advance(waits[-1])
    assert waits == [60, 120, 240, 480]
