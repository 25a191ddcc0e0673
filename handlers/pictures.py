"""Charts that were drawn, until Telegram holds them: then their file ids. In memory only, and only so many."""

import asyncio

from domain.chart import Chart
from domain.ports import Artist

MOST = 24
"""Two charts in three languages, and what they were before; the oldest go first. A picture takes up to 200 KB."""

Picture = bytes | str
"""A PNG, or Telegram's id of a file that it holds."""


class Pictures:
    """Pictures by what they show: the same words and numbers are drawn once and uploaded once, changed ones anew."""

    def __init__(self, artist: Artist) -> None:
        self._artist = artist
        self._pictures: dict[Chart, Picture] = {}
        self._turn = asyncio.Lock()

    async def of(self, chart: Chart) -> Picture | None:
        """Return the picture of a chart, drawn now where there is none yet; None where it cannot be drawn."""
        if chart not in self._pictures:
            async with self._turn:
                await self._draw(chart)
        return self._pictures.get(chart)

    def uploaded(self, chart: Chart, file_id: str) -> None:
        """Note that Telegram holds the picture of a chart."""
        self._pictures[chart] = file_id
        self._forget_the_oldest()

    def forget(self, chart: Chart) -> None:
        """Forget the picture of a chart: Telegram does not know it any more."""
        self._pictures.pop(chart, None)

    async def _draw(self, chart: Chart) -> None:
        """Draw a chart, unless whoever had the turn before us did."""
        drawn = self._pictures.get(chart) or await self._artist.draw(chart)
        if drawn is not None:
            self._pictures[chart] = drawn
            self._forget_the_oldest()

    def _forget_the_oldest(self) -> None:
        while len(self._pictures) > MOST:
            del self._pictures[next(iter(self._pictures))]
