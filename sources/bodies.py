"""Reads an answer's body with its size bounded twice: as it comes over the wire, and as it unpacks.

httpx's own ``aiter_bytes`` unpacks each piece whole: 300 KB of gzip filled 287 MB behind a cap of 2 MB.
"""

import asyncio
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Protocol, cast

import httpx

from sources.outcomes import Reason

ENCODINGS = "gzip, deflate"
"""What we ask for, and all that we unpack."""

_STEP = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class BodyRefused(Exception):  # noqa: N818 - reads as what it is: `except BodyRefused`
    """Raised for a body that was not read to its end; says why."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason} {detail}".strip())


class _Unpacking(Protocol):
    def pieces(self, chunk: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


async def read_body(response: httpx.Response, largest: int) -> bytes:
    """Return an open response's body, unpacked, of at most ``largest`` bytes packed and unpacked; raise BodyRefused."""
    unpacking = _unpacking(response.headers.get("content-encoding", ""))
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > largest:
        raise BodyRefused(Reason.TOO_LARGE, f"{declared[:20]} bytes announced")
    body = bytearray()
    async with aclosing(_capped(response, largest)) as chunks:
        async for chunk in chunks:
            for piece in unpacking.pieces(chunk):
                body += piece
                if len(body) > largest:
                    raise BodyRefused(Reason.INFLATES, f"over {largest} bytes")
                await asyncio.sleep(0)  # others run while a large body unpacks
    unpacking.finish()
    return bytes(body)


async def _capped(response: httpx.Response, largest: int) -> AsyncGenerator[bytes, None]:
    arrived = 0
    raw = cast("AsyncGenerator[bytes, None]", response.aiter_raw())  # closed at once, not when it is collected
    async with aclosing(raw) as chunks:
        async for chunk in chunks:
            arrived += len(chunk)
            if arrived > largest:
                raise BodyRefused(Reason.TOO_LARGE, f"over {largest} bytes")
            yield chunk


def _unpacking(encoding: str) -> _Unpacking:
    named = encoding.strip().lower()
    if named in {"", "identity"}:
        return _Plain()
    if named in {"gzip", "x-gzip", "deflate"}:
        return _Packed(named)
    raise BodyRefused(Reason.ENCODING, named[:40])


class _Plain:
    """A body that came as it is."""

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def finish(self) -> None:
        """Accept any end: h11 has already compared it with the announced length."""


class _Packed:
    """A body in gzip or deflate, unpacked in steps of bounded size."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._stream: zlib._Decompress | None = None

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        stream = self._stream = self._stream or zlib.decompressobj(self._window(chunk))
        pending = chunk
        while pending and not stream.eof:
            yield self._step(stream, pending)
            pending = stream.unconsumed_tail
        if stream.unused_data or (stream.eof and pending):
            raise BodyRefused(Reason.BROKEN, f"{self._encoding} goes on after its end")

    def finish(self) -> None:
        """Raise BodyRefused unless the packed stream has come to its end."""
        if self._stream is not None and not self._stream.eof:
            raise BodyRefused(Reason.BROKEN, f"{self._encoding} is cut short")

    def _step(self, stream: "zlib._Decompress", pending: bytes) -> bytes:
        try:
            return stream.decompress(pending, _STEP)
        except zlib.error:
            raise BodyRefused(Reason.BROKEN, f"{self._encoding} does not unpack") from None

    def _window(self, chunk: bytes) -> int:
        """Tell zlib from bare deflate by its header: servers send either under one name."""
        if self._encoding != "deflate":
            return _GZIP
        has_header = chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2].ljust(2, b"\0")) % 31 == 0
        return zlib.MAX_WBITS if has_header else _RAW
