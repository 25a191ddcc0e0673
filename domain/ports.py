"""What the rules and workers need from outside, as Protocols that bot/ implements and injects."""

from datetime import datetime
from typing import Protocol

from domain.chart import Chart
from domain.delivery import Outcome
from domain.message import PLAIN, Manner, Message


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


class Pace(Protocol):
    """How fast messages may go out, for whoever tells of it."""

    rate: float

    def held(self) -> float:
        """Return the seconds for which Telegram has asked the whole sender to wait, 0 at the least."""
        ...


class Messenger(Protocol):
    """Tells one chat one thing and says what came of it; never raises for what Telegram answers."""

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        """Send a new message."""
        ...


class Correspondent(Messenger, Protocol):
    """A Messenger that can also change what it said."""

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Put ``message`` in the place of one of ours, which may say this already; Failed where that is gone."""
        ...

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        """Delete one of our messages; Failed where that is gone, or too old for it (48 hours)."""
        ...


class Artist(Protocol):
    """Draws charts, without holding up anybody else meanwhile."""

    async def draw(self, chart: Chart) -> bytes | None:
        """Return a PNG; None where it cannot be drawn now, which the artist has reported."""
        ...
