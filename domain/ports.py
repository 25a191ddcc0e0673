"""What the rules and workers need from outside, as Protocols that bot/ implements and injects."""

from datetime import datetime
from typing import Protocol

from domain.delivery import Outcome
from domain.message import Message


class Clock(Protocol):
    """Time as an argument: handlers, workers and commands are given one."""

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        ...


class Messenger(Protocol):
    """Tells one chat one thing and says what came of it; never raises for what Telegram answers."""

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        """Send a new message."""
        ...
