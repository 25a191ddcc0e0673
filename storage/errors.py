"""What can go wrong in the store: the family tree, each with the sentence that says what to do.

StorageError
├── OpenError              the database cannot be opened
│   ├── UrlError
│   ├── NewerSchemaError
│   └── ForeignSchemaError
├── BusyError              somebody else holds it
├── DiskError              the disk refuses
│   └── FullError          it is full
├── KeyFileError           the key cannot be used
├── SealError              a sealed row does not open
├── AnotherSender          another host sends from the same database
├── NoSuchEvent
├── NotApproved
├── AlreadyConfirmed
│   └── Overtaken
├── NotSent
├── AlreadyFiled
├── AlreadyHandled
└── AlreadyEdited
"""

import inspect


class StorageError(Exception):
    """The database refused the operation. Run `zvestka check`; the log of the database says more."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or " ".join(inspect.cleandoc(type(self).__doc__ or "").split()))


class OpenError(StorageError):
    """The database cannot be opened. Check ZVESTKA_DATABASE_URL, that the server runs, and who may write there."""


class SettingError(Exception):
    """Mixed into errors that a setting causes: trying again changes nothing, so a service manager must not."""


class UrlError(OpenError, SettingError):
    """The database URL is not understood. Write sqlite:///path/to/file or postgresql://user@host/name."""


class NewerSchemaError(OpenError):
    """The database was written by a newer Zvestka. Install that version, or restore a backup made by this one."""


class ForeignSchemaError(OpenError):
    """The database holds tables that are not Zvestka's. Choose an empty database, or another file."""


class BusyError(StorageError):
    """Another process holds the database. Try again; stop a long import or backup if this goes on."""


class DiskError(StorageError):
    """The disk of the database refuses: over a quota or a limit, or failing. Nothing was written; look at the disk."""


class FullError(DiskError):
    """The disk of the database is full. Nothing was written; make room, then try again."""


class KeyFileError(StorageError, SettingError):
    """The key file cannot be used. Check ZVESTKA_KEY_FILE."""


class SealError(StorageError):
    """A sealed row does not open: another key, or a changed database. Restore the key file that belongs to it."""


class AnotherSender(StorageError, SettingError):  # noqa: N818 - reads as what it is
    """Another `zvestka run` is at work on this database, on this host or another: stop it first."""


class NoSuchEvent(StorageError):  # noqa: N818 - reads as what it is
    """There is no event of this number. Look it up in the list of drafts."""


class NotApproved(StorageError):  # noqa: N818 - reads as what it is
    """Not enough different editors approved exactly this text. Show it to the editors again."""


class AlreadyConfirmed(StorageError):  # noqa: N818 - reads as what it is
    """The event is confirmed and on its way. To change it, make a correction."""


class Overtaken(AlreadyConfirmed):
    """Another process began to confirm the same event later and goes on with it. Nothing is left to do here."""


class NotSent(StorageError):  # noqa: N818 - reads as what it is
    """Nobody has been told of this event, or it was taken back: there is nothing to correct."""


class AlreadyFiled(StorageError):  # noqa: N818 - reads as what it is
    """There is an event of this id already: before the editors, confirmed, or history."""


class AlreadyHandled(StorageError):  # noqa: N818 - reads as what it is
    """Another editor has proposed or dropped one of these reports. Look at what is left of them."""


class AlreadyEdited(StorageError):  # noqa: N818 - reads as what it is
    """Another editor has corrected the same report meanwhile. Look at it as it stands now."""
