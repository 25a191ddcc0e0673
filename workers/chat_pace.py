"""How often one chat may be written to: Telegram allows a message a second, and 20 a minute in a group."""

from collections import deque
from dataclasses import dataclass, field

_MOST_KEPT = 20_000
"""Chats whose last messages are remembered; more, and those that rest no longer are forgotten."""


@dataclass(slots=True)
class Window:
    """At most ``most`` messages to one chat within ``seconds``."""

    most: int
    seconds: float
    _said: dict[int, deque[float]] = field(default_factory=dict)

    def rest(self, chat_id: int, now: float) -> float:
        """Return the seconds until the chat may be written to, 0 at the least."""
        said = self._said.get(chat_id)
        if said is None or len(said) < self.most:
            return 0.0
        return max(0.0, said[0] + self.seconds - now)

    def note(self, chat_id: int, now: float) -> None:
        """Remember that the chat is written to now."""
        said = self._said.get(chat_id)
        if said is None:
            self._forget_rested(now)
            said = self._said[chat_id] = deque(maxlen=self.most)
        said.append(now)

    def _forget_rested(self, now: float) -> None:
        if len(self._said) >= _MOST_KEPT:
            self._said = {chat: said for chat, said in self._said.items() if said[-1] + self.seconds > now}


class ChatPace:
    """The rests of all chats, in the clock's monotonic seconds. Groups and channels have ids below 0."""

    def __init__(self) -> None:
        self._groups = Window(20, 60.0)
        self._unasked = Window(1, 1.0)
        self._answers = Window(20, 20.0)  # "short bursts" are allowed to who is being answered

    def rest(self, chat_id: int, now: float) -> float:
        """Return how long a chat is to be spared what it did not ask for."""
        return (self._groups if chat_id < 0 else self._unasked).rest(chat_id, now)

    def rest_of_answer(self, chat_id: int, now: float) -> float:
        """Return how long an answer to a chat must wait."""
        return (self._groups if chat_id < 0 else self._answers).rest(chat_id, now)

    def note(self, chat_id: int, now: float) -> None:
        """Remember a message that was not asked for."""
        (self._groups if chat_id < 0 else self._unasked).note(chat_id, now)

    def note_answer(self, chat_id: int, now: float) -> None:
        """Remember an answer."""
        (self._groups if chat_id < 0 else self._answers).note(chat_id, now)
