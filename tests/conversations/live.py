"""A running bot to talk to: types, presses, and waits for what a person would see."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import SystemClock
from bot.config import NO_SOURCES, Settings
from bot.runtime import run
from commands.starter import fill
from domain.subscription import Subscriber
from playground import Telegram, serve
from playground.chats import Chat, Message, Person
from playground.state import Call
from storage.store import Store

PATIENCE_SECONDS = 20


@dataclass(slots=True)
class Live:
    """A bot and its Telegram. ``store`` is opened beside the bot's own, to look at what is kept."""

    telegram: Telegram
    settings: Settings
    editors: tuple[Person, Person]
    store: Store

    async def say(self, person: Person, text: str, chat_id: int | None = None, **where: int) -> Message:
        """Type ``text`` (``thread_id``, ``reply_to``: where) and return the bot's next new message in that chat."""
        chat = person.chat_id if chat_id is None else chat_id
        before = self.seen(chat)
        self.telegram.type(chat, person.id, text, **where)
        return await self.next_message(chat, before)

    async def say_unanswered(self, person: Person, text: str, chat: Chat) -> None:
        """Type ``text`` in a group and see that the bot says nothing to it, only to what follows."""
        before = self.seen(chat.id)
        self.telegram.type(chat.id, person.id, text)
        await self.say(person, f"/help@{self.telegram.username}", chat.id)
        assert len(self.seen(chat.id) - before) == 1

    def seen(self, chat_id: int) -> set[int]:
        """Return the numbers of the bot's messages that stand in the chat now."""
        return {message.id for message in self.telegram.sent(chat_id)}

    async def next_message(self, chat_id: int, before: set[int]) -> Message:
        """Return the first message of the bot that is not among ``before``."""
        found = await self.telegram.wait_for(
            lambda: [each for each in self.telegram.sent(chat_id) if each.id not in before], PATIENCE_SECONDS
        )
        return found[0]

    async def next_messages(self, chats: Sequence[int], before: Mapping[int, set[int]]) -> list[Message]:
        """Return the first new message in each of ``chats``."""
        return [await self.next_message(chat, before[chat]) for chat in chats]

    async def press(self, person: Person, message: Message, label: str, chat_id: int | None = None) -> str | None:
        """Press the button that says ``label``; return the pop-up's text, or None."""
        chat = person.chat_id if chat_id is None else chat_id
        return await self.press_carrying(person, message, self.now(chat, message).button(label).value, chat)

    async def press_carrying(
        self, person: Person, message: Message, value: str, chat_id: int | None = None
    ) -> str | None:
        """Press a button that carries ``value``, on the message now or not: phones press what they still show."""
        chat = person.chat_id if chat_id is None else chat_id
        query = self.telegram.press(chat, person.id, message.id, value)
        return await self.telegram.popup(query, PATIENCE_SECONDS)

    def now(self, chat_id: int, message: Message) -> Message:
        """Return ``message`` as it stands in the chat now."""
        return self.telegram.chats[chat_id].messages[message.id]

    async def becomes(self, chat_id: int, message: Message, text: str) -> Message:
        """Wait until ``message`` says ``text`` somewhere; return it as it stands then."""
        await self.telegram.wait_for(lambda: text in self.now(chat_id, message).text, PATIENCE_SECONDS)
        return self.now(chat_id, message)

    async def carries(self, chat_id: int, message: Message, label: str) -> None:
        """Wait until the first button under ``message`` says just ``label``."""
        await self.telegram.wait_for(lambda: self.now(chat_id, message).buttons[0].text == label, PATIENCE_SECONDS)

    async def gone(self, chat_id: int, message: Message) -> None:
        """Wait until ``message`` is deleted."""
        await self.telegram.wait_for(lambda: message.id not in self.telegram.chats[chat_id].messages, PATIENCE_SECONDS)

    async def onboard(self, person: Person, language: str, choice: str) -> Message:
        """Press Start, pick a language, choose ``choice`` ("on" for discreet, "off" for full messages)."""
        first = await self.say(person, "/start")
        await self.press_value(person, first, f"1.pick.0.{language}")
        await self.press_value(person, first, f"1.start.0.{choice}.{language}")
        return self.now(person.chat_id, first)

    async def press_value(self, person: Person, message: Message, value: str) -> str | None:
        """Press the button that carries ``value``; it must be there."""
        assert value in [button.value for button in self.now(person.chat_id, message).buttons]
        return await self.press_carrying(person, message, value)

    async def reader(self, language: str = "be", choice: str = "off") -> Person:
        """Return somebody new who has chosen a language and how news will look."""
        person = self.telegram.add_person("Reader", language)
        await self.onboard(person, language, choice)
        return person

    async def stored(self, person: Person) -> Subscriber | None:
        """Return what the bot keeps of a person's private chat."""
        return await self.store.subscribers.get(person.chat_id)

    async def forgotten(self, chat_id: int) -> None:
        """Wait until nothing is kept of a chat that cannot be talked to any more."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.store.subscribers.get(chat_id):  # noqa: ASYNC110 - a database rings no bell
                await asyncio.sleep(0)

    def refused(self, since: int) -> list[Call]:
        """Return the bot's calls from number ``since`` on that Telegram refused; an edit without a change may be."""
        calls = self.telegram.calls[since:]
        return [call for call in calls if call.error and "is not modified" not in call.error]


@asynccontextmanager
async def open_live(folder: Path, sources: str = NO_SOURCES, rate: int = 1_000) -> AsyncIterator[Live]:
    """Run the bot in this process until the block ends, reading ``sources``, sending ``rate`` messages a second."""
    telegram = Telegram()
    server = await serve(telegram)
    editors = (telegram.add_person("Editor A", "be"), telegram.add_person("Editor B", "ru"))
    settings = Settings(
        data_dir=folder,
        key_file=folder / "key" / "key",
        database_url=f"sqlite:///{folder / 'zvestka.db'}",
        bot_token=telegram.token,
        editors=tuple(editor.id for editor in editors),
        telegram_api=server.url,
        send_rate=rate,
        sources=sources,
    )
    clock, stop = SystemClock(), asyncio.Event()
    await fill(settings, clock)
    store = await Store.open(settings.database_url, settings.key_file)
    running = asyncio.create_task(run(settings, clock, stop))
    try:
        live = Live(telegram, settings, editors, store)
        for editor in editors:
            await live.say(editor, "/start")
        yield live
    finally:
        stop.set()
        try:
            await running
        finally:
            await store.close()
            await server.close()
