"""Only one process sends: without this, 1,000 of 1,000 alerts came twice (SECURITY.md, F).

Two steps: a lock on a file for the processes of one data directory, then a row in the database for all hosts on it.
"""

import fcntl
import os
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.config import ConfigError
from domain.delivery import Outcome, RetryLater
from domain.message import PLAIN, Manner, Message
from domain.ports import Clock, Correspondent
from domain.tenure import BEAT
from storage.database import Database
from storage.sender import SenderRow
from storage.unbroken import unbroken
from workers.seat import Seat

_ID = re.compile(rb"[0-9a-f]{32}")


@contextmanager
def sole_sender(data_dir: Path) -> Iterator[str]:
    """Hold the installation's lock and give its id, which the lock's file keeps; a killed process lets go.

    Raise ConfigError where another process holds it.
    """
    lock = _open_lock(data_dir)
    try:
        _take(lock, data_dir)
        yield _holder(lock, data_dir)
    finally:
        os.close(lock)


@asynccontextmanager
async def open_seat(database: Database, holder: str, clock: Clock) -> AsyncIterator[Seat]:
    """Take the seat of the one sender on a database, and leave it at the end; raise what ``Seat.take`` raises."""
    seat = await Seat.take(SenderRow(database), holder, clock)
    try:
        yield seat
    finally:
        await unbroken(seat.leave())


class SoleMessenger:
    """A Correspondent that says nothing while somebody else may be the sender; what it is asked is due again soon."""

    def __init__(self, messenger: Correspondent, seat: Seat) -> None:
        self._messenger = messenger
        self._seat = seat

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        """Send a new message."""
        return await self._messenger.send(chat_id, thread_id, message, manner) if self._seat.is_sure() else _LATER

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Put ``message`` in the place of one of ours."""
        return await self._messenger.rewrite(chat_id, message_id, message) if self._seat.is_sure() else _LATER

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Delete one of our messages."""
        return await self._messenger.take_back(chat_id, message_id) if self._seat.is_sure() else _LATER


_LATER = RetryLater(BEAT, everyone=True)


def _take(lock: int, data_dir: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConfigError(f"another `zvestka run` is at work in {data_dir}: stop it first") from None


@contextmanager
def _writing(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConfigError(f"ZVESTKA_DATA_DIR: cannot write to {data_dir}: {error.strerror}") from None


def _open_lock(data_dir: Path) -> int:
    with _writing(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(data_dir / "sender.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _holder(lock: int, data_dir: Path) -> str:
    """Return the id in the lock's file, made where it is not whole: a killed process comes back under its own."""
    kept = os.pread(lock, 64, 0)
    if not _ID.fullmatch(kept):
        kept = uuid.uuid4().hex.encode()
        with _writing(data_dir):
            os.ftruncate(lock, 0)
            os.pwrite(lock, kept, 0)
            os.fsync(lock)
    return kept.decode()
