"""Everything that any logger says at any level, as the program would write it."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import RedactingFormatter


@contextmanager
def everything_said() -> Iterator[io.StringIO]:
    """Give a text that grows with every record of every logger at DEBUG, through the redacting formatter."""
    said = io.StringIO()
    door = logging.StreamHandler(said)
    door.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    level, ours = root.level, logging.getLogger("zvestka")
    our_level = ours.level
    root.addHandler(door)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    logging.captureWarnings(capture=True)
    try:
        yield said
    finally:
        root.removeHandler(door)
        root.setLevel(level)
        ours.setLevel(our_level)
        logging.captureWarnings(capture=False)
