"""What was typed, for the buttons under it, and what was asked: in memory only, for an hour (PRODUCT.md, Settled)."""

import secrets
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Question:
    """What an editor is asked about a report's event: which field, in which message; the next plain text answers it.

    ``about`` is the language of the sentence that is asked for, or the name that is to be matched.
    """

    number: int
    field: str
    about: str = ""
    message_id: int | None = None


class Questions:
    """The one open question of a chat. A restart loses it: plain text is then a name to find, as always."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[datetime, Question]] = {}

    def ask(self, chat_id: int, question: Question, now: datetime) -> None:
        """Take the next plain text in the chat for an answer to ``question``."""
        self._open[chat_id] = (now, question)

    def close(self, chat_id: int) -> None:
        """Take plain text for a name to find again."""
        self._open.pop(chat_id, None)

    def of(self, chat_id: int, now: datetime) -> Question | None:
        """Return what the chat is asked; None where nothing is, or it was asked longer than ``KEPT`` ago."""
        asked = self._open.get(chat_id)
        return asked[1] if asked and now - asked[0] <= KEPT else None
