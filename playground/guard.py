"""What keeps other web pages out: only loopback names as Host, only our own page as Origin, a strict policy for ours.

A page elsewhere on the web can make a browser call 127.0.0.1, under a name of its own if its DNS says so (rebinding);
the Host header then still holds that name, and the Origin header that page.
"""

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests under a foreign name or from a foreign page, with 403."""
    name = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if name.lower() not in _LOOPBACK_NAMES:
        raise web.HTTPForbidden(text="This server answers to loopback names only.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="This server answers its own page only.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer the policy, event streams included."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
