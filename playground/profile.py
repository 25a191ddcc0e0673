"""How the bot presents itself: names, descriptions and command menus, each by language and scope."""

from dataclasses import dataclass, field
from typing import Any

from playground.chats import Chat, Person

Json = dict[str, Any]
Scope = tuple[str, int, int]  # scope type, chat id or 0, person id or 0
DEFAULT_SCOPE: Scope = ("default", 0, 0)


@dataclass(slots=True)
class Profile:
    """What was set, by language code; "" is the text for every other language."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        """Return the bot's name as somebody with this language sees it."""
        return in_language(self.names, language) or self.name

    def description_in(self, language: str) -> str:
        """Return what an empty chat says the bot can do."""
        return in_language(self.descriptions, language)

    def menu(self, chat: Chat, person: Person) -> list[Json]:
        """Return the commands offered to a person in a chat: the narrowest scope wins, then the person's language."""
        for scope in scopes(chat, person):
            for language in (person.language_code, ""):
                if commands := self.commands.get((scope, language)):
                    return commands
        return []


def in_language(texts: dict[str, str], language: str) -> str:
    """Return the text in this language, or the one for all others."""
    return texts.get(language) or texts.get("", "")


def scopes(chat: Chat, person: Person) -> list[Scope]:
    """Return the scopes that Telegram looks through, narrowest first."""
    if chat.is_private:
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE]
    is_admin = chat.members.get(person.id) in {"creator", "administrator"}
    admin: list[Scope] = [("chat_administrators", chat.id, 0)] if is_admin else []
    all_admins: list[Scope] = [("all_chat_administrators", 0, 0)] if is_admin else []
    member: Scope = ("chat_member", chat.id, person.id)
    return [member, *admin, ("chat", chat.id, 0), *all_admins, ("all_group_chats", 0, 0), DEFAULT_SCOPE]
