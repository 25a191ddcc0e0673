"""HTTP/1.1 as a fast loopback server needs it: keep-alive, pipelining answered in order, bodies of a stated length.

Not for the world: no TLS, no chunked requests (411), no limit on a body.
"""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import cast

LONGEST_HEAD = 65_536
_REASONS: Mapping[int, bytes] = {status.value: status.phrase.encode() for status in HTTPStatus}


class Exchange:
    """One request, and the ways to end it: answer it, cut the connection, or do neither (a hung request)."""

    __slots__ = ("_connection", "body", "kind", "target")

    def __init__(self, connection: "Connection", target: str, kind: str, body: bytes) -> None:
        self._connection = connection
        self.target = target
        self.kind = kind
        self.body = body

    def answer(self, status: int, body: bytes, after: float = 0.0) -> None:
        """Answer with JSON, `after` seconds from now; nothing happens where the other side is gone by then."""
        if after > 0:
            self._connection.loop.call_later(after, self._connection.write, status, body)
        else:
            self._connection.write(status, body)

    def cut(self, after: float = 0.0) -> None:
        """Reset the connection without an answer, `after` seconds from now."""
        self._connection.loop.call_later(after, self._connection.abort)


class Connection(asyncio.Protocol):
    """Hands requests to `handle` one at a time: the next one is read once the one before it is answered."""

    def __init__(self, handle: Callable[[Exchange], None]) -> None:
        self.loop = asyncio.get_running_loop()
        self._handle = handle
        self._received = bytearray()
        self._is_busy = self._is_reading = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one without saying so

    def data_received(self, data: bytes) -> None:
        """Take what came; parts of a request wait for the rest."""
        self._received += data
        self._read()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - how it ended is the client's affair
        """Forget what was not answered."""
        self._transport = None

    def write(self, status: int, body: bytes) -> None:
        """Answer the request in hand and read on."""
        if self._transport is None:
            return
        head = b"HTTP/1.1 %d %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % (status, _REASONS.get(status, b"Unknown"), len(body)) + body)
        self._is_busy = False
        self._read()

    def abort(self) -> None:
        """Reset the connection."""
        if self._transport is not None:
            self._transport.abort()

    def _read(self) -> None:
        """Handle whole requests until one has to wait; an answer given at once comes back here, and returns."""
        if self._is_reading:
            return
        self._is_reading = True
        while not self._is_busy and (exchange := self._next()) is not None:
            self._is_busy = True
            self._handle(exchange)
        self._is_reading = False

    def _next(self) -> Exchange | None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            if len(self._received) > LONGEST_HEAD:
                self._refuse(431)
            return None
        request, *lines = bytes(self._received[:end]).decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = fields.get("content-length", "0")
        parts = request.split(" ")
        if "transfer-encoding" in fields or not length.isdecimal() or len(parts) != 3:
            self._refuse(411 if len(parts) == 3 else 400)
            return None
        return self._whole(end + 4, end + 4 + int(length), parts[1], fields.get("content-type", ""))

    def _whole(self, begin: int, end: int, target: str, kind: str) -> Exchange | None:
        if len(self._received) < end:
            return None
        body = bytes(self._received[begin:end])
        del self._received[:end]
        return Exchange(self, target, kind, body)

    def _refuse(self, status: int) -> None:
        """Say why and close: where one request ends and the next begins is not known any more."""
        transport = self._transport
        self._received.clear()
        self._is_busy = True
        if transport is not None:
            transport.write(b"HTTP/1.1 %d %b\r\nContent-Length: 0\r\n\r\n" % (status, _REASONS[status]))
            transport.close()
