"""A web page as a reader sees it: its title, its main text, when it says it was published, and where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.language import Language
from sources.article import LONGEST_TEXT, LONGEST_TITLE, Article, absolute_address, language_of, moment_of
from sources.decoding import decoded
from sources.lettering import lettered, plain
from sources.markup import Element, parse_markup, text_of, walk

MOST_LINKS = 1_000

_MAIN = frozenset({"article", "main"})
_ASIDE = frozenset({"nav", "header", "footer", "aside", "form", "title"})
_PUBLISHED = frozenset({"article:published_time", "datepublished", "date", "dc.date"})


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page leads, and the words that say so."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``text`` has a line a paragraph, ``mixed`` are words that mix alphabets and could not be folded."""

    url: str
    title: str
    text: str
    published: datetime | None
    language: Language | None
    links: tuple[Link, ...]
    mixed: tuple[str, ...] = ()


def read_page(body: bytes, charset: str, url: str) -> Page:
    """Read a page fetched from ``url``; raise DocumentRefused. What it does not say of itself is empty or None."""
    root = parse_markup(decoded(body, charset))
    text = lettered(_main_text(root)[:LONGEST_TEXT])
    language = next((tag for each in walk(root) if each.name == "html" and (tag := each.attributes.get("lang"))), None)
    return Page(url, _title(root), text.text, _published(root), language_of(language), _links(root, url), text.mixed)


def article_of(page: Page, publisher: str, article_id: str, language: Language | None) -> Article:
    """Return a page as a publisher's writing; without ``language`` the page's own is taken."""
    return Article(
        publisher,
        article_id,
        page.url,
        page.title,
        page.text,
        page.published,
        language or page.language,
        page.mixed,
    )


def _main_text(root: Element) -> str:
    """Return the longest text that is marked as the page's own, else all of it."""
    marked = (text_of(each, _ASIDE) for each in walk(root) if each.name in _MAIN)
    return max(marked, key=len, default="") or text_of(root, _ASIDE)


def _title(root: Element) -> str:
    headings = (text_of(each) for each in walk(root) if each.name == "h1")
    titles = (text_of(each) for each in walk(root) if each.name == "title")
    candidates = (*_meta(root, frozenset({"og:title"})), *headings, *titles)
    return plain(next(filter(None, candidates), ""), LONGEST_TITLE)


def _published(root: Element) -> datetime | None:
    times = (each.attributes.get("datetime", "") for each in walk(root) if each.name == "time")
    return next((moment for text in (*_meta(root, _PUBLISHED), *times) if (moment := moment_of(text))), None)


def _meta(root: Element, names: frozenset[str]) -> Iterator[str]:
    for each in walk(root):
        if each.name == "meta":
            named = {each.attributes.get(key, "").lower() for key in ("property", "name", "itemprop")}
            if named & names:
                yield each.attributes.get("content", "")


def _links(root: Element, url: str) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for each in walk(root):
        address = absolute_address(url, each.attributes.get("href", "")) if each.name == "a" else ""
        if address and len(found) < MOST_LINKS:
            found.setdefault(address, Link(address, plain(text_of(each), LONGEST_TITLE)))
    return tuple(found.values())
