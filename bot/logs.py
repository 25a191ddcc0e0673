"""Logging that cannot tell on anybody: our own lines are redacted, other libraries' lines lose their words.

python-telegram-bot writes chat ids, names and queries at CRITICAL for a malformed update, and its debug level holds
every message (SECURITY.md, C). So a line of a library says only which library and what kind of trouble.
"""

import logging
import re
import sys
import traceback
from types import TracebackType

OURS = "zvestka"
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_LONG_NUMBER = re.compile(r"-?\d{6,}")


def redact(text: str) -> str:
    """Return ``text`` without anything shaped like a bot token, and without numbers long enough to be an id."""
    return _LONG_NUMBER.sub("<number>", _TOKEN.sub("<token>", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record as time, level, room, words; an exception as its types and places, never its message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a foreign record keeps its name and level only."""
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        words = redact(record.getMessage()) if ours else "(a library's message, withheld)"
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name} {words}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += places(record.exc_info[1], record.exc_info[2])
        return "\n".join(lines)


def places(error: BaseException, trace: TracebackType | None) -> list[str]:
    """Return the error's type and the lines of code it passed, without messages, which may hold what somebody typed."""
    frames = traceback.extract_tb(trace)
    where = [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [f"  {type(error).__module__}.{type(error).__qualname__}", *where]


def configure_logging(level: int = logging.INFO) -> None:
    """Send every record to standard error through the redacting formatter; libraries from WARNING up."""
    door = logging.StreamHandler(sys.stderr)
    door.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.handlers[:] = [door]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(capture=True)
