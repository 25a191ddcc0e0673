"""A page from the web as text, for ``zvestka read``: through the one careful client, parsed where it can be stopped."""

from collections.abc import Mapping
from importlib.metadata import version
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.config import Settings
from sources.addresses import Reach, public_web
from sources.documents import DocumentRefused
from sources.http import CarefulClient, user_agent
from sources.markup_reader import MarkupReader
from sources.outcomes import PAGE, Fetched, NotModified, Reason

WORDS: Mapping[Reason, str] = {
    Reason.NOT_ALLOWED: "only https:// addresses are fetched",
    Reason.PRIVATE_ADDRESS: "this address is not on the public internet",
    Reason.UNKNOWN_HOST: "there is no such host",
    Reason.ROBOTS: "its robots.txt asks programs to stay away; save the page by hand",
    Reason.REJECTED: "the site does not want programs; save the page by hand",
    Reason.TOO_MANY: "the site asks to wait; try again later",
    Reason.TOO_LARGE: "the page is too large",
    Reason.INFLATES: "the page unpacks to more than it may",
    Reason.TOO_SMALL: "the page is all but empty",
    Reason.WRONG_TYPE: "this is not a web page",
    Reason.DEADLINE: "the site took too long",
}


class PageError(Exception):
    """A page cannot be read; the message says why, and what to do."""


async def page_text(url: str, settings: Settings, reach: Reach | None = None) -> str:
    """Return a page's headline and text; raise PageError. ``reach`` is for rehearsals on this machine."""
    agent = user_agent(version("zvestka"), settings.contact)
    allowed = reach or public_web([_host(url)])
    async with CarefulClient(allowed, agent, SystemClock()) as client:
        outcome = await client.fetch(url, PAGE)
    if not isinstance(outcome, Fetched):
        reason = "nothing has changed" if isinstance(outcome, NotModified) else _words(outcome.reason)
        raise PageError(f"{url}: {reason}")
    try:
        page = await MarkupReader().page(outcome)
    except DocumentRefused as refused:
        raise PageError(f"{url}: the page cannot be read ({refused.problem})") from None
    return page.text if page.text.startswith(page.title) else f"{page.title}\n{page.text}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _words(reason: Reason) -> str:
    return WORDS.get(reason, f"the site gave no page ({reason})")
