"""A piece of writing of one publisher, whatever host it came from: an article, a post, a feed's entry."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from domain.language import Language
from sources.lettering import lettered, plain

LONGEST_TITLE = 500
LONGEST_TEXT = 200_000
LONGEST_ID = 300

_WORD = re.compile(r"\w+")
_TRACKING = re.compile(r"(?:utm_.*|fbclid|gclid|yclid|_openstat|from|ref|rss|amp)\Z", re.IGNORECASE)
_FIRST_YEAR = 1990
"""1970-01-01 is how some sites write "not known"."""


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of writing; ``publisher`` and ``article_id`` together are its identity, ``url`` is where we saw it.

    ``text`` has a line a paragraph. ``mixed`` are words of title and text that mix alphabets and could not be folded.
    ``relayed_from`` is the name, as shown, of who said it first, where an outlet only passes it on.
    """

    publisher: str
    article_id: str
    url: str
    title: str
    text: str
    published: datetime | None
    language: Language | None
    mixed: tuple[str, ...] = ()
    relayed_from: str = ""

    @property
    def prose(self) -> str:
        """Title and text as one text whose first line is the headline; a text that begins with its title as it is."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n{self.text}"

    @property
    def fingerprint(self) -> str:
        """The same for the same words, whoever prints them, wherever, in whatever case and punctuation."""
        words = " ".join(_WORD.findall((self.text or self.title).casefold()))
        return blake2b(words.encode(), digest_size=16).hexdigest()


def made_plain(
    publisher: str, article_id: str, url: str, title: str, text: str, published: datetime | None, language: str | None
) -> Article:
    """Return an article with its letters made plain and its lengths bounded."""
    body = lettered(text[:LONGEST_TEXT])
    heading = lettered(title[: LONGEST_TITLE * 4])
    return Article(
        publisher,
        article_id,
        url,
        plain(heading.text, LONGEST_TITLE),
        body.text,
        published,
        language_of(language),
        (*heading.mixed, *body.mixed),
    )


def absolute_address(base: str, link: str) -> str:
    """Return a link as an http or https address without fragment; empty when it is none, or leads back to ``base``."""
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc or not joined.isprintable():
        return ""
    address = parts._replace(fragment="").geturl()
    return "" if address == base else address


def identity_of(url: str) -> str:
    """Return what names an article on every mirror of its publisher: path and query, without host and tracking."""
    parts = urlsplit(url)
    path = quote(unquote(parts.path), safe="/~!$&'()*+,;=:@").rstrip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)]
    return (f"{path}?{urlencode(asked)}" if asked else path or "/")[:LONGEST_ID]


def language_of(tag: str | None) -> Language | None:
    """Return the primary part of a language tag (``be-BY`` is ``be``), or None."""
    primary = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return Language(primary) if primary.isascii() and primary.isalpha() and len(primary) in {2, 3} else None


def moment_of(text: str) -> datetime | None:
    """Read a date of RFC 822 or ISO 8601, as UTC where it names no zone; None when it is none, or not known."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.strip()[:64])
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return aware.astimezone(UTC) if aware.year >= _FIRST_YEAR else None
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
