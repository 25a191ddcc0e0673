"""getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat."""

from typing import Any

from playground.chats import Chat
from playground.errors import bad_request, forbidden
from playground.methods.finding import find_met_chat, find_writable_chat
from playground.methods.parameters import Params
from playground.model import Telegram

Json = dict[str, Any]
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def get_chat(telegram: Telegram, params: Params) -> Json:
    """Everything about a chat that the bot may know."""
    chat = find_met_chat(telegram, params)
    if not chat.is_private and not chat.is_reachable:
        raise forbidden("bot is not a member of the chat" if chat.bot == "left" else "bot was kicked from the chat")
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}
    permissions = {} if chat.is_private else {"permissions": dict.fromkeys(_PERMISSIONS, True)}
    return chat.to_json() | full | permissions


async def get_chat_member(telegram: Telegram, params: Params) -> Json:
    """How one person, or the bot, stands in a chat."""
    chat = find_writable_chat(telegram, params)
    user_id = params.integer("user_id")
    if user_id == telegram.bot_id:
        return telegram.member_json(telegram.bot_json(), chat.bot, chat)
    if user_id not in telegram.people:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "user not found")
    person = telegram.people[user_id]
    return telegram.member_json(person.to_json(), chat.members.get(user_id, "left"), chat)


async def get_chat_administrators(telegram: Telegram, params: Params) -> list[Json]:
    """Owner and administrators, the bot too if it is one."""
    chat = find_writable_chat(telegram, params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [
        telegram.member_json(telegram.people[person_id].to_json(), status, chat)
        for person_id, status in chat.members.items()
        if status in {"creator", "administrator"}
    ]
    bot = [telegram.member_json(telegram.bot_json(), chat.bot, chat)] if chat.bot == "administrator" else []
    return admins + bot


async def get_chat_member_count(telegram: Telegram, params: Params) -> int:
    """How many are in a chat, the bot included."""
    chat = find_writable_chat(telegram, params)
    return sum(status != "left" for status in chat.members.values()) + 1


async def leave_chat(telegram: Telegram, params: Params) -> bool:
    """Let the bot go; nobody has to agree."""
    chat = find_writable_chat(telegram, params)
    _refuse_private(chat)
    chat.bot = "left"
    telegram.changed(chat)
    return True


def _refuse_private(chat: Chat) -> None:
    if chat.is_private:
        raise bad_request("chat is private; a bot cannot leave it")
