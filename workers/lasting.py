"""The last door of every worker: a fault is written down, and the worker starts again."""

import asyncio
import logging
from collections.abc import Awaitable
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
    name = type(worker).__name__
    while True:
        await reported(name, worker.run())
        await clock.sleep(PAUSE_SECONDS)


async def reported(name: str, work: Awaitable[object]) -> bool:
    """Return whether ``work`` came to its end; a fault is a line in the log, and touches nobody else."""
    try:
        await work
    except asyncio.CancelledError:
        if _asked_to_stop():
            raise
        log.exception("%s was cut off from inside", name)
    except Exception:
        log.exception("%s stopped on a fault", name)
    else:
        return True
    return False


def _asked_to_stop() -> bool:
    """Tell a stop from a library's own cancellation, which would end a worker without a word."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
