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
    lock = _open_lock(data_dir)
    try:
        _take(lock, data_dir)
        yield
    finally:
        os.close(lock)


def _take(lock: int, data_dir: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConfigError(f"another `zvestka run` is at work in {data_dir}: stop it first") from None


def _open_lock(data_dir: Path) -> int:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(data_dir / "sender.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigError(f"ZVESTKA_DATA_DIR: cannot write to {data_dir}: {error.strerror}") from None
