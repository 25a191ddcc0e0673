"""What comes of asking a source for something: Fetched, NotModified, or NotFetched with its reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MEGABYTE = 1024 * 1024


class Reason(StrEnum):
    """Why nothing was fetched, as the operator is told; ``NotFetched.detail`` holds the particulars."""

    NOT_ALLOWED = "not_allowed"
    """The host is not on the list, or the address is no plain HTTPS one."""
    PRIVATE_ADDRESS = "private_address"
    """The name leads to an address that is not of the public internet."""
    UNKNOWN_HOST = "unknown_host"
    ROBOTS = "robots"
    """robots.txt asks us to stay away."""
    WAITING = "waiting"
    """Nothing was asked: the host is being left alone until ``retry_at``."""
    DEADLINE = "deadline"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    """The answer is not HTTP, is cut short, or does not unpack."""
    REDIRECTS = "redirects"
    REJECTED = "rejected"
    """401, 403, 451: we are not wanted; a person has to look."""
    TOO_MANY = "too_many"
    """429."""
    SERVER_ERROR = "server_error"
    STATUS = "status"
    """Any other answer than 200 or 304."""
    TOO_LARGE = "too_large"
    INFLATES = "inflates"
    """Small on the wire, too large unpacked."""
    ENCODING = "encoding"
    """Packed in a way that was not asked for."""
    TOO_SMALL = "too_small"
    WRONG_TYPE = "wrong_type"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must look like: its media types, and its size in bytes, packed and unpacked alike."""

    types: tuple[str, ...]
    least: int
    largest: int

    def accepts(self, content_type: str) -> bool:
        """Return whether a media type is one of ours; no types means that any will do."""
        return not self.types or content_type in self.types


FEED = Expected(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    100,
    2 * MEGABYTE,
)
PAGE = Expected(("text/html", "application/xhtml+xml"), 200, 2 * MEGABYTE)
TABLE = Expected(("text/csv", "application/csv", "application/octet-stream", "text/plain"), 200, 16 * MEGABYTE)
JSON = Expected(("application/json",), 2, 4 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with, for ``url`` only: keep it and hand it to the next fetch."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""


NEVER_SEEN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as expected: ``body`` unpacked, ``charset`` as the server names it or empty, ``url`` the last one."""

    url: str
    body: bytes
    content_type: str
    charset: str
    validators: Validators


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: what we have is still what there is."""

    url: str


@dataclass(frozen=True, slots=True)
class NotFetched:
    """Nothing, and why. Until ``retry_at``, when there is one, the host answers WAITING without being asked."""

    reason: Reason
    detail: str = ""
    retry_at: datetime | None = None


Outcome = Fetched | NotModified | NotFetched
