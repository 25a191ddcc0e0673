"""Finishing what was begun although the task that began it is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def unbroken(work: "Coroutine[Any, Any, Result] | asyncio.Future[Result]") -> Result:
    """Run ``work`` to its end, then pass on a cancellation that came meanwhile."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # seen here, so that asyncio does not report it as forgotten
        raise cancelled
    return task.result()
