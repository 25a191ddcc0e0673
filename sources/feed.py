"""RSS and Atom, from bytes that our own client fetched. Nothing in a feed makes this file fetch or expand anything.

Expat is asked directly: a document type with declarations of its own (entity bombs, external entities) ends the reading
before any of it takes effect, which is what defusedxml does; no feed that we know has one.
"""

import re
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

from domain.language import Language
from sources.article import LONGEST_ID, Article, absolute_address, identity_of, made_plain, moment_of
from sources.decoding import decoded
from sources.documents import DocumentProblem, DocumentRefused
from sources.lettering import plain
from sources.listing import Listing
from sources.markup import DEEPEST, LARGEST, MOST_ELEMENTS, parse_markup, text_of

MOST_ARTICLES = 500

_ROOTS = frozenset({"rss", "feed", "rdf:RDF"})
_ENTRIES = frozenset({"item", "entry"})
_IDENTIFIERS = ("guid", "id")
_BODIES = ("content:encoded", "content", "yandex:full-text", "description", "summary")
_DATES = ("pubDate", "published", "dc:date", "date", "updated")
_FIELDS = frozenset({"title", "link", *_IDENTIFIERS, *_BODIES, *_DATES})

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#\d{1,7};|#x[0-9a-fA-F]{1,6};|(\w{1,30};)|)", re.ASCII)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's articles in its order; how many entries could not be read; where its XML broke."""

    articles: tuple[Article, ...]
    unread: int = 0
    damage: str = ""


def read_feed(body: bytes, charset: str, publisher: str, url: str, language: Language | None = None) -> Feed:
    """Read a feed of a publisher, seen at ``url``; raise DocumentRefused. Without ``language`` the feed's own is taken.

    A feed that breaks in the middle gives what stood before.
    """
    if len(body) > LARGEST:
        raise DocumentRefused(DocumentProblem.TOO_LARGE, f"{len(body)} bytes")
    scan = _Scan()
    damage = scan.read(_mended(decoded(body, charset)))
    if damage and not scan.entries:
        raise DocumentRefused(DocumentProblem.BROKEN, damage)
    articles: dict[str, Article] = {}
    unread = 0
    for entry in scan.entries:
        article = _article(entry, publisher, url, language or entry.language or scan.language)
        if article is None:
            unread += 1
        else:
            articles.setdefault(article.article_id, article)
    return Feed(tuple(articles.values()), unread, damage)


def listing_of_feed(feed: Feed) -> Listing:
    """Return what a feed showed."""
    return Listing(articles=feed.articles, unread=feed.unread)


@dataclass(slots=True)
class _Entry:
    language: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def first(self, names: tuple[str, ...]) -> str:
        """Return the text of the first field that has any."""
        return next((text for name in names if (text := "".join(self.texts.get(name, ())).strip())), "")


class _Scan:
    """Walks through a feed's XML and keeps the fields of its entries."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.language = ""
        self._path: list[str] = []
        self._elements = 0
        self._entry: _Entry | None = None
        self._field, self._depth = "", 0

    def read(self, text: str) -> str:
        """Read all that can be read; return where the XML broke, or nothing."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            return str(error)[:200]
        return ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if not self._path and name not in _ROOTS:
            raise DocumentRefused(DocumentProblem.NOT_A_FEED, name[:100])
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise DocumentRefused(DocumentProblem.TOO_DEEP)
        if self._elements > MOST_ELEMENTS:
            raise DocumentRefused(DocumentProblem.TOO_MANY)
        if self._entry is None:
            self._start_outside(name, attributes)
        elif self._field:
            self._characters(f"<{name}>")  # XHTML inside Atom's content
        elif name in _FIELDS and self._path[-2] in _ENTRIES:
            self._start_field(name, attributes)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        self.language = self.language or attributes.get("xml:lang", "")
        if name in _ENTRIES and len(self.entries) < MOST_ARTICLES:
            self._entry = _Entry(attributes.get("xml:lang", ""))
            self.entries.append(self._entry)

    def _start_field(self, name: str, attributes: dict[str, str]) -> None:
        self._field, self._depth = name, len(self._path)
        if self._entry is not None and "href" in attributes:
            self._entry.links.setdefault(attributes.get("rel", "alternate"), attributes["href"])

    def _characters(self, text: str) -> None:
        if self._entry is not None and self._field:
            self._entry.texts.setdefault(self._field, []).append(text)
        elif self._path and self._path[-1] == "language":
            self.language = self.language or text.strip()

    def _end(self, name: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if self._field and depth == self._depth:
            self._field = ""
        elif self._field:
            self._characters(f"</{name}>")
        elif name in _ENTRIES:
            self._entry = None


def _refuse_declarations(*doctype: object) -> None:
    """Refuse an internal subset, which expat tells of last: (name, system, public, whether there is one)."""
    if doctype[-1]:
        raise DocumentRefused(DocumentProblem.DECLARATIONS)


def _article(entry: _Entry, publisher: str, base: str, language: str) -> Article | None:
    article_id, url = _identity(entry, base)
    if not article_id:
        return None
    try:
        title = text_of(parse_markup(entry.first(("title",))))
        text = text_of(parse_markup(entry.first(_BODIES)))
    except DocumentRefused:
        return None
    published = next((moment for name in _DATES if (moment := moment_of(entry.first((name,))))), None)
    return made_plain(publisher, article_id, url, title, text, published, language)


def _identity(entry: _Entry, base: str) -> tuple[str, str]:
    """Return an entry's id and address. The link's path comes first: mirrors and listings share it, not the guid."""
    link = entry.first(("link",)) or entry.links.get("alternate", "")
    identifier = entry.first(_IDENTIFIERS)
    is_address = identifier.startswith(("http://", "https://"))
    url = (absolute_address(base, link) if link else "") or (absolute_address(base, identifier) if is_address else "")
    return (identity_of(url) if url else plain(identifier, LONGEST_ID)), url


def _mended(text: str) -> str:
    """Take out what makes expat give up on feeds that others read: stray bytes, ``&nbsp;``, ``&`` alone."""
    cleaned = _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")))
    first, *rest = cleaned.split("<![CDATA[")
    parts = [_AMPERSAND.sub(_entity, first)]
    for each in rest:
        inside, end, outside = each.partition("]]>")
        parts += ["<![CDATA[", inside, end, _AMPERSAND.sub(_entity, outside)]
    return "".join(parts)


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return found[0] if len(found[0]) > 1 else "&amp;"
    if name in _OF_XML:
        return found[0]
    return html5.get(name) or f"&amp;{name}"
