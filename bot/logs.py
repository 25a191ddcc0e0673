"""Logging that cannot tell on anybody: our own lines are redacted, other libraries' lines lose their words.

python-telegram-bot writes chat ids, names and queries at CRITICAL for a malformed update, and its debug level holds
every message (SECURITY.md, C). So a line of a library says only which library and what kind of trouble. What would be
printed past the loggers (an uncaught exception, one in a thread or in a finalizer) is sent through them.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType

OURS = "zvestka"
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_LONG_NUMBER = re.compile(r"-?\d{6,}")

log = logging.getLogger(OURS)


def redact(text: str) -> str:
    """Return ``text`` without anything shaped like a bot token, and without numbers long enough to be an id."""
    return _LONG_NUMBER.sub("<number>", _TOKEN.sub("<token>", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record as time, level, room, words; an exception as its types and places, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a foreign record keeps its name and level only."""
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        words = redact(_words(record)) if ours else "(a library's message, withheld)"
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name} {words}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += places(record.exc_info[1])
        return "\n".join(lines)


def _words(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return "(words that do not fit together, withheld)"  # logging would print what they were made of


def places(error: BaseException) -> Iterator[str]:
    """Give the types and the lines of code of an error and of what caused it, without messages."""
    met: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if id(each) in met:
            continue
        met.add(id(each))
        yield f"  {type(each).__module__}.{type(each).__qualname__}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} {frame.name}"
        waiting += reversed(_behind(each))


def _behind(error: BaseException) -> list[BaseException]:
    parts = list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []
    context = None if error.__suppress_context__ else error.__context__
    return [each for each in (*parts, error.__cause__ or context) if each is not None]


def configure_logging(level: int = logging.INFO) -> None:
    """Send every record to standard error through the redacting formatter; libraries from WARNING up."""
    door = logging.StreamHandler(sys.stderr)
    door.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.handlers[:] = [door]
    root.setLevel(logging.WARNING)
    log.setLevel(level)
    logging.raiseExceptions = False  # what cannot be logged is not printed either
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread


def _uncaught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    log.critical("stopped on a fault: %s", kind.__name__, exc_info=error)


def _unraisable(seen: "sys.UnraisableHookArgs") -> None:
    log.error("a fault that nobody could be told of: %s", seen.exc_type.__name__, exc_info=seen.exc_value)


def _uncaught_in_thread(seen: threading.ExceptHookArgs) -> None:
    log.error("a thread stopped on a fault: %s", seen.exc_type.__name__, exc_info=seen.exc_value)
