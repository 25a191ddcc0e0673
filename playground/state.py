"""What the playground's Telegram knows, and how to wait until it knows more. No I/O."""

import asyncio
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playground.chats import Attachment, Chat, Message, Person
from playground.clock import Clock, SystemClock
from playground.faults import Faults
from playground.pace import NO_LIMITS, Limits, Pace
from playground.profile import Profile
from playground.updates import Updates

Json = dict[str, Any]
T = TypeVar("T")

# Telegram's ids by kind of chat: beyond 32 bits, groups negative, supergroups and channels below -10^12.
_FIRST_BOT_ID = 7_000_000_000
_FIRST_PERSON_ID = 5_812_000_001
_FIRST_GROUP_ID = -4_812_000_001
_FIRST_SUPERGROUP_ID = -1_002_812_000_001


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot: `at_monotonic` in seconds, when it arrived; `error` is the refusal's words, if any."""

    method: str
    params: Json
    at_monotonic: float
    error: str | None = None
    error_code: int | None = None


@dataclass(slots=True)
class Question:
    """A press on a button or an inline query that waits for the bot's answer (`answer`: the parameters given)."""

    id: str
    person: Person
    chat_id: int
    asked_at: float
    answer: Json | None = None


class State:
    """Everything that exists. Made for one event loop; nothing here is safe across threads."""

    def __init__(
        self,
        *,
        name: str = "Zvestka",
        username: str = "zvestka_playground_bot",
        limits: Limits = NO_LIMITS,
        clock: Clock | None = None,
        question_seconds: float = 60.0,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.bot_id = _FIRST_BOT_ID + secrets.randbelow(999_999_999)
        self.token = _made_up_token(self.bot_id)
        self.username = username
        self.profile = Profile(name)
        self.pace = Pace(limits)
        self.faults = Faults()
        self.updates = Updates(self.clock, on_wait=self.wake)
        self.webhook: Json = {}
        self.question_seconds = question_seconds
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.questions: dict[str, Question] = {}
        self.files: dict[str, Attachment] = {}
        self.calls: list[Call] = []
        self._last_shared_id = 0
        self._watchers: set[asyncio.Future[None]] = set()

    def bot_json(self) -> Json:
        """Return the Bot API's User for the bot."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.name_in(""),
            "username": self.username,
        }

    def messages(self, chat_id: int) -> list[Message]:
        """Return what stands in a chat now, oldest first: sent by anybody, as last edited, nothing deleted."""
        return list(self.chats[chat_id].messages.values())

    def sent(self, chat_id: int) -> list[Message]:
        """Return what the bot has sent to a chat and not deleted, oldest first."""
        return [message for message in self.messages(chat_id) if message.from_bot]

    def keep(self, chat: Chat, message: Message) -> Message:
        """Put a new or changed message into a chat and tell those who wait."""
        chat.messages[message.id] = message
        self.changed(chat)
        return message

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and groups share one count, as in Telegram; each supergroup and channel has its own."""
        if chat.kind in {"private", "group"}:
            self._last_shared_id += 1
            return self._last_shared_id
        chat.last_id += 1
        return chat.last_id

    def next_id(self, kind: str) -> int:
        """Choose an id for a new person (its private chat has the same), group, supergroup or channel."""
        count = len(self.chats) + len(self.people)
        if kind == "private":
            return _FIRST_PERSON_ID + count
        return (_FIRST_GROUP_ID if kind == "group" else _FIRST_SUPERGROUP_ID) - count

    def today(self) -> int:
        """Now, in the whole Unix seconds of the Bot API."""
        return int(self.clock.now())

    def ask(self, person: Person, chat_id: int) -> Question:
        """Register something that the bot must answer by id."""
        question = Question(str(secrets.randbits(62)), person, chat_id, self.clock.monotonic())
        self.questions[question.id] = question
        self.wake()
        return question

    def changed(self, chat: Chat | None = None) -> None:
        """Tell everyone who waits that something happened."""
        for one in [chat] if chat else self.chats.values():
            one.changes += 1
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again, though no phone has to be redrawn."""
        watchers, self._watchers = self._watchers, set()
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)

    async def next_change(self) -> None:
        """Return at the next change of anything."""
        watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchers.add(watcher)
        try:
            await watcher
        finally:
            self._watchers.discard(watcher)

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 10.0) -> T:  # noqa: ASYNC109
        """Wait for the first true value, asked for again at each change; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                await self.next_change()
        return value


def _made_up_token(bot_id: int) -> str:
    alphabet = string.ascii_letters + string.digits
    return f"{bot_id}:{''.join(secrets.choice(alphabet) for _ in range(35))}"


@dataclass(frozen=True, slots=True)
class Popup:
    """What a phone shows after a press: a passing line, or an alert that must be closed."""

    text: str
    is_alert: bool
    url: str = field(default="")
