"""Listing pages: links to writings, each with the date that stands in the same part of the page.

How the pages of the sources are laid out is known from stored texts only, so nothing is taken for granted but this: a
link to a writing, and around it a part of the page that speaks of no other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit, urlunsplit

from sources.article import LONGEST_TITLE, absolute_address, identity_of
from sources.decoding import decoded
from sources.documents import DocumentProblem, DocumentRefused
from sources.lettering import plain
from sources.listing import Lead, Listing
from sources.markup import Element, parse_markup, text_of

MOST_LEADS = 500

_MINSK = timezone(timedelta(hours=3))
_DAY = re.compile(r"(?<!\d)(\d{2})\.(\d{2})\.((?:19|20)\d{2})(?!\d)", re.ASCII)

Dated = Callable[[re.Match[str]], datetime | None]


@dataclass(frozen=True, slots=True)
class _Anchor:
    path: str
    found: re.Match[str]
    element: Element
    around: tuple[Element, ...]


def read_leads(body: bytes, charset: str, url: str, writing: re.Pattern[str], dated: Dated) -> Listing:
    """Return the writings that a page leads to, whose paths match ``writing``; raise DocumentRefused where none is.

    ``dated`` reads the date that an address itself holds; where it gives none, the page is looked at. Links lead to the
    page's own host, however it is spelled in them.
    """
    anchors = list(_anchors(parse_markup(decoded(body, charset)), url, writing))
    if not anchors:
        raise DocumentRefused(DocumentProblem.UNKNOWN_SHAPE, "no link to a writing")
    speaks_of = _speaks_of(anchors)
    leads: dict[str, Lead] = {}
    for anchor in anchors:
        lead = _lead(anchor, url, dated(anchor.found) or _day_near(anchor, speaks_of))
        before = leads.get(anchor.path)
        leads[anchor.path] = lead if before is None or len(before.title) < len(lead.title) else before
    return Listing(leads=tuple(leads.values())[:MOST_LEADS])


def no_date(_found: re.Match[str]) -> None:
    """Say that addresses hold no date."""


def _anchors(root: Element, url: str, writing: re.Pattern[str]) -> Iterator[_Anchor]:
    pending: list[tuple[Element, tuple[Element, ...]]] = [(root, ())]
    while pending:
        element, around = pending.pop()
        if element.name == "a" and (anchor := _anchor(element, around, url, writing)):
            yield anchor
        inner = (*around, element)
        pending.extend((child, inner) for child in reversed(element.children) if isinstance(child, Element))


def _anchor(element: Element, around: tuple[Element, ...], url: str, writing: re.Pattern[str]) -> _Anchor | None:
    address = absolute_address(url, element.attributes.get("href", ""))
    if not address or _host(address) != _host(url):
        return None
    path = urlsplit(address).path
    found = writing.match(path)
    return _Anchor(path, found, element, around) if found else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _speaks_of(anchors: list[_Anchor]) -> Mapping[int, set[str]]:
    """Return, by the identity of every element around a link, which writings it leads to."""
    found: dict[int, set[str]] = {}
    for anchor in anchors:
        for element in (*anchor.around, anchor.element):
            found.setdefault(id(element), set()).add(anchor.path)
    return found


def _day_near(anchor: _Anchor, speaks_of: Mapping[int, set[str]]) -> datetime | None:
    """Return the first day in the widest part of the page that leads to this writing alone."""
    alone = (each for each in (*anchor.around, anchor.element) if speaks_of[id(each)] == {anchor.path})
    return _day_in(text_of(next(alone, anchor.element)))


def _day_in(text: str) -> datetime | None:
    """Return a day as midnight in Minsk, in UTC."""
    for found in _DAY.finditer(text):
        day, month, year = map(int, found.groups())
        try:
            return datetime(year, month, day, tzinfo=_MINSK).astimezone(UTC)
        except ValueError:
            continue
    return None


def _lead(anchor: _Anchor, url: str, published: datetime | None) -> Lead:
    page = urlsplit(url)
    address = urlunsplit((page.scheme, page.netloc, anchor.path, "", ""))
    return Lead(identity_of(address), address, plain(text_of(anchor.element), LONGEST_TITLE), published)
