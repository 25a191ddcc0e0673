"""A server on loopback that answers as a test says and counts who came, and a wire to it."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.wire import Wire

PATIENCE_SECONDS = 10
PATH = "/bot7:secret/sendMessage"

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class FarEnd:
    """``requests`` are whole as they came; ``opened`` counts connections ever, ``open`` those now, ``most`` at once."""

    answer: Answer
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    opened: int = 0
    open: int = 0
    most: int = 0
    protocols: set[str | None] = field(default_factory=set)
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds; it is looked at whenever a request or a connection comes or goes."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's requests."""
        self._come(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                self.requests.append(head + await reader.readexactly(int(length[1]) if length else 0))
                self.changed.set()
                await self.answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the other end is gone, or the test is over
        finally:
            writer.close()
            self.open -= 1
            self.changed.set()

    def hang_up(self) -> None:
        """Close every connection."""
        for writer in self.writers:
            writer.close()

    def _come(self, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.tasks.add(task)
        self.writers.add(writer)
        self.opened += 1
        self.open += 1
        self.most = max(self.most, self.open)
        secure = writer.get_extra_info("ssl_object")
        if secure:
            self.protocols.add(secure.selected_alpn_protocol())


@asynccontextmanager
async def far_end(answer: Answer, context: ssl.SSLContext | None = None) -> AsyncIterator[FarEnd]:
    """Serve until the block ends."""
    end = FarEnd(answer)
    server = await asyncio.start_server(end.serve, "127.0.0.1", 0, ssl=context, backlog=512)
    end.port = server.sockets[0].getsockname()[1]
    try:
        yield end
    finally:
        server.close()
        for task in end.tasks:
            task.cancel()
        await asyncio.gather(*end.tasks, return_exceptions=True)


def ok(body: bytes = b"{}", *headers: bytes) -> bytes:
    """Return a plain answer."""
    return b"\r\n".join([b"HTTP/1.1 200 OK", *headers, b"Content-Length: %d" % len(body), b"", body])


def says(*parts: bytes) -> Answer:
    """Answer with these parts, each in a packet of its own."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


def hangs_up_after(*parts: bytes) -> Answer:
    """Answer with these parts and close the connection."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.writelines(parts)
        writer.close()

    return answer


@asynccontextmanager
async def wired(
    url: str, *, seconds: float = PATIENCE_SECONDS, connections: int = 4, keep: float = 15
) -> AsyncIterator[Wire]:
    """Give an open wire."""
    wire = Wire(url, timeout=seconds, connections=connections, keep=keep)
    await wire.open()
    try:
        yield wire
    finally:
        await wire.close()


@asynccontextmanager
async def ends(answer: Answer, *, connections: int = 4) -> AsyncIterator[tuple[FarEnd, Wire]]:
    """Give a far end that answers so, and an open wire to it."""
    async with far_end(answer) as far, wired(far.url, connections=connections) as wire:
        yield far, wire
