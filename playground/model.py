"""A Telegram of one's own: who is there, and how chats come to be, move and close."""

from typing import Any

from playground.acts import Acts
from playground.chats import Chat, Message, Person

Json = dict[str, Any]


class Telegram(Acts):
    """The whole model: people, chats, messages, updates, faults and the calls that the bot made.

    It opens no socket; `playground.server.serve` puts it behind HTTP. `token` is made up anew each time.
    """

    def add_person(self, name: str, language_code: str) -> Person:
        """Somebody with a phone, who has not written to the bot yet."""
        person = Person(self.next_id("private"), name, language_code)
        self.people[person.id] = person
        self._add_chat(Chat(person.id, "private", name, {person.id: "member"}))
        return person

    def add_group(
        self,
        title: str,
        members: list[Person],
        admins: list[Person],
        forum: bool = False,
    ) -> Chat:
        """Found a basic group, or a supergroup with topics; the first admin owns it, the bot is not in it yet."""
        standings = dict.fromkeys((person.id for person in members), "member")
        standings |= dict.fromkeys((person.id for person in admins), "administrator")
        standings |= dict.fromkeys((person.id for person in admins[:1]), "creator")
        kind = "supergroup" if forum else "group"
        return self._add_chat(Chat(self.next_id(kind), kind, title, standings, forum=forum))

    def add_channel(self, title: str, admin: Person) -> Chat:
        """Found a channel with one owner; the bot is not in it yet."""
        return self._add_chat(Chat(self.next_id("channel"), "channel", title, {admin.id: "creator"}))

    def add_topic(self, chat_id: int, name: str) -> int:
        """Open a topic of a forum; returns its `message_thread_id`."""
        chat = self.chats[chat_id]
        thread_id = self.next_message_id(chat)
        chat.topics[thread_id] = name
        return thread_id

    def add_bot_to(self, chat: Chat, as_admin: bool = False) -> None:
        """Let the owner add the bot, to a channel always as an administrator; the bot is told."""
        standing = "administrator" if as_admin or chat.kind == "channel" else "member"
        self._stand(chat, standing)

    def remove_bot_from(self, chat: Chat) -> None:
        """Let the owner throw the bot out; the bot is told."""
        self._stand(chat, "kicked")

    def set_standing(self, chat: Chat, person: Person, status: str) -> None:
        """Make a person "administrator", "member", "left" or "creator" of a chat; the bot is not told."""
        chat.members[person.id] = status
        self.changed(chat)

    def block(self, chat_id: int) -> None:
        """Let a person block the bot: it is told, and may no longer write."""
        self._stand(self.chats[chat_id], "kicked")

    def unblock(self, chat_id: int) -> None:
        """Let a person take the block back: the bot is told, and may write again."""
        self._stand(self.chats[chat_id], "member")

    def migrate(self, group_id: int) -> int:
        """Turn a basic group into a supergroup; both chats say so, the new id is returned."""
        old = self.chats[group_id]
        if old.kind != "group":
            raise ValueError("only a basic group can become a supergroup")
        new = Chat(self.next_id("supergroup"), "supergroup", old.title, dict(old.members), bot=old.bot)
        self._add_chat(new)
        old.upgraded_to = new.id
        self._announce(old, {"migrate_to_chat_id": new.id})
        self._announce(new, {"migrate_from_chat_id": old.id})
        return new.id

    def _add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.changed(chat)
        return chat

    def _stand(self, chat: Chat, standing: str) -> None:
        old = "left" if chat.bot == "stranger" else chat.bot
        chat.bot = standing
        self.updates.put("my_chat_member", self.standing_json(chat, self._owner(chat), old, standing))
        self.changed(chat)

    def _owner(self, chat: Chat) -> Person:
        return self.people[next(iter(self._ranked(chat)))]

    def _ranked(self, chat: Chat) -> list[int]:
        order = {"creator": 0, "administrator": 1}
        return sorted(chat.members, key=lambda person_id: order.get(chat.members[person_id], 2))

    def _announce(self, chat: Chat, service: Json) -> None:
        message = Message(
            id=self.next_message_id(chat),
            date=self.today(),
            sender=self._owner(chat).to_json(),
            from_bot=False,
            service=service,
        )
        self.keep(chat, message)
        self.updates.put("message", chat.message_json(message))
