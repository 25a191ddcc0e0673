"""The last door of every worker: a fault is written down, and the worker starts again."""

import logging
from typing import Protocol

from domain.ports import Clock

log = logging.getLogger("zvestka.workers")

PAUSE_SECONDS = 1.0


class Worker(Protocol):
    """Something that runs until it is cancelled."""

    async def run(self) -> None:
        """Work until cancelled."""
        ...


async def lasting(worker: Worker, clock: Clock) -> None:
    """Run ``worker`` until cancelled, again after every fault: a locked database must not stop the alerts."""
    while True:
        try:
            await worker.run()
        except Exception:
            log.exception("%s stopped on a fault, starting it again", type(worker).__name__)
            await clock.sleep(PAUSE_SECONDS)
