"""Who may decide for a chat: anybody in private; elsewhere its admins, anonymous ones too."""

from telegram import Message
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest

from handlers.asking import ask
from handlers.visit import Visit
from texts import subscribing

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def allowed(visit: Visit) -> bool:
    """Return whether who speaks may decide for this chat; who may not is told so."""
    if await _may_decide(visit):
        return True
    await visit.refuse(subscribing.admins_only(visit.voice))
    return False


async def _may_decide(visit: Visit) -> bool:
    if visit.private:
        return True
    if visit.update.callback_query is None:
        spoken = visit.update.effective_message
        if spoken is not None and spoken.sender_chat is not None:
            return _in_its_name(visit, spoken)
    return await _is_admin(visit)


def _in_its_name(visit: Visit, spoken: Message) -> bool:
    """Tell whether the chat itself speaks: an anonymous admin, or a channel's post. Another channel is a guest."""
    return spoken.sender_chat is not None and spoken.sender_chat.id == visit.chat.id


async def _is_admin(visit: Visit) -> bool:
    person = visit.update.effective_user
    if person is None:
        return False
    try:
        member = await ask(lambda: visit.bot.get_chat_member(visit.chat.id, person.id), visit.house.clock)
    except BadRequest:
        # Telegram does not know them, or hides the list of members from us.
        return False
    return member is not None and member.status in _ADMINS
