"""Only one process of an installation sends: without this, 1,000 of 1,000 alerts came twice (SECURITY.md, F)."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import ConfigError


@contextmanager
def sole_sender(data_dir: Path) -> Iterator[None]:
    """Hold the installation's lock; raise ConfigError where another process holds it. A killed process lets go."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(data_dir / "sender.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise ConfigError(f"another `zvestka run` is at work in {data_dir}: stop it first") from None
    try:
        yield
    finally:
        os.close(lock)
