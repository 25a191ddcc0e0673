"""The last door of every worker: a fault is written down, and the worker starts again."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Protocol

from domain.ports import Clock
from storage.errors import StorageError

log = logging.getLogger("zvestka.workers")

PAUSE_SECONDS = 1.0
AGAIN_SECONDS = 3600.0
"""How soon a fault that comes again and again is written down once more: a full disk must not be filled by the log."""


class Worker(Protocol):
    """Something that runs until it is cancelled."""

    async def run(self) -> None:
        """Work until cancelled."""
        ...


async def lasting(worker: Worker, clock: Clock) -> None:
    """Run ``worker`` until cancelled, again after every fault: a locked database must not stop the alerts."""
    faults = _Faults(type(worker).__name__, clock)
    while True:
        if fault := await _fault(worker.run()):
            faults.tell(fault)
        if _asked_to_stop():
            raise asyncio.CancelledError  # a fault at the very end has hidden that the worker was to stop
        await clock.sleep(PAUSE_SECONDS)


async def reported(name: str, work: Awaitable[object]) -> bool:
    """Return whether ``work`` came to its end; a fault is a line in the log, and touches nobody else."""
    fault = await _fault(work)
    if fault:
        _write_down(name, fault)
    return fault is None


class _Faults:
    """Writes down each kind of a worker's faults at once, and while it goes on once an hour."""

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._told: dict[tuple[type[BaseException], int], float] = {}

    def tell(self, fault: BaseException) -> None:
        """Write down a fault, unless one like it was written down within the hour."""
        kind, now = (type(fault), _line(fault)), self._clock.monotonic()
        if kind not in self._told or now - self._told[kind] >= AGAIN_SECONDS:
            self._told[kind] = now
            _write_down(self._name, fault)


async def _fault(work: Awaitable[object]) -> BaseException | None:
    """Return what ended ``work``, None where it came to its end; raise only a stop that was asked for."""
    try:
        await work
    except asyncio.CancelledError as error:
        if _asked_to_stop():
            raise
        return error
    except Exception as error:  # noqa: BLE001 - the last door
        return error
    return None


def _write_down(name: str, fault: BaseException) -> None:
    if isinstance(fault, asyncio.CancelledError):
        log.error("%s was cut off from inside", name, exc_info=fault)
    elif isinstance(fault, StorageError):
        log.error("%s stopped on a fault: %s", name, fault, exc_info=fault)
    else:
        log.error("%s stopped on a fault", name, exc_info=fault)


def _line(fault: BaseException) -> int:
    """Return the line of code at which a fault began."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace.tb_lineno if trace else 0


def _asked_to_stop() -> bool:
    """Tell a stop from a library's own cancellation, which would end a worker without a word."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
