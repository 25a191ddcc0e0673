"""Database errors leave the room as the program's own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.errors import BusyError, DiskError, FullError, OpenError, StorageError

_TOLD_BY: Mapping[str, type[StorageError]] = {
    "database is locked": BusyError,
    "lock timeout": BusyError,
    "QueuePool limit": BusyError,
    "disk is full": FullError,
    "No space left": FullError,
    "disk I/O error": DiskError,
    "unable to open database file": OpenError,
    "file is not a database": OpenError,
    "does not exist": OpenError,
}
"""Words of the drivers, which give no better sign that both engines share."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise a StorageError for an error of the driver, of SQLAlchemy or of the connection."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise _own(error)() from error


def _own(error: Exception) -> type[StorageError]:
    if isinstance(error, OSError):
        return OpenError
    told = str(error.orig if isinstance(error, DBAPIError) else error)
    return next((own for words, own in _TOLD_BY.items() if words in told), StorageError)
