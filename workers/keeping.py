"""Housekeeping: what we promised to keep for a time only."""

from domain.ports import Clock
from storage.articles import Articles
from storage.deliveries import Deliveries
from workers.clock_watch import ClockWatch

ROUND_SECONDS = 3600.0


class KeepingWorker:
    """Drops sealed message numbers after 30 days (domain/delivery.py), ids of articles after 400 (storage/).

    Only by a clock that has been steady for a day: what a wrong date drops is lost.
    """

    def __init__(self, deliveries: Deliveries, articles: Articles, watch: ClockWatch, clock: Clock) -> None:
        self._deliveries = deliveries
        self._articles = articles
        self._watch = watch
        self._clock = clock

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self.drop_old()
            await self._clock.sleep(ROUND_SECONDS)

    async def drop_old(self) -> None:
        """Drop what is too old, where the date can be trusted."""
        now = self._clock.now()
        if await self._watch.steady(now):
            await self._deliveries.purge(now)
            await self._articles.purge(now)
