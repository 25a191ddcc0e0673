"""How each kind of source is asked and read: one row a kind."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sources.catalogue import SourceKind, SourceRow
from sources.feed import listing_of_feed
from sources.listing import Listing
from sources.markup_reader import MarkupReader
from sources.outcomes import FEED, JSON, PAGE, Expected, Fetched
from sources.telegram_preview import listing_of_preview

Read = Callable[[MarkupReader, Fetched, SourceRow], Awaitable[Listing]]


@dataclass(frozen=True, slots=True)
class Layout:
    """What an answer must look like, and who reads it; raises DocumentRefused for what cannot be read."""

    expected: Expected
    read: Read


async def _feed(reader: MarkupReader, fetched: Fetched, row: SourceRow) -> Listing:
    return listing_of_feed(await reader.feed(fetched, row.publisher, row.language))


async def _telegram(reader: MarkupReader, fetched: Fetched, row: SourceRow) -> Listing:
    return listing_of_preview(await reader.preview(fetched, row.publisher, row.channel, row.language))


async def _viasna_news(reader: MarkupReader, fetched: Fetched, _row: SourceRow) -> Listing:
    return await reader.tag_page(fetched)


async def _president(reader: MarkupReader, fetched: Fetched, _row: SourceRow) -> Listing:
    return await reader.events_page(fetched)


async def _dissidentby(reader: MarkupReader, fetched: Fetched, row: SourceRow) -> Listing:
    return await reader.courts(fetched, row.publisher)


LAYOUTS: Mapping[SourceKind, Layout] = {
    SourceKind.FEED: Layout(FEED, _feed),
    SourceKind.TELEGRAM: Layout(PAGE, _telegram),
    SourceKind.VIASNA_NEWS: Layout(PAGE, _viasna_news),
    SourceKind.PRESIDENT: Layout(PAGE, _president),
    SourceKind.DISSIDENTBY: Layout(JSON, _dissidentby),
}
"""Viasna's register is none of them: its rows change people (``workers/register_intake.py``)."""
