"""What must stand nowhere, and where to look for it."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path


def found_in_text(text: str, secrets: Iterable[str]) -> set[str]:
    """Return those of ``secrets`` that stand in ``text``, whatever the case of its letters."""
    folded = text.casefold()
    return {secret for secret in secrets if secret.casefold() in folded}


def found_in_files(folder: Path, chat_ids: Iterable[int]) -> set[str]:
    """Return in which files under ``folder`` some chat id stands, as decimal text or as an integer of 4 or 8 bytes."""
    wanted = [(chat_id, shape) for chat_id in chat_ids for shape in _shapes(chat_id)]
    found = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found |= {f"{chat_id} in {path.name}" for chat_id, shape in wanted if shape in content}
    return found


def _shapes(chat_id: int) -> Iterator[bytes]:
    yield str(abs(chat_id)).encode()
    for order in "<>":
        yield struct.pack(f"{order}q", chat_id)
        yield struct.pack(f"{order}q", abs(chat_id))
        if abs(chat_id) >= 2**24:  # shorter ones stand everywhere by chance
            yield struct.pack(f"{order}I", abs(chat_id) % 2**32)
