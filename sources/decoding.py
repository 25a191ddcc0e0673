"""From bytes to text: the encoding a server, a byte order mark or the document itself names, among those we know."""

import codecs
import re

_KNOWN = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be cp1251 cp1252 cp866 koi8-r koi8-u iso8859-1 iso8859-5 ascii".split()
)
"""As Python calls them. Others are slow, or no encodings of text at all (``idna``, ``unicode_escape``, ``zip``)."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_PROLOGUE = 1024
"""Bytes in which HTML and XML name their encoding."""


def decoded(body: bytes, charset: str = "") -> str:
    """Return a document's text; bytes that its encoding does not know become U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    named = _NAMED.search(body[:_PROLOGUE])
    chosen = _known(charset) or _known(named[1].decode("ascii", "replace") if named else "") or "utf-8"
    return body.decode(chosen, "replace")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return found if found in _KNOWN else ""
