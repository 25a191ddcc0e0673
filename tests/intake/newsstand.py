"""A site of sources on loopback: a feed and its mirror, a tag page with articles, a channel, a register, and others.

Everybody and everything in it is invented.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from pathlib import Path

from aiohttp import web

from tests.clock import START
from tests.importing.exports import register
from tests.sources import samples
from tests.sources.web import Answer, Site, serving

CATALOGUE = """
[feed]
kind = "feed"
url = "{url}/rss"
mirrors = ["{url}/mirror/rss"]
publisher = "Навіны"
tier = "press"
language = "be"

[mirrored]
kind = "feed"
url = "{url}/mirror/rss"
publisher = "Навіны"
tier = "press"
language = "be"

[tags]
kind = "viasna-news"
url = "{url}/be/tags/79"
publisher = "Viasna"
tier = "trusted"
language = "be"
dedicated = true

[channel]
kind = "telegram"
url = "{url}/s/news_example"
channel = "news_example"
publisher = "Канал"
tier = "press"
language = "be"
dedicated = true

[register]
kind = "viasna-register"
url = "{url}/en/list"
publisher = "Viasna"
tier = "trusted"
language = "en"
least_rows = 5

[state]
kind = "president"
url = "{url}/ru/events"
publisher = "president.gov.by"
tier = "state"
language = "ru"
dedicated = true

[courts]
kind = "dissidentby"
url = "{url}/api/v1/courts?page=1"
publisher = "Dissidentby"
tier = "press"
"""


def item(number: int, title: str, text: str, published: datetime = START) -> str:
    """Return one entry of a feed."""
    return f"""<item><title>{escape(title)}</title><link>http://127.0.0.1/be/news/{number}</link>
<pubDate>{format_datetime(published)}</pubDate>
<description>{escape(f"<p>{text}</p>")}</description></item>"""


def feed(*items: str) -> str:
    """Return a feed of these entries."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><language>be</language>{"".join(items)}</channel></rss>'


def tag_page(*entries: tuple[int, str, str]) -> str:
    """Return a listing of writings: number, day and title of each."""
    listed = "".join(
        f'<li><span>{day}</span><a href="/be/news/{number}"><img></a><a href="/be/news/{number}">{title}</a></li>'
        for number, day, title in entries
    )
    return f'<html lang="be"><nav><a href="/be/about">Пра нас</a></nav><ul>{listed}</ul></html>'


def article(title: str, *paragraphs: str) -> str:
    """Return the page of a writing, with what surrounds it on real pages."""
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f'<html lang="be"><nav>Галоўная</nav><article><h1>{title}</h1>{told}</article><footer>Падвал</footer></html>'


@dataclass(slots=True)
class Newsstand:
    """A running site; put pages on it by path."""

    site: Site

    def put(self, path: str, body: str, content_type: str = "text/html") -> None:
        """Serve a page, with an ETag that a client may ask with."""
        self.site.routes[path] = _tagged(body.encode(), content_type)

    def put_answer(self, path: str, answer: Answer) -> None:
        """Serve whatever ``answer`` does."""
        self.site.routes[path] = answer

    def put_feed(self, *items: str) -> None:
        """Serve a feed, and the same on its mirror."""
        for path in ("/rss", "/mirror/rss"):
            self.put(path, feed(*items), "application/rss+xml")

    def put_channel(self, *posts: str) -> None:
        """Serve a channel's page."""
        self.put("/s/news_example", samples.channel_page(*posts))

    def put_register(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Serve Viasna's list page with a link to an export of these rows."""
        self.put("/en/list", "<html><p>Political prisoners</p><a href='/export/today'>CSV</a>" + "<p>x</p>" * 50)
        self.put("/export/today", register(rows), "text/csv")

    def asked(self, path: str) -> list[web.Request]:
        """Return the requests for a path."""
        return [request for request in self.site.requests if request.path == path]

    def statuses(self, path: str) -> list[str]:
        """Return what each request for a path asked with."""
        return [request.headers.get("If-None-Match", "") for request in self.asked(path)]


def catalogue(folder: Path, stands: Mapping[str, Newsstand], every: float = 60) -> str:
    """Write a catalogue of sources, each on its stand, polled every so many minutes; return where it is."""
    tables = {table.partition("]")[0]: table for table in CATALOGUE.split("\n[")[1:]}
    rows = (f"[{tables[name].format(url=stand.site.url)}\nevery = {every}\n" for name, stand in stands.items())
    file = folder / "sources.toml"
    file.write_text("defaults = false\n" + "".join(rows), "utf-8")
    return str(file)


def _tagged(body: bytes, content_type: str) -> Answer:
    tag = f'"{sha256(body).hexdigest()[:12]}"'

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(body=body, headers={"Content-Type": content_type, "ETag": tag})

    return answer


@asynccontextmanager
async def open_newsstand() -> AsyncIterator[Newsstand]:
    """Serve an empty stand."""
    async with serving({}) as site:
        yield Newsstand(site)
