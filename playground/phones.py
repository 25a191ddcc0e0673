"""What a phone on the page shows: a chat of the model as plain JSON, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.chats import Chat, Message, Person
from playground.keyboards import Button
from playground.model import Telegram

Json = dict[str, Any]
# Older messages stay in the model; the page shows these.
SHOWN_MESSAGES = 150
_LANGUAGES: Mapping[str, str] = {"be": "Беларуская", "ru": "Русский", "en": "English"}


@dataclass(frozen=True, slots=True)
class Persona:
    """One phone: `key` names it for tests ("relative"), `role` for people ("Relative").

    `people` may write from it: one in a private chat, several in a group.
    """

    key: str
    role: str
    chat_id: int
    people: tuple[Person, ...]

    @classmethod
    def alone(cls, key: str, role: str, person: Person) -> "Persona":
        """Show one person's private chat with the bot."""
        return cls(key, role, person.chat_id, (person,))

    @classmethod
    def group(cls, key: str, role: str, chat: Chat, people: tuple[Person, ...]) -> "Persona":
        """Show a group in which these people write."""
        return cls(key, role, chat.id, people)


@dataclass(frozen=True, slots=True)
class Script:
    """A Replay button: pressing it types `text` as a person, in their private chat."""

    label: str
    person_id: int
    text: str


def phone_json(telegram: Telegram, persona: Persona) -> Json:
    """Describe one phone as it looks now."""
    chat, owner = telegram.chats[persona.chat_id], persona.people[0]
    bot_name = telegram.profile.name_in(owner.language_code)
    return {
        "key": persona.key,
        "role": persona.role,
        "language": owner.language_code,
        "languageName": _LANGUAGES.get(owner.language_code, owner.language_code),
        "title": bot_name if chat.is_private else chat.title,
        "botName": bot_name,
        "isGroup": not chat.is_private,
        "memberCount": len(chat.members) + 1,
        "standing": chat.bot,
        "description": telegram.profile.description_in(owner.language_code),
        "people": [_person_json(telegram, chat, person) for person in persona.people],
        "messages": [_message_json(chat, message) for message in list(chat.messages.values())[-SHOWN_MESSAGES:]],
    }


def _person_json(telegram: Telegram, chat: Chat, person: Person) -> Json:
    standing = chat.members.get(person.id, "left")
    return {
        "id": person.id,
        "name": person.name,
        "isAdmin": standing in {"creator", "administrator"} and not chat.is_private,
        "menu": telegram.profile.menu(chat, person),
    }


def _message_json(chat: Chat, message: Message) -> Json:
    return {
        "id": message.id,
        "date": message.date,
        "fromBot": message.from_bot,
        "senderId": message.sender.get("id", 0),
        "sender": _sender(chat, message),
        "text": message.text or _service_text(message),
        "isService": message.service is not None,
        "entities": [entity.to_json() for entity in message.entities],
        "keyboard": [[_button_json(button) for button in row] for row in message.keyboard],
        "edited": message.edited,
        "silent": message.silent,
        "topic": chat.topics.get(message.thread_id or 0, ""),
        "reply": _reply_json(chat, message),
        "attachment": _attachment_json(message),
    }


def _sender(chat: Chat, message: Message) -> str:
    if message.sender_chat:
        return chat.title
    return str(message.sender.get("first_name", ""))


def _service_text(message: Message) -> str:
    if message.service and "migrate_to_chat_id" in message.service:
        return "This group became a supergroup."
    if message.service and "migrate_from_chat_id" in message.service:
        return "This supergroup was a group before."
    return ""


def _button_json(button: Button) -> Json:
    copied = button.value["text"] if button.action == "copy_text" else None
    return {"text": button.text, "action": button.action, "value": copied or button.value}


def _reply_json(chat: Chat, message: Message) -> Json | None:
    replied = chat.messages.get(message.reply_to or 0)
    if replied is None:
        return None
    return {"id": replied.id, "fromBot": replied.from_bot, "sender": _sender(chat, replied), "text": replied.text[:120]}


def _attachment_json(message: Message) -> Json | None:
    file = message.attachment
    if file is None:
        return None
    size = {"width": file.width, "height": file.height, "bytes": len(file.content)}
    return {"kind": file.kind, "url": f"/page/file/{file.file_id}", "name": file.name, **size}
