"""Keys that are never in the database, and rows that only they open (SECURITY.md, C)."""

import hmac
import os
import stat
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.approval import EditorKey
from domain.audience import ChatKey
from storage.errors import KeyFileError, SealError

KEY_BYTES = 64
_SIZES = (512, 2_048, 8_192)
"""What a row is padded to: its length must not tell how many people somebody follows."""

_KID = b"\x01"
"""Which key sealed a row; rotation will count it up."""

_LENGTH = struct.Struct(">H")
_NUMBER = struct.Struct(">q")


def load_key(path: Path) -> bytes:
    """Return the key in ``path``, made of fresh random bytes where there is none; raise KeyFileError.

    The file is readable by its owner only and holds at least 64 bytes, all of which are the key.
    """
    try:
        if not path.exists():
            _make_key(path)
        return _read_key(path)
    except OSError as error:
        message = f"The key file {path} cannot be used ({error.strerror}). Check ZVESTKA_KEY_FILE and its folder."
        raise KeyFileError(message) from error


def _make_key(path: Path) -> None:
    """Write a key whole or not at all; another process that does the same at once may win."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".key.", dir=path.parent)  # for its owner alone, and nobody else's file
    try:
        os.write(handle, os.urandom(KEY_BYTES))
        os.fsync(handle)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.close(handle)
        Path(draft).unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_key(path: Path) -> bytes:
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise KeyFileError(f"The key file {path} is readable by others. Run: chmod 600 {path}")
        key = file.read()
    if len(key) < KEY_BYTES:
        message = (
            f"The key file {path} holds {len(key)} bytes, fewer than {KEY_BYTES}. Restore it from its copy; "
            "remove it only if the database has no subscribers yet."
        )
        raise KeyFileError(message)
    return key


class Sealer:
    """Turns ids into keys that say nothing without ours, and seals rows to the place where they stand."""

    def __init__(self, key: bytes) -> None:
        self._chats = _derived(key, b"chat index", 32)
        self._editors = _derived(key, b"editor index", 32)
        self._cipher = AESSIV(_derived(key, b"rows 1", 64))

    def chat_key(self, chat_id: int) -> ChatKey:
        """Return the 16 bytes under which a chat is kept."""
        return hmac.digest(self._chats, _NUMBER.pack(chat_id), "sha256")[:16]

    def editor_key(self, user_id: int) -> EditorKey:
        """Return the 16 bytes that stand for an editor; another key than the chat of the same person has."""
        return hmac.digest(self._editors, _NUMBER.pack(user_id), "sha256")[:16]

    def seal(self, plain: bytes, table: str, key: bytes) -> bytes:
        """Return ``plain``, at most 8,190 bytes, sealed to one row: it opens nowhere else."""
        needed = _LENGTH.size + len(plain)
        size = next((size for size in _SIZES if size >= needed), None)
        if size is None:
            raise ValueError("too long to seal")
        return self._sealed((_LENGTH.pack(len(plain)) + plain).ljust(size, b"\0"), table, key)

    def unseal(self, sealed: bytes, table: str, key: bytes) -> bytes:
        """Return what was sealed to this row; raise SealError for anything changed, moved or of another key."""
        padded = self._opened(sealed, table, key)
        (length,) = _LENGTH.unpack_from(padded)
        return padded[_LENGTH.size : _LENGTH.size + length]

    def seal_number(self, number: int, table: str, key: bytes) -> bytes:
        """Return a number sealed to one row: 25 bytes whatever the number."""
        return self._sealed(_NUMBER.pack(number), table, key)

    def unseal_number(self, sealed: bytes, table: str, key: bytes) -> int:
        """Return the number that was sealed to this row; raise SealError."""
        (number,) = _NUMBER.unpack(self._opened(sealed, table, key))
        return int(number)

    def _sealed(self, padded: bytes, table: str, key: bytes) -> bytes:
        return _KID + self._cipher.encrypt(padded, [table.encode(), key, _KID])

    def _opened(self, sealed: bytes, table: str, key: bytes) -> bytes:
        kid, box = sealed[:1], sealed[1:]
        try:
            return self._cipher.decrypt(box, [table.encode(), key, kid])
        except (InvalidTag, ValueError):
            raise SealError from None


def _derived(key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"zvestka " + purpose).derive(key)
