"""Finishing what was begun although the task that began it is cancelled."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

Result = TypeVar("Result")


async def unbroken(work: "Coroutine[Any, Any, Result] | asyncio.Future[Result]") -> Result:
    """Run ``work`` to its end, then pass on a cancellation that came meanwhile."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        ended = asyncio.get_running_loop().create_future()  # is cancelled in the task's place
        task.add_done_callback(partial(_wake, ended))
        try:
            await ended
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # seen here, so that asyncio does not report it as forgotten
        raise cancelled
    return task.result()


def _wake(ended: "asyncio.Future[None]", _task: object) -> None:
    if not ended.done():
        ended.set_result(None)
