"""Who and where: people, chats and the messages in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.entities import Entity, to_html
from playground.keyboards import Button, Keyboard, keyboard_json

Json = dict[str, Any]

# The account under which Telegram shows administrators who hide their names.
ANONYMOUS_ADMIN: Mapping[str, Any] = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone; the private chat with the bot has the person's own id."""

    id: int
    name: str
    language_code: str

    @property
    def chat_id(self) -> int:
        """The private chat between this person and the bot."""
        return self.id

    def to_json(self) -> Json:
        """Return the Bot API's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language_code,
        }


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message: `kind` is "photo" or "document"; the bytes stay on this machine."""

    kind: str
    file_id: str
    name: str
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    def to_json(self) -> Json:
        """Return the field of the Bot API's Message that holds this file."""
        common = {
            "file_id": self.file_id,
            "file_unique_id": self.file_id[-16:],
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {"photo": [common | {"width": self.width, "height": self.height}]}
        return {"document": common | {"file_name": self.name}}


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands in a chat now; an edit puts a new one in its place.

    `sender` and `chat` are Bot API objects; `date` and `edited_at` are Unix seconds; for a file `text` and
    `entities` are its caption's.
    """

    id: int
    date: int
    sender: Json
    from_bot: bool
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    attachment: Attachment | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    edited_at: int | None = None
    sender_chat: Json | None = None
    protected: bool = False
    silent: bool = False
    service: Json | None = None

    @property
    def edited(self) -> bool:
        """Whether it was changed since it was sent."""
        return self.edited_at is not None

    @property
    def html(self) -> str:
        """Text and entities as Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return [button for row in self.keyboard for button in row]

    def button(self, text: str) -> Button:
        """Return the first button whose words contain `text`; LookupError if there is none."""
        for button in self.buttons:
            if text in button.text:
                return button
        raise LookupError(f"no button {text!r} among {[button.text for button in self.buttons]}")

    def changed(self, **changes: Any) -> "Message":
        """Return the message with some fields replaced."""
        return replace(self, **changes)

    def to_json(self, chat: Json) -> Json:
        """Return the Bot API's Message, without the message it replies to."""
        body: Json = {"message_id": self.id, "date": self.date, "chat": chat}
        if self.sender:
            body["from"] = self.sender
        if self.sender_chat:
            body["sender_chat"] = self.sender_chat
        if self.thread_id:
            body |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.edited_at:
            body["edit_date"] = self.edited_at
        if self.protected:
            body["has_protected_content"] = True
        if self.keyboard:
            body["reply_markup"] = keyboard_json(self.keyboard)
        return body | self._content() | (self.service or {})

    def _content(self) -> Json:
        entities = [entity.to_json() for entity in self.entities]
        if self.attachment:
            caption = {"caption": self.text, "caption_entities": entities} if self.text else {}
            return self.attachment.to_json() | {name: value for name, value in caption.items() if value}
        if not self.text:
            return {}
        return {"text": self.text} | ({"entities": entities} if entities else {})


@dataclass(slots=True)
class Chat:
    """A chat and what is in it. `kind` is the Bot API's type; `bot` the bot's standing here.

    `bot`: "member", "administrator", "left", "kicked" (blocked, in a private chat) or "stranger" (never met).
    `members` maps a person's id to "creator", "administrator" or "member". `changes` counts what a phone would redraw.
    """

    id: int
    kind: str
    title: str
    members: dict[int, str]
    bot: str = "stranger"
    forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    upgraded_to: int | None = None
    last_id: int = 0
    changes: int = 0

    @property
    def is_private(self) -> bool:
        """Whether this is the chat of one person with the bot."""
        return self.kind == "private"

    @property
    def is_reachable(self) -> bool:
        """Whether the bot may write here."""
        return self.bot in {"member", "administrator"}

    def to_json(self) -> Json:
        """Return the Bot API's Chat."""
        if self.is_private:
            return {"id": self.id, "type": self.kind, "first_name": self.title}
        body: Json = {"id": self.id, "type": self.kind, "title": self.title}
        return body | ({"is_forum": True} if self.forum else {})

    def message_json(self, message: Message) -> Json:
        """Return the Bot API's Message, with the message it replies to while that one still stands."""
        chat = self.to_json()
        replied = self.messages.get(message.reply_to or 0)
        quoted = {"reply_to_message": replied.to_json(chat)} if replied else {}
        return message.to_json(chat) | quoted
