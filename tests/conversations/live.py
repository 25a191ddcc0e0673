"""A running bot to talk to: types, presses, and waits for what a person would see."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from bot.runtime import run
from commands.starter import fill
from playground import Telegram, serve
from playground.chats import Message, Person

PATIENCE_SECONDS = 20


@dataclass(slots=True)
class Live:
    """A bot and its Telegram."""

    telegram: Telegram
    settings: Settings
    editors: tuple[Person, Person]

    async def say(self, person: Person, text: str, chat_id: int | None = None) -> Message:
        """Type ``text`` and return the bot's next new message in that chat."""
        chat = person.chat_id if chat_id is None else chat_id
        before = {message.id for message in self.telegram.sent(chat)}
        self.telegram.type(chat, person.id, text)
        return await self.next_message(chat, before)

    async def next_message(self, chat_id: int, before: set[int]) -> Message:
        """Return the first message of the bot that is not among ``before``."""
        found = await self.telegram.wait_for(
            lambda: [each for each in self.telegram.sent(chat_id) if each.id not in before], PATIENCE_SECONDS
        )
        return found[0]

    async def press(self, person: Person, message: Message, label: str, chat_id: int | None = None) -> str | None:
        """Press the button that says ``label``; return the pop-up's text, or None."""
        chat = person.chat_id if chat_id is None else chat_id
        button = self.now(chat, message).button(label)
        query = self.telegram.press(chat, person.id, message.id, button.value)
        return await self.telegram.popup(query, PATIENCE_SECONDS)

    def now(self, chat_id: int, message: Message) -> Message:
        """Return ``message`` as it stands in the chat now."""
        return self.telegram.chats[chat_id].messages[message.id]

    async def onboard(self, person: Person, language: str, choice: str) -> Message:
        """Press Start, pick a language, choose ``choice`` ("on" for discreet, "off" for full messages)."""
        first = await self.say(person, "/start")
        await self.press_value(person, first, f"1.pick.0.{language}")
        await self.press_value(person, first, f"1.start.0.{choice}.{language}")
        return self.now(person.chat_id, first)

    async def press_value(self, person: Person, message: Message, value: str) -> str | None:
        """Press the button that carries ``value``."""
        assert value in [button.value for button in self.now(person.chat_id, message).buttons]
        query = self.telegram.press(person.chat_id, person.id, message.id, value)
        return await self.telegram.popup(query, PATIENCE_SECONDS)


@asynccontextmanager
async def open_live(folder: Path) -> AsyncIterator[Live]:
    """Run the bot in this process until the block ends."""
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
        send_rate=1_000,
    )
    clock, stop = SystemClock(), asyncio.Event()
    await fill(settings, clock)
    running = asyncio.create_task(run(settings, clock, stop))
    try:
        live = Live(telegram, settings, editors)
        for editor in editors:
            await live.say(editor, "/start")
        yield live
    finally:
        stop.set()
        try:
            await running
        finally:
            await server.close()
