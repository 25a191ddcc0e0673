"""A Telegram channel as t.me/s/NAME shows it to everybody: posts, oldest first.

A channel can switch its preview off: t.me then leads to /NAME, without /s/. That is not "no news", and neither is a
page in which nothing looks like a channel any more: both are refused by name, so that the operator is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from domain.language import Language
from sources.article import Article, absolute_address, identity_of, made_plain, moment_of
from sources.decoding import decoded
from sources.documents import DocumentProblem, DocumentRefused
from sources.lettering import plain
from sources.listing import Listing
from sources.markup import Element, parse_markup, text_of, walk, with_class

MOST_LINKS = 50
LONGEST_HEADLINE = 200

_CHANNEL = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}\Z")
_POST = re.compile(r"([A-Za-z][A-Za-z0-9_]{3,31})/(\d{1,12})\Z", re.ASCII)
_EDITED = re.compile(r"\bedited\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Post:
    """One post. An edit keeps ``number`` and changes ``article.fingerprint``; a repost does the reverse.

    ``forwarded_from`` is the name of who said it first, as shown; ``links`` are where the post leads.
    """

    number: int
    article: Article
    is_edited: bool = False
    forwarded_from: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A page of a channel; ``before`` is the number to ask older posts with; ``unread`` posts had no number of ours."""

    posts: tuple[Post, ...]
    before: int | None = None
    unread: int = 0


def preview_address(channel: str, before: int | None = None) -> str:
    """Return where a channel's posts are shown, the newest or those before a number; raise ValueError for no name."""
    if not _CHANNEL.match(channel):
        raise ValueError("a Telegram channel is named by 4 to 32 letters, digits and underscores")
    return f"https://t.me/s/{channel}" + (f"?before={before}" if before else "")


def read_preview(
    body: bytes, charset: str, publisher: str, url: str, channel: str, language: Language | None = None
) -> Preview:
    """Read a channel's page, fetched from ``url`` after redirects; raise DocumentRefused."""
    if not urlsplit(url).path.lower().startswith("/s/"):
        raise DocumentRefused(DocumentProblem.PREVIEW_OFF, channel)
    root = parse_markup(decoded(body, charset))
    messages = [each for each in with_class(root, "tgme_widget_message") if not each.has_class("service_message")]
    if not messages and not _is_channel(root):
        raise DocumentRefused(DocumentProblem.UNKNOWN_SHAPE, channel)
    found = [_post(each, publisher, channel, language) for each in messages]
    posts = {post.number: post for post in found if post}
    if messages and not posts:
        raise DocumentRefused(DocumentProblem.ANOTHER_CHANNEL, channel)
    return Preview(tuple(posts[number] for number in sorted(posts)), _before(root), found.count(None))


def listing_of_preview(preview: Preview) -> Listing:
    """Return the posts that say something; a post of pictures alone says nothing."""
    told = (post for post in preview.posts if post.article.text)
    articles = (replace(post.article, relayed_from=post.forwarded_from) for post in told)
    return Listing(articles=tuple(articles), unread=preview.unread)


def _is_channel(root: Element) -> bool:
    return any(name.startswith("tgme_channel") for each in walk(root) for name in _classes(each))


def _classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def _post(message: Element, publisher: str, channel: str, language: Language | None) -> Post | None:
    named = _POST.match(message.attributes.get("data-post", ""))
    if not named or named[1].lower() != channel.lower():
        return None
    url = f"https://t.me/{channel.lower()}/{int(named[2])}"
    _without_quoted(message)
    body = next(with_class(message, "tgme_widget_message_text"), Element(""))
    text = text_of(body)
    article = made_plain(publisher, identity_of(url), url, _headline(text), text, _published(message), language)
    return Post(int(named[2]), article, _is_edited(message), _forwarded_from(message), _links(message, url))


def _without_quoted(message: Element) -> None:
    """Take the post that is answered to out of the answer: its text stands in the same class."""
    for element in walk(message):
        element.children = [
            child
            for child in element.children
            if isinstance(child, str) or not child.has_class("tgme_widget_message_reply")
        ]


def _headline(text: str) -> str:
    return plain(text.partition("\n")[0], LONGEST_HEADLINE)


def _published(message: Element) -> datetime | None:
    dates = (time for date in with_class(message, "tgme_widget_message_date") for time in walk(date))
    return next((moment for time in dates if (moment := moment_of(time.attributes.get("datetime", "")))), None)


def _is_edited(message: Element) -> bool:
    return any(_EDITED.search(text_of(each)) for each in with_class(message, "tgme_widget_message_meta"))


def _forwarded_from(message: Element) -> str:
    named = next(with_class(message, "tgme_widget_message_forwarded_from_name"), None)
    return plain(text_of(named), LONGEST_HEADLINE) if named else ""


def _links(message: Element, url: str) -> tuple[str, ...]:
    shown = ("tgme_widget_message_text", "tgme_widget_message_link_preview")
    anchors = (each for name in shown for part in with_class(message, name) for each in walk(part))
    found = (absolute_address(url, each.attributes["href"]) for each in anchors if each.attributes.get("href"))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_LINKS]


def _before(root: Element) -> int | None:
    return next(_numbers(root), None)


def _numbers(root: Element) -> Iterator[int]:
    for link in with_class(root, "tme_messages_more"):
        number = link.attributes.get("data-before", "")
        if number.isascii() and number.isdigit() and len(number) <= 12:
            yield int(number)
