"""The events page of president.gov.by: pardons are announced there, without names. It is a claim of the state."""

import re
from datetime import UTC, datetime

from sources.leads import read_leads
from sources.listing import Listing

_WRITING = re.compile(r"/(?:be|ru|en)/events/[\w-]{1,200}-(\d{9,10})/?\Z", re.ASCII)
"""The number that ends an address is its time of publication, in seconds since 1970."""


def read_events_page(body: bytes, charset: str, url: str) -> Listing:
    """Return the writings that the page leads to; raise DocumentRefused where nothing looks like one."""
    return read_leads(body, charset, url, _WRITING, _published)


def _published(found: re.Match[str]) -> datetime:
    return datetime.fromtimestamp(int(found[1]), UTC)
