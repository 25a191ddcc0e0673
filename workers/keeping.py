"""Housekeeping: what we promised to keep for a time only."""

from domain.ports import Clock
from storage.articles import Articles
from storage.deliveries import Deliveries

ROUND_SECONDS = 3600.0


class KeepingWorker:
    """Drops sealed message numbers after 30 days (domain/delivery.py), ids of articles after 400 (storage/)."""

    def __init__(self, deliveries: Deliveries, articles: Articles, clock: Clock) -> None:
        self._deliveries = deliveries
        self._articles = articles
        self._clock = clock

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._deliveries.purge(self._clock.now())
            await self._articles.purge(self._clock.now())
            await self._clock.sleep(ROUND_SECONDS)
