"""One person's turn: what they said or pressed, in which chat, in which language, and how to answer them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from telegram import Bot, Chat, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, ParseMode

from domain.callback import BESIDE, Callback, Verb
from domain.language import BELARUSIAN, Language, choose_language
from domain.message import Keyboard, Message
from domain.subscription import ChatKind, Subscriber
from handlers.asking import ask, change
from handlers.calling import call, number_in, spoken
from handlers.house import House
from handlers.keyboards import markup, without
from texts.hiding import with_hide
from texts.markup import escape
from texts.phrasebook import Voice
from texts.popups import popup_pages

_LARGEST_CODE = 2**53
"""No button of ours carries a larger number; the database would not take it."""

_PICTURE_NAME = "chart.png"


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
    spoke: bool = field(default=False)

    @property
    def private(self) -> bool:
        """Whether this is a chat with one person."""
        return self.chat.type == ChatType.PRIVATE

    @property
    def discreet(self) -> bool:
        """Whether this chat wants no traces: private chats until they choose otherwise."""
        return self.subscriber.discreet if self.subscriber else self.private

    @property
    def chosen(self) -> Subscriber:
        """What is kept of this chat, or what holds until something is."""
        return self.subscriber or Subscriber.newcomer(self.chat.id, kind_of(self.chat), self.voice.language)

    @property
    def asked(self) -> str:
        """What a button carries, or what followed the command, in small letters; empty for a menu."""
        asked = self.callback.arg if self.callback else self.words
        return "" if self.callback and asked == BESIDE else asked.strip().lower()

    @property
    def editor(self) -> bool:
        """Whether an editor speaks, in a private chat."""
        person = self.update.effective_user
        return self.private and person is not None and person.id in self.house.editors

    @property
    def pressed_id(self) -> int | None:
        """The message whose button was pressed."""
        pressed = self.update.callback_query
        return pressed.message.message_id if pressed and pressed.message else None

    @property
    def thread_id(self) -> int | None:
        """The forum topic somebody spoke in."""
        message = self.update.effective_message
        return message.message_thread_id if message and message.is_topic_message else None

    async def reply(self, message: Message) -> int | None:
        """Send a new message; in a discreet chat it carries a Hide button. Return its number, None where it failed."""
        self._speak()
        fields = spoken(self._spoken(message), self.chat.id)
        if self.thread_id is not None:
            fields = {**fields, "message_thread_id": str(self.thread_id)}
        return number_in(await ask(lambda: call(self.bot, "sendMessage", fields), self.house.clock))

    async def send_picture(self, picture: bytes | str, caption: Message) -> str | None:
        """Send a PNG, or a picture that Telegram holds, with a caption; return the file id it has there now."""
        said = self._spoken(caption)
        sent = await ask(
            lambda: self.bot.send_photo(
                self.chat.id,
                picture,
                caption=said.text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(said.keyboard),
                message_thread_id=self.thread_id,
                filename=_PICTURE_NAME,
            ),
            self.house.clock,
        )
        return sent.photo[-1].file_id if sent and sent.photo else None

    async def show(self, message: Message) -> int | None:
        """Put ``message`` in the place of the one whose button was pressed; where that cannot be, reply.

        Return the number of the message that shows it now, None where none does.
        """
        beside = self.callback is not None and self.callback.arg == BESIDE
        if beside or self.pressed_id is None or not await self._edit(self.pressed_id, self._spoken(message)):
            return await self.reply(message)
        return self.pressed_id

    async def _edit(self, number: int, shown: Message) -> bool:
        self._speak()
        fields = {**spoken(shown, self.chat.id), "message_id": str(number)}
        return await change(lambda: call(self.bot, "editMessageText", fields), self.house.clock)

    def _speak(self) -> None:
        """Note that the answer begins: from here on the update may count as done."""
        if not self.spoke:
            self.spoke = True
            self.house.speaking.begin(self.update.update_id)

    def _spoken(self, message: Message) -> Message:
        return with_hide(message, self.voice) if self.private and self.discreet else message

    async def rekey(self, keyboard: Keyboard) -> None:
        """Change only the buttons of the message whose button was pressed."""
        number = self.pressed_id
        if number is not None:
            await change(
                lambda: self.bot.edit_message_reply_markup(self.chat.id, number, reply_markup=markup(keyboard)),
                self.house.clock,
            )

    async def unbutton_pressed(self) -> None:
        """Take away the button that was pressed, and no other."""
        pressed = self.update.callback_query
        shown = pressed.message.reply_markup if pressed and isinstance(pressed.message, TelegramMessage) else None
        if pressed and shown:
            await self.rekey(without(shown, str(pressed.data)))

    async def unbutton(self) -> None:
        """Take away what the pressed message offers; in a discreet chat it can still be hidden."""
        await self.rekey(self._spoken(Message("")).keyboard)

    async def take_away(self) -> bool:
        """Delete the message whose button was pressed; False where Telegram does not let us any more."""
        number = self.pressed_id
        return number is None or await self.take_back(number)

    async def take_back(self, number: int) -> bool:
        """Delete a message of ours; False where Telegram does not let us any more."""
        return await change(lambda: self.bot.delete_message(self.chat.id, number), self.house.clock)

    async def write_over(self, message: Message) -> None:
        """Put ``message`` in the place of the one whose button was pressed, and nothing beside it."""
        if self.pressed_id is not None:
            await self._edit(self.pressed_id, message)

    async def popup(self, text: str) -> bool:
        """Tell plain ``text`` in a pop-up that leaves no trace in the chat; to a typed command, in a message.

        False where the button was pressed too long ago for a pop-up.
        """
        query = self.update.callback_query
        if query is None or self.answered:
            await self.reply(Message(escape(text)))
            return True
        self.answered = True
        return bool(await ask(lambda: query.answer(text, show_alert=True, cache_time=0), self.house.clock))

    async def refuse(self, message: Message) -> None:
        """Say why not: to a button in a pop-up, so that what is shown stays; to a typed command in a message."""
        if self.update.callback_query is None or self.answered:
            await self.reply(message)
        else:
            await self.popup(popup_pages(message.text)[0])

    async def close(self) -> None:
        """Answer the button if nothing else did, so that it stops spinning."""
        query = self.update.callback_query
        if query is not None and not self.answered:
            self.answered = True
            await ask(query.answer, self.house.clock)

    async def erase_spoken(self) -> None:
        """Delete what the reader typed, where the chat is discreet; Telegram's own notices are not theirs."""
        message = self.update.message
        if message and self.private and self.discreet and (message.text or message.effective_attachment):
            await change(message.delete, self.house.clock)

    async def keep(self, change: Callable[[Subscriber], Subscriber]) -> Subscriber:
        """Store what ``change`` makes of this chat's subscriber, or of a newcomer, and return it.

        Whoever does something here is there: proofs of life count as answered. First it is stored, then they are told:
        with the answer an update may count as done (bot/polling.py).
        """
        if self.spoke:
            raise AssertionError("what is stored after the answer may be lost")
        house, week = self.house, week_of(self.house.clock.now())

        def changed(chat: Subscriber) -> Subscriber:
            return replace(change(chat), seen_week=week, unanswered=0)

        kept = await house.store.subscribers.change(self.chat.id, changed)
        if kept is None:
            kept = changed(self.chosen)
            await house.store.subscribers.put(kept)
        self.subscriber = kept
        self.voice = house.phrasebook.voice(self.subscriber.language)
        return self.subscriber


async def begin(house: House, update: Update, bot: Bot) -> Visit | None:
    """Return the turn that ``update`` begins, or None where nobody is there to answer."""
    chat = update.effective_chat
    if chat is None:
        return None
    subscriber = await house.store.subscribers.get(chat.id)
    callback = _callback(update)
    language = _language(house, update, chat, subscriber, callback)
    visit = Visit(house, update, bot, chat, subscriber, house.phrasebook.voice(language), callback=callback)
    if subscriber and (subscriber.unanswered or subscriber.seen_week != week_of(house.clock.now())):
        await visit.keep(lambda same: same)
    return visit


def _callback(update: Update) -> Callback | None:
    pressed = update.callback_query
    callback = Callback.parse(pressed.data) if pressed and pressed.data else None
    return callback if callback and callback.code < _LARGEST_CODE else None


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
