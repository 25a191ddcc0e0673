"""What went wrong, for the operator: the kind of fault and its place in the code, never what somebody said."""

import logging

from telegram.error import BadRequest, NetworkError

log = logging.getLogger("zvestka.handlers")


def report(error: BaseException) -> None:
    """Write the fault down."""
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        log.warning("Telegram did not take an answer: %s", type(error).__name__)
    else:
        log.error("a conversation failed: %s", type(error).__name__, exc_info=error)
