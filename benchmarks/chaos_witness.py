"""A loopback Bot API that remembers who was told what, in which life of the bot, and whether the bot could know it."""

import asyncio
import re
from dataclasses import dataclass

from benchmarks.loopback_http import Exchange
from benchmarks.telegram_answers import Fields
from benchmarks.telegram_limits import BotApi, Limits
from playground.errors import ApiError

_STORY = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Telling:
    """A message that reached a chat: of which story, in which life (from 1); `answered` where the bot was told so."""

    story: str
    chat: int
    life: int
    answered: bool


class Witness(BotApi):
    """A life begins with getMe, the bot's first words; `met` is set by its last ones before it begins its work.

    Stories are told apart by a word in square brackets in the text, such as `[s12]`; of two, the last one counts.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.tellings: list[Telling] = []
        self.befell: dict[str, int] = {}
        self.life = 0
        self.met = asyncio.Event()

    def note(self, now: float, chat: int, fault: str, fields: Fields) -> None:
        """Remember a message, where it reached its chat."""
        super().note(now, chat, fault, fields)
        if fault:
            self.befell[fault] = self.befell.get(fault, 0) + 1
        if fault in {"", "lost"} and (named := _STORY.findall(fields["text"])):
            self.tellings.append(Telling(named[-1], chat, self.life, answered=not fault))

    def refused(self) -> int:
        """Return how often the bot was told 429."""
        return sum(status == 429 for _, _, status in self.log)

    def _call(self, method: str, fields: Fields, exchange: Exchange) -> None:
        if method == "getme":
            self.life += 1
        elif method == "deletewebhook":
            self.met.set()
        elif method.startswith("getmy"):
            raise ApiError(400, "Bad Request: there are no menus here")
        super()._call(method, fields, exchange)
