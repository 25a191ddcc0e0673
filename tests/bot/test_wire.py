"""The wire to the Bot API: what goes over it, and what it makes of every kind of answer."""

from traceback import format_exception

import pytest

from bot.wire import MAX_ANSWER_BYTES, Wire
from tests.bot.far_end import PATH, Answer, ends, far_end, hangs_up_after, ok, says, wired

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
WHOLE_CHUNKS = CHUNKED + b'4;x=y\r\n{"ok\r\n8\r\n":false}\r\n0\r\nTrailer: t\r\n\r\n'


async def test_what_is_posted_arrives_as_it_was_said() -> None:
    async with far_end(says(ok(b'{"ok":true}'))) as far, wired(f"{far.url}/api/") as wire:
        assert await wire.post(PATH, b'{"a":1}') == (200, b'{"ok":true}')
    head, _, body = far.requests[0].partition(b"\r\n\r\n")
    assert head.decode().split("\r\n") == [
        f"POST /api{PATH} HTTP/1.1",
        f"Host: 127.0.0.1:{far.port}",
        "Content-Type: application/json",
        "Content-Length: 7",
    ]
    assert body == b'{"a":1}'


async def test_the_type_of_a_body_can_be_told() -> None:
    async with ends(says(ok())) as (far, wire):
        await wire.post(PATH, b"a=1", "application/x-www-form-urlencoded")
    assert b"\r\nContent-Type: application/x-www-form-urlencoded\r\n" in far.requests[0]


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (says(WHOLE_CHUNKS), 200, b'{"ok":false}'),
        (says(*(bytes([byte]) for byte in WHOLE_CHUNKS)), 200, b'{"ok":false}'),
        (says(*(bytes([byte]) for byte in ok(b"[1]"))), 200, b"[1]"),
        (says(b"HTTP/1.1 100 Continue\r\n\r\n" + ok(b"[1]")), 200, b"[1]"),
        (says(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", ok(b"[1]")), 200, b"[1]"),
        (says(b"HTTP/1.1 204 No Content\r\n\r\n"), 204, b""),
        (says(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"), 302, b""),
        (says(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}"), 429, b"{}"),
        (says(ok(b"x" * 1_000_000)), 200, b"x" * 1_000_000),
    ],
)
async def test_an_answer_is_read_however_it_comes(answer: Answer, status: int, body: bytes) -> None:
    async with ends(answer) as (far, wire):
        for _ in range(3):
            assert await wire.post(PATH, b"") == (status, body)
    assert (len(far.requests), far.opened) == (3, 1)


@pytest.mark.parametrize(
    "answer",
    [
        hangs_up_after(),
        hangs_up_after(b"HTTP/1.1 200 OK\r\nContent-Le"),
        hangs_up_after(ok(b"[1]")[:-1]),
        hangs_up_after(WHOLE_CHUNKS[:-2]),
        hangs_up_after(b"HTTP/1.1 100 Continue\r\n\r\n"),
        hangs_up_after(b"HTTP/1.1 200 OK\r\n\r\nwhich may be all or half of it"),
        says(b"* OK IMAP4rev1 ready\r\n"),
        says(b"HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}"),
        says(CHUNKED + b"no number\r\n"),
        says(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
        says(ok(b"x" * MAX_ANSWER_BYTES)),
        says(CHUNKED + b"10000\r\n" + (b"x" * 0x10000 + b"\r\n10000\r\n") * 16),
        says(b"HTTP/1.1 200 OK\r\n" + b"X-Long: y\r\n" * 100_000),
        says(b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000),
    ],
)
async def test_half_or_strange_answers_are_errors_and_nothing_is_said_twice(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    async with ends(answer) as (far, wire):
        with pytest.raises(ConnectionError) as raised:
            await wire.post(PATH, b"")
        await far.until(lambda: not far.open)
        assert "secret" not in repr(raised.value)
    assert len(far.requests) == 1
    assert not caplog.records


async def test_an_error_does_not_tell_the_token() -> None:
    async with far_end(hangs_up_after()) as far, wired(far.url) as wire:
        with pytest.raises(ConnectionError) as cut:
            await wire.post(PATH, b"")
    async with wired(far.url) as wire:
        with pytest.raises(ConnectionError) as refused:
            await wire.post(PATH, b"")
    with pytest.raises(ValueError, match="path") as broken:
        await wire.post(f"{PATH} HTTP/1.1\r\nX: y", b"")
    for error in (cut, refused, broken):
        assert "secret" not in "".join(format_exception(error.value))


@pytest.mark.parametrize("path", ["", "bot7:x/getMe", "/bot 7", "/b\nX: y", "/b\r\nX: y", "/бот", "/b\x00", "/b\n"])
async def test_a_path_that_would_break_its_line_is_refused(path: str) -> None:
    async with ends(says(ok())) as (far, wire):
        with pytest.raises(ValueError, match="path"):
            await wire.post(path, b"")
        with pytest.raises(ValueError, match="type"):
            await wire.post("/x", b"", "text/plain\r\nX: y")
        assert await wire.post("/x", b"") == (200, b"{}")
    assert len(far.requests) == 1


@pytest.mark.parametrize(
    "address", ["", "api.telegram.org", "ftp://x", "https://", "https://a:b@c", "https://a?b", "http://a:x"]
)
def test_only_an_address_of_a_server_will_do(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        Wire(address, timeout=1, connections=1)
