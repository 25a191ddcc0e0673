"""What is said to a chat, before Telegram: text in Telegram's HTML, and buttons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: pressing it sends ``action`` (callback data, at most 64 bytes) or opens ``url``."""

    label: str
    action: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``text`` is Telegram's HTML, at most 4,096 UTF-16 units without its tags."""

    text: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message comes: without a sound, in reply to one of ours (or as if to none, where that is gone)."""

    silent: bool = False
    reply_to: int | None = None


PLAIN = Manner()
"""With its sound, in reply to nothing."""

SILENT = Manner(silent=True)
