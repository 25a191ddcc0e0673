"""Where Viasna's list of prisoners keeps its CSV: behind a link labelled so; its address is not known beforehand."""

import re
from urllib.parse import urlsplit

from sources.documents import DocumentProblem, DocumentRefused
from sources.page import read_page

_LABEL = re.compile(r"\bCSV\b", re.IGNORECASE)


def read_export_address(body: bytes, charset: str, url: str) -> str:
    """Return the address of the export, on the page's own host; raise DocumentRefused where no link leads to one."""
    for link in read_page(body, charset, url).links:
        parts = urlsplit(link.url)
        is_export = bool(_LABEL.search(link.label)) or parts.path.lower().endswith(".csv")
        if is_export and parts.netloc == urlsplit(url).netloc:
            return link.url
    raise DocumentRefused(DocumentProblem.UNKNOWN_SHAPE, "no link to a CSV")
