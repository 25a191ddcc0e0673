"""Servers on loopback: a polite one with routes, and one that writes whatever bytes it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from sources.addresses import this_machine
from sources.http import CarefulClient, Patience, user_agent
from tests.clock import FakeClock

AGENT = user_agent("0.1", "https://example.org/zvestka")
HASTE = Patience(whole=5, connecting=2, silence=2)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Writing = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Site:
    """A running server and the requests that it has seen."""

    routes: dict[str, Answer]
    url: str = ""
    requests: list[web.Request] = field(default_factory=list)

    def asked(self) -> list[str]:
        return [request.path for request in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        route = self.routes.get(request.path)
        return await route(request) if route else web.Response(status=404)


@asynccontextmanager
async def serving(routes: Mapping[str, Answer]) -> AsyncIterator[Site]:
    """Serve these paths, and 404 for all others, robots.txt among them."""
    site = Site(dict(routes))
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", site.answer)
    async with TestServer(application) as server:
        site.url = str(server.make_url("")).rstrip("/")
        yield site


@asynccontextmanager
async def writing(write: Writing) -> AsyncIterator[str]:
    """Answer every page with whatever ``write`` writes; robots.txt is not there."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"/robots.txt" in head:
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                await write(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has had enough
        finally:
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def says(body: bytes | str, content_type: str = "text/html", **headers: str) -> Answer:
    """Answer 200 with this body."""

    async def answer(request: web.Request) -> web.StreamResponse:
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=raw, headers={"Content-Type": content_type, **named})

    return answer


def refuses(status: int, **headers: str) -> Answer:
    """Answer with a status and nothing else."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={name.replace("_", "-"): each for name, each in headers.items()})

    return answer


def leads_to(place: str, status: int = 302) -> Answer:
    """Answer with a redirect."""
    return refuses(status, Location=place)


@asynccontextmanager
async def careful(clock: FakeClock, patience: Patience = HASTE) -> AsyncIterator[CarefulClient]:
    """Give a client that may go to this machine only."""
    async with CarefulClient(this_machine({"127.0.0.1", "localhost"}), AGENT, clock, patience) as client:
        yield client
