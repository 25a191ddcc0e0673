"""Many chats in one value: their keys, 16 bytes each, one after the other. Reading one page is then one read."""

from collections.abc import Collection, Sequence

from domain.audience import ChatKey

KEY_BYTES = 16


def packed(keys: Sequence[ChatKey]) -> bytes:
    """Return ``keys`` in one value."""
    return b"".join(keys)


def unpacked(chats: bytes) -> Sequence[ChatKey]:
    """Return the keys in a packed value, in their order."""
    return [chats[start : start + KEY_BYTES] for start in range(0, len(chats), KEY_BYTES)]


def without(chats: bytes, gone: Collection[ChatKey]) -> bytes:
    """Return a packed value without the keys in ``gone``."""
    return packed([key for key in unpacked(chats) if key not in gone])


def exchanged(chats: bytes, old: ChatKey, new: ChatKey) -> bytes:
    """Return a packed value with ``new`` in the place of ``old``; once, where it holds ``new`` already."""
    kept = dict.fromkeys(new if key == old else key for key in unpacked(chats))
    return packed(list(kept))
