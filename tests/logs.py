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
    root.addHandler(door)
    levels = {each: each.level for each in (root, *map(logging.getLogger, root.manager.loggerDict))}
    for each in levels:  # SQLAlchemy's, for one, has a level of its own
        each.setLevel(logging.DEBUG)
    logging.captureWarnings(capture=True)
    try:
        yield said
    finally:
        root.removeHandler(door)
        for each, level in levels.items():
            each.setLevel(level)
        logging.captureWarnings(capture=False)
