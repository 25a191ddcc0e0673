"""The bot was blocked, added, removed, or a group became a supergroup."""

from telegram.constants import ChatMemberStatus, ChatType

from handlers.visit import Visit

_OUT = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def membership(visit: Visit) -> None:
    """Blocked or removed: erase the chat at once (SECURITY.md, C)."""
    change = visit.update.my_chat_member
    if change and change.new_chat_member.status in _OUT:
        await visit.house.store.subscribers.erase(visit.chat.id)


async def migration(visit: Visit) -> None:
    """Follow a group that became a supergroup."""
    message = visit.update.effective_message
    if message and message.migrate_to_chat_id:
        await visit.house.store.subscribers.migrate(visit.chat.id, message.migrate_to_chat_id)
    elif message and message.migrate_from_chat_id and visit.chat.type == ChatType.SUPERGROUP:
        await visit.house.store.subscribers.migrate(message.migrate_from_chat_id, visit.chat.id)
