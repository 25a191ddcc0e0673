"""Viasna's listing of what it writes about political prisoners (``/be/tags/79``), the substitute for its feed.

``/be/news/N`` and ``/ru/news/N`` are two writings: whether N is shared between languages is not known.
"""

import re

from sources.leads import no_date, read_leads
from sources.listing import Listing

_WRITING = re.compile(r"/(?:be|ru|en)/news/\d{1,9}/?\Z", re.ASCII)


def read_tag_page(body: bytes, charset: str, url: str) -> Listing:
    """Return the writings that a listing leads to; raise DocumentRefused where nothing looks like one."""
    return read_leads(body, charset, url, _WRITING, no_date)
