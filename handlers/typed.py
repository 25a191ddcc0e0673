"""What was typed, for the buttons under its answer: in memory only, for an hour (PRODUCT.md, Settled)."""

import secrets
from datetime import datetime, timedelta

KEPT = timedelta(hours=1)
MOST = 10_000
"""Texts held at once; the oldest go first."""


class Typed:
    """Texts under tokens that fit a button."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[datetime, str]] = {}

    def keep(self, text: str, now: datetime) -> str:
        """Return a token for ``text``."""
        if len(self._texts) >= MOST:
            del self._texts[next(iter(self._texts))]
        token = secrets.token_urlsafe(8)
        self._texts[token] = (now, text)
        return token

    def text(self, token: str, now: datetime) -> str | None:
        """Return what the token stands for; None where it is lost or older than ``KEPT``."""
        kept = self._texts.get(token)
        return kept[1] if kept and now - kept[0] <= KEPT else None
