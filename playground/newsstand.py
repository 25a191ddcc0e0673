"""A news site of one's own: a feed that shows what was published by a button, for a bot that reads public sources."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web

FEED = "/newsstand/rss"
_TITLE = "The playground's news site. Everything here was published before, elsewhere, and is replayed."


@dataclass(frozen=True, slots=True)
class Posting:
    """A button that publishes an article; ``text`` has a line a paragraph."""

    label: str
    title: str
    text: str


class Newsstand:
    """The site: whatever was published, newest first."""

    def __init__(self) -> None:
        self._items: list[str] = []
        self._pages: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        """List what the server must route here."""
        return [web.get(FEED, self.feed), web.get("/newsstand/{number:[0-9]{1,6}}", self.page)]

    def publish(self, posting: Posting) -> None:
        """Put an article on the site; pressed again, it is another one."""
        number, now = len(self._items) + 1, format_datetime(datetime.now(UTC))
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in posting.text.splitlines())
        title = escape(posting.title)
        self._pages.append(f"<!DOCTYPE html><html lang='en'><article><h1>{title}</h1>{paragraphs}</article></html>")
        self._items.append(
            f"<item><title>{title}</title><link>/newsstand/{number}</link>"
            f"<pubDate>{now}</pubDate><description>{escape(paragraphs)}</description></item>"
        )

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Serve one article."""
        number = int(request.match_info["number"])
        if not 1 <= number <= len(self._pages):
            raise web.HTTPNotFound
        return web.Response(text=self._pages[number - 1], content_type="text/html")

    async def feed(self, _request: web.Request) -> web.StreamResponse:
        """Serve the feed."""
        items = "".join(reversed(self._items))
        text = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{_TITLE}</title>"
        return web.Response(
            text=f"{text}<language>en</language>{items}</channel></rss>", content_type="application/rss+xml"
        )
