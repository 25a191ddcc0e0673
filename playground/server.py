"""One server on loopback: the Bot API, and the page if it is asked for."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from playground.door import MAX_BODY_BYTES, BotApi
from playground.guard import add_headers, only_from_here
from playground.model import Telegram


@dataclass(slots=True)
class Server:
    """A running server; `url` has no slash at its end, as `ZVESTKA_TELEGRAM_API` wants it."""

    url: str
    _runner: web.AppRunner

    async def close(self) -> None:
        """Stop listening and cut what is open."""
        await self._runner.cleanup()


async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve the Bot API alone, without a page; port 0 takes any free one. ValueError beyond loopback."""
    return await listen(BotApi(telegram).routes(), host, port)


async def listen(routes: Iterable[web.AbstractRouteDef], host: str, port: int) -> Server:
    """Serve these routes on a loopback address only. OSError if the port is taken."""
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError("the playground listens on loopback only")
    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[only_from_here])
    app.on_response_prepare.append(add_headers)
    app.add_routes(routes)
    # Long polls and event streams never end by themselves: do not wait for them at the end.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    bound = runner.addresses[0][1]
    shown = f"[{host}]" if ":" in host else host
    return Server(f"http://{shown}:{bound}", runner)
