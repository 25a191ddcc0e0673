"""The process that reads one hostile document, within limits that the kernel enforces, and tells JSON.

It is given its limits as arguments, an errand as one line of JSON and the document after it; it imports
nothing but the standard library, this room and domain/. Only ``sources/markup_reader`` starts it.
"""

import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable, Mapping

from sources.carrying import Json, packed, packed_refusal
from sources.dissidentby import read_courts
from sources.documents import DocumentRefused
from sources.feed import Feed, read_feed
from sources.listing import Listing
from sources.page import Page, read_page
from sources.president import read_events_page
from sources.telegram_preview import Preview, read_preview
from sources.viasna_export import read_export_address
from sources.viasna_news import read_tag_page

_READERS: Mapping[str, Callable[..., Feed | Preview | Page | Listing | str]] = {
    "feed": read_feed,
    "preview": read_preview,
    "page": read_page,
    "tag_page": read_tag_page,
    "events_page": read_events_page,
    "courts": read_courts,
    "export_address": read_export_address,
}


def main() -> None:
    """Read the one document on standard input."""
    _confine(int(sys.argv[1]), int(sys.argv[2]))
    line, _, body = sys.stdin.buffer.read().partition(b"\n")
    told = memoryview(_read(json.loads(line), body))
    while told:
        told = told[os.write(1, told) :]


def _read(errand: Json, body: bytes) -> bytes:
    reader = _READERS[errand.pop("reader")]
    try:
        return packed(reader(body, **errand))
    except DocumentRefused as refused:
        return packed_refusal(refused)


def _confine(cpu_seconds: int, memory_bytes: int) -> None:
    """Give up, for good, more time and memory than that, and writing files, starting processes and dumping memory."""
    limits = {
        resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1),  # SIGXCPU, which tells of it, before SIGKILL
        resource.RLIMIT_AS: (memory_bytes, memory_bytes),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for limit, bounds in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; the parent's own deadline holds everywhere
            resource.setrlimit(limit, bounds)
