"""The last door of a conversation: a fault is written down by kind and place, never with what somebody said."""

import logging
from collections.abc import Awaitable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError

log = logging.getLogger("zvestka.handlers")

Done = TypeVar("Done")
Instead = TypeVar("Instead")


async def attempt(work: Awaitable[Done], instead: Instead) -> Done | Instead:
    """Return what ``work`` returns; where it fails, report that and return ``instead``: the next one must be served."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - the last door
        _report(error)
        return instead


def _report(error: Exception) -> None:
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        log.warning("Telegram did not take an answer: %s", type(error).__name__)
    else:
        log.error("a conversation failed: %s", type(error).__name__, exc_info=error)
