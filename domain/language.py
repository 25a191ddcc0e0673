"""Which language a chat is spoken to in: the name of a catalog in locales/; there is no list of them in code."""

from collections.abc import Collection
from typing import NewType

Language = NewType("Language", str)

ENGLISH = Language("en")
BELARUSIAN = Language("be")


def choose_language(tag: str | None, available: Collection[Language]) -> Language:
    """Return the language for an IETF tag as Telegram sends it (``be``, ``ru-RU``), else English."""
    primary = Language((tag or "").replace("_", "-").partition("-")[0].lower())
    return primary if primary in available else ENGLISH
