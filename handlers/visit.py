"""One person's turn: what they said or pressed, in which chat, in which language, and how to answer them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from telegram import Bot, Chat, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter

from domain.callback import Callback, Verb
from domain.language import BELARUSIAN, Language, choose_language
from domain.message import Keyboard, Message
from domain.subscription import ChatKind, Subscriber
from handlers.house import House
from handlers.keyboards import NO_PREVIEW, markup
from texts.hiding import with_hide
from texts.markup import escape
from texts.phrasebook import Voice

Answer = TypeVar("Answer")

_PATIENCE_SECONDS = 20


def kind_of(chat: Chat) -> ChatKind:
    """Return our kind of chat for Telegram's."""
    kinds = {ChatType.PRIVATE: ChatKind.PRIVATE, ChatType.CHANNEL: ChatKind.CHANNEL}
    return kinds.get(ChatType(chat.type), ChatKind.GROUP)


def week_of(now: datetime) -> str:
    """Return the ISO week, the only trace of a visit that we keep."""
    year, week, _ = now.isocalendar()
    return f"{year}-W{week:02}"


@dataclass(slots=True)
class Visit:
    """A turn. ``words`` is what followed the command, or a whole plain text; ``callback`` is a pressed button."""

    house: House
    update: Update
    bot: Bot
    chat: Chat
    subscriber: Subscriber | None
    voice: Voice
    words: str = ""
    callback: Callback | None = None
    answered: bool = field(default=False)

    @property
    def private(self) -> bool:
        """Whether this is a chat with one person."""
        return self.chat.type == ChatType.PRIVATE

    @property
    def discreet(self) -> bool:
        """Whether this chat wants no traces: private chats until they choose otherwise."""
        return self.subscriber.discreet if self.subscriber else self.private

    @property
    def editor(self) -> bool:
        """Whether an editor speaks, in a private chat."""
        person = self.update.effective_user
        return self.private and person is not None and person.id in self.house.editors

    @property
    def thread_id(self) -> int | None:
        """The forum topic somebody spoke in."""
        message = self.update.effective_message
        return message.message_thread_id if message and message.is_topic_message else None

    async def reply(self, message: Message) -> None:
        """Send a new message; in a discreet chat it carries a Hide button."""
        spoken = with_hide(message, self.voice) if self.private and self.discreet else message
        await _patiently(
            lambda: self.bot.send_message(
                self.chat.id,
                spoken.text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(spoken.keyboard),
                message_thread_id=self.thread_id,
                link_preview_options=NO_PREVIEW,
            )
        )

    async def show(self, message: Message) -> None:
        """Put ``message`` in the place of the one whose button was pressed; without a button, reply."""
        pressed = self.update.callback_query
        if pressed is None or pressed.message is None:
            await self.reply(message)
            return
        shown = with_hide(message, self.voice) if self.private and self.discreet else message
        await _unless_same(
            lambda: self.bot.edit_message_text(
                shown.text,
                self.chat.id,
                pressed.message.message_id if pressed.message else 0,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(shown.keyboard),
                link_preview_options=NO_PREVIEW,
            )
        )

    async def rekey(self, keyboard: Keyboard) -> None:
        """Change only the buttons of the message whose button was pressed."""
        pressed = self.update.callback_query
        if pressed and pressed.message:
            number = pressed.message.message_id
            await _unless_same(
                lambda: self.bot.edit_message_reply_markup(self.chat.id, number, reply_markup=markup(keyboard))
            )

    async def popup(self, text: str) -> None:
        """Tell it in a pop-up that leaves no trace in the chat; to a typed command, in a message."""
        if self.update.callback_query is None:
            await self.reply(Message(escape(text)))
            return
        self.answered = True
        query = self.update.callback_query
        await _patiently(lambda: query.answer(text, show_alert=True, cache_time=0))

    async def close(self) -> None:
        """Answer the button if nothing else did, so that it stops spinning."""
        if self.update.callback_query and not self.answered:
            await _patiently(self.update.callback_query.answer)

    async def erase_spoken(self) -> None:
        """Delete what the reader typed, where the chat is discreet."""
        message = self.update.message
        if message and self.private and self.discreet:
            await _unless_same(message.delete)

    async def keep(self, change: Callable[[Subscriber], Subscriber]) -> Subscriber:
        """Store what ``change`` makes of this chat's subscriber, or of a newcomer, and return it."""
        house = self.house
        newcomer = Subscriber.newcomer(self.chat.id, kind_of(self.chat), self.voice.language)
        changed = change(self.subscriber or newcomer)
        self.subscriber = replace(changed, seen_week=week_of(house.clock.now()))
        await house.store.subscribers.put(self.subscriber)
        self.voice = house.phrasebook.voice(self.subscriber.language)
        return self.subscriber


async def begin(house: House, update: Update, bot: Bot) -> Visit | None:
    """Return the turn that ``update`` begins, or None where nobody is there to answer."""
    chat = update.effective_chat
    if chat is None:
        return None
    subscriber = await house.store.subscribers.get(chat.id)
    data = update.callback_query.data if update.callback_query else None
    callback = Callback.parse(data) if data else None
    language = _language(house, update, chat, subscriber, callback)
    visit = Visit(house, update, bot, chat, subscriber, house.phrasebook.voice(language), callback=callback)
    if subscriber and subscriber.seen_week != week_of(house.clock.now()):
        await visit.keep(lambda same: same)
    return visit


def _language(
    house: House, update: Update, chat: Chat, subscriber: Subscriber | None, callback: Callback | None
) -> Language:
    if subscriber:
        return subscriber.language
    if chat.type != ChatType.PRIVATE:
        return BELARUSIAN
    carried = Language(callback.arg.rpartition(".")[2]) if callback and callback.verb in _CARRIES else None
    if carried in house.phrasebook.languages:
        return carried
    person = update.effective_user
    return choose_language(person.language_code if person else None, house.phrasebook.languages)


_CARRIES = frozenset({Verb.PICK, Verb.START, Verb.LANGUAGE})


async def _patiently(ask: Callable[[], Awaitable[Answer]]) -> Answer | None:
    """Ask Telegram; wait out one 429; give up quietly where the chat has closed to us or the button is too old."""
    try:
        return await ask()
    except RetryAfter as error:
        wait = error.retry_after
        await asyncio.sleep(min(_PATIENCE_SECONDS, wait.total_seconds() if isinstance(wait, timedelta) else wait))
        return await ask()
    except Forbidden:
        return None


async def _unless_same(ask: Callable[[], Awaitable[Answer]]) -> None:
    """Ask Telegram for a change; nothing to do where it is already so, or where the message is gone."""
    try:
        await _patiently(ask)
    except BadRequest as error:
        words = error.message.lower()
        if not any(each in words for each in ("not modified", "not found", "can't be deleted", "can't be edited")):
            raise
