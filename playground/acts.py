"""What people do with their phones, and the updates that the bot gets from it."""

from typing import Any

from playground.chats import ANONYMOUS_ADMIN, Chat, Message, Person
from playground.entities import with_detected
from playground.state import Popup, State

Json = dict[str, Any]


class Acts(State):
    """Typing, pressing, asking inline: each returns at once, the update waits in the queue."""

    def type(
        self,
        chat_id: int,
        person_id: int,
        text: str,
        thread_id: int | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Let a person write. In a group the bot gets it only if it is addressed, or is an administrator."""
        chat, person = self.chats[chat_id], self.people[person_id]
        if chat.is_private and chat.bot in {"stranger", "kicked"}:
            self._let_in(chat, person)
        message = self._write(chat, text, sender=person.to_json(), thread_id=thread_id, reply_to=reply_to)
        if self._hears(chat, message):
            self.updates.put("message", chat.message_json(message))
        return message

    def type_anonymously(self, chat_id: int, text: str, thread_id: int | None = None) -> Message:
        """Let an administrator who hides their name write in a group."""
        chat = self.chats[chat_id]
        message = self._write(chat, text, sender=dict(ANONYMOUS_ADMIN), sender_chat=chat.to_json(), thread_id=thread_id)
        if self._hears(chat, message):
            self.updates.put("message", chat.message_json(message))
        return message

    def post(self, channel_id: int, text: str) -> Message:
        """Let an administrator publish in a channel."""
        channel = self.chats[channel_id]
        message = self._write(channel, text, sender={}, sender_chat=channel.to_json())
        if channel.is_reachable:
            self.updates.put("channel_post", channel.message_json(message))
        return message

    def press(self, chat_id: int, person_id: int, message_id: int, data: str) -> str:
        """Let a person press a callback button; returns the query's id for `popup`.

        The data need not be on the message any more: phones press what they still show. LookupError if the
        message itself is gone.
        """
        chat, person = self.chats[chat_id], self.people[person_id]
        message = chat.messages[message_id]
        if not message.from_bot:
            raise LookupError("only messages of the bot have buttons")
        question = self.ask(person, chat_id)
        body = {
            "id": question.id,
            "from": person.to_json(),
            "message": chat.message_json(message),
            "chat_instance": str(abs(chat_id) * 31),
            "data": data,
        }
        self.updates.put("callback_query", body)
        return question.id

    async def popup(self, query_id: str, timeout: float = 10.0) -> str | None:  # noqa: ASYNC109 - as asyncio.wait_for names it
        """Wait for the bot's answer to a press: its text, None if it has none. TimeoutError if it never comes."""
        shown = await self.popup_shown(query_id, timeout)
        return shown.text or None

    async def popup_shown(self, query_id: str, timeout: float = 10.0) -> Popup:  # noqa: ASYNC109 - as asyncio.wait_for names it
        """Like `popup`, with how it is shown."""
        answer = await self._answer(query_id, timeout)
        return Popup(answer["text"], answer["show_alert"], answer["url"])

    def ask_inline(self, person_id: int, query: str, offset: str = "") -> str:
        """Let a person type `@bot query` in some chat; returns the query's id for `inline_results`."""
        person = self.people[person_id]
        question = self.ask(person, person.chat_id)
        body = {"id": question.id, "from": person.to_json(), "query": query, "offset": offset}
        self.updates.put("inline_query", body | {"chat_type": "private"})
        return question.id

    async def inline_results(self, query_id: str, timeout: float = 10.0) -> list[Json]:  # noqa: ASYNC109 - as asyncio.wait_for names it
        """Wait for the bot's answer to an inline query: the results as it gave them."""
        answer = await self._answer(query_id, timeout)
        results: list[Json] = answer["results"]
        return results

    async def _answer(self, query_id: str, seconds: float) -> Json:
        question = self.questions[query_id]
        await self.wait_for(lambda: question.answer is not None, seconds)
        return question.answer or {}

    def inject_raw(self, update: Json) -> int:
        """Queue any object as an update, however wrong; returns its `update_id`."""
        return self.updates.put_raw(update)

    def _let_in(self, chat: Chat, person: Person) -> None:
        """Start of a private chat: the first message ever, or after a block."""
        if chat.bot == "kicked":
            self.updates.put("my_chat_member", self.standing_json(chat, person, "kicked", "member"))
        chat.bot = "member"

    def _write(
        self,
        chat: Chat,
        text: str,
        *,
        sender: Json,
        sender_chat: Json | None = None,
        thread_id: int | None = None,
        reply_to: int | None = None,
    ) -> Message:
        message = Message(
            id=self.next_message_id(chat),
            date=self.today(),
            sender=sender,
            sender_chat=sender_chat,
            from_bot=False,
            text=text,
            entities=with_detected(text, ()),
            thread_id=thread_id,
            reply_to=reply_to,
        )
        return self.keep(chat, message)

    def _hears(self, chat: Chat, message: Message) -> bool:
        """Privacy mode, on by default: in groups a bot hears commands, mentions and replies to itself."""
        if not chat.is_reachable:
            return False
        if chat.is_private or chat.bot == "administrator":
            return True
        replied = chat.messages.get(message.reply_to or 0)
        addressed = any(self._is_for_bot(message, kind) for kind in ("bot_command", "mention"))
        return addressed or (replied is not None and replied.from_bot)

    def _is_for_bot(self, message: Message, kind: str) -> bool:
        units = message.text.encode("utf-16-le")
        for entity in message.entities:
            said = units[2 * entity.offset : 2 * entity.end].decode("utf-16-le")
            _, at, addressee = said.partition("@")
            if entity.type == kind and (not at or addressee.lower() == self.username.lower()):
                return True
        return False

    def standing_json(self, chat: Chat, by: Person, old: str, new: str) -> Json:
        """Return the Bot API's ChatMemberUpdated about the bot."""
        return {
            "chat": chat.to_json(),
            "from": by.to_json(),
            "date": self.today(),
            "old_chat_member": self.member_json(self.bot_json(), old, chat),
            "new_chat_member": self.member_json(self.bot_json(), new, chat),
        }

    def member_json(self, user: Json, status: str, chat: Chat) -> Json:
        """Return the Bot API's ChatMember."""
        body: Json = {"user": user, "status": status}
        if status == "kicked":
            body["until_date"] = 0
        elif status == "creator":
            body["is_anonymous"] = False
        elif status == "administrator":
            body |= dict.fromkeys(_RIGHTS, True) | {"is_anonymous": False}
            body |= dict.fromkeys(_CHANNEL_RIGHTS if chat.kind == "channel" else _GROUP_RIGHTS, True)
        return body


_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages",)
