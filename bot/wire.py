"""The lean HTTP/1.1 client for deliveries: aiohttp takes several times the CPU for a request (PERFORMANCE.md, 1)."""

import asyncio
import re
import ssl
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

MAX_ANSWER_BYTES = 1 << 20

ENDED = "the connection ended before the answer did"
TOO_LONG = "the answer is too long"
NOT_HTTP = "the answer is no http"
"""What the operator reads of an answer that did not come whole."""

KEEP_SECONDS = 15.0
DIAL_ANOTHER_SECONDS = 0.25

_PATH = re.compile(r"/[!-~]*")


class Wire:
    """Posts to one server, a request at a time on each connection; the connection used last is used next.

    ``address`` is http(s)://host[:port][/prefix], without user, query or fragment (else ValueError). ``timeout`` is
    the seconds of a whole request: waiting for a connection, dialling, sending, the answer. There are never more
    than ``connections``; who finds all of them busy waits in turn. One idle for over ``keep`` seconds is not used
    again, since something on the way may have forgotten it without a word.

    ``leave`` is asked when everything is ready for a request: how many seconds it must still wait; 0, and it leaves.

    A request is repeated, on another connection, only where none of it left this machine. All else is the caller's
    to judge: after a ConnectionError or TimeoutError the server may have done what was asked.

    HTTPS trusts what the machine trusts and checks the host's name. There are no redirects (3xx is an answer like
    any other), proxies, HTTP/2, compression, cookies, uploads in parts or upgrades. An answer must tell its length
    or come in chunks: one that ends with its connection cannot be told from one cut off, and counts as that.
    """

    def __init__(
        self,
        address: str,
        *,
        timeout: float,
        connections: int,
        keep: float = KEEP_SECONDS,
        leave: Callable[[], float] = lambda: 0.0,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or "?" in address:
            raise ValueError("the wire takes an address like https://api.telegram.org")
        self._is_secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port or (443 if self._is_secure else 80)
        self._netloc, self._prefix = parts.netloc, parts.path.rstrip("/")
        self._timeout, self._keep, self._leave = timeout, keep, leave
        self._places = asyncio.Semaphore(connections)
        self._context: ssl.SSLContext | None = None
        self._is_open = False
        self._idle: list[_Line] = []
        self._lines: set[_Line] = set()

    async def open(self) -> None:
        """Get ready; connections are made when they are needed."""
        if self._is_secure:
            self._context = ssl.create_default_context()
            self._context.set_alpn_protocols(["http/1.1"])
        self._is_open = True

    async def close(self) -> None:
        """Cut every connection; requests under way raise ConnectionError."""
        self._is_open = False
        self._idle.clear()
        lines = tuple(self._lines)
        for line in lines:
            line.cut()
        if lines:
            await asyncio.wait([line.lost for line in lines])

    async def post(self, path: str, body: bytes, content_type: str = "application/json") -> tuple[int, bytes]:
        """Return the status and the body of the answer to one request.

        ``path`` follows the address's prefix; it is in no error, since it holds the bot's token. Raise TimeoutError,
        ConnectionError or another OSError (a host without an address, a certificate not to be trusted).
        """
        request = self._head(path, content_type, len(body)) + body
        deadline = asyncio.get_running_loop().time() + self._timeout
        async with self._places:  # waiting needs no timer: all who came before are through by then
            line = await self._send(request, deadline)
            try:
                return await line.answer
            finally:
                self._rest(line)

    def _head(self, path: str, content_type: str, length: int) -> bytes:
        if not _PATH.fullmatch(path) or not content_type.isprintable():
            raise ValueError("a path or content type that would break its line")
        return (
            f"POST {self._prefix}{path} HTTP/1.1\r\nHost: {self._netloc}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
        ).encode("latin-1")

    async def _send(self, request: bytes, deadline: float) -> "_Line":
        """Return the connection on which the whole request is on its way."""
        is_new = False
        while True:
            line = self._rested()
            if line is None:
                async with asyncio.timeout_at(deadline):
                    line, is_new = await self._dial(), True
            if (wait := self._leave()) > 0:
                self._idle.append(line)
                await asyncio.sleep(wait)
            elif self._is_open and line.send(request, deadline):
                return line
            elif is_new:
                line.cut()
                raise ConnectionError("the connection was closed as soon as it was made")

    def _rested(self) -> "_Line | None":
        """Take the connection used last, None where no idle one can still be trusted."""
        oldest = asyncio.get_running_loop().time() - self._keep
        while self._idle:
            line = self._idle.pop()
            if line.rested >= oldest:
                return line
            line.cut()
        return None

    async def _dial(self) -> "_Line":
        if not self._is_open:
            raise ConnectionError("the wire is not open")
        _, line = await asyncio.get_running_loop().create_connection(
            lambda: _Line(self._lines),
            self._host,
            self._port,
            ssl=self._context,
            happy_eyeballs_delay=DIAL_ANOTHER_SECONDS,
        )
        return line

    def _rest(self, line: "_Line") -> None:
        if line.is_fit():
            self._idle.append(line)
        else:
            line.cut()


class _Line(asyncio.Protocol):
    """One connection. ``answer`` is that to the last request, ``rested`` the loop's time when it came.

    While it is connected it stands in ``lines``; ``lost`` is done when it no longer is.
    """

    _transport: asyncio.Transport

    def __init__(self, lines: set["_Line"]) -> None:
        self._lines = lines
        self._loop = asyncio.get_running_loop()
        self._parser = HttpResponseParser(self)
        self._body: list[bytes] = []
        self._received = 0
        self._is_kept = False
        self._deadline = 0.0
        self._is_timed = False
        self.rested = self._loop.time()
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self.answer: asyncio.Future[tuple[int, bytes]] = self._loop.create_future()
        self.answer.cancel()  # nothing was asked yet

    def send(self, request: bytes, deadline: float) -> bool:
        """Write a request to be answered by ``deadline``; say False where surely nothing of it was sent."""
        if self._transport.is_closing():
            return False
        self._received = 0
        self._is_kept = False
        self.answer = self._loop.create_future()
        self._deadline = deadline
        if not self._is_timed:
            self._is_timed = True
            self._loop.call_at(deadline, self._ring)
        self._transport.write(request)
        if self._transport.is_closing():  # the one write there was has failed
            self.answer.cancel()
            return False
        return True

    def _ring(self) -> None:
        """End a request whose time is over. One timer serves many requests: it is set anew only when it goes off."""
        is_asked = not self.answer.done()
        self._is_timed = is_asked and self._deadline > self._loop.time()
        if self._is_timed:
            self._loop.call_at(self._deadline, self._ring)
        elif is_asked:
            self.answer.set_exception(TimeoutError())

    def is_fit(self) -> bool:
        """Say whether another request may follow: the last one and its answer are whole, nobody said close."""
        return self._is_kept and not self._transport.get_write_buffer_size()

    def cut(self) -> None:
        """Close at once."""
        self._is_kept = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the transport."""
        self._transport = cast("asyncio.Transport", transport)
        self._lines.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - a clean end is as bad as another
        """Tell who waits for an answer that none will come."""
        self._fail(ENDED)
        self._lines.discard(self)
        self.lost.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Parse what has come."""
        self._received += len(data)
        if self._received > MAX_ANSWER_BYTES:
            self._fail(TOO_LONG)
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(NOT_HTTP)

    def _fail(self, why: str) -> None:
        if not self.answer.done():
            self.answer.set_exception(ConnectionError(why))
        self.cut()

    def on_message_begin(self) -> None:
        """Begin an answer; one that nobody asked for ends the connection."""
        self._body = []
        if self.answer.done():
            self.cut()

    def on_body(self, body: bytes) -> None:
        """Keep a part of the answer."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Give the answer to who waits for it; 1xx only announces one."""
        status = self._parser.get_status_code()
        if status >= 200 and not self.answer.done():
            self._is_kept = self._parser.should_keep_alive()
            self.rested = self._loop.time()
            self.answer.set_result((status, b"".join(self._body)))
