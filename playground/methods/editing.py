"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, deleteMessages."""

from typing import Any

from playground.chats import Chat, Message
from playground.errors import ApiError, bad_request
from playground.keyboards import parse_reply_markup
from playground.methods.finding import find_own_message, find_writable_chat
from playground.methods.parameters import Params
from playground.methods.texts import caption_text, message_text
from playground.model import Telegram

Json = dict[str, Any]
# Telegram lets a bot delete what is younger than 48 hours.
DELETABLE_SECONDS = 48 * 3600
_MOST_AT_ONCE = 100
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


async def edit_message_text(telegram: Telegram, params: Params) -> Json:
    """Put new words and buttons in place for a text; no `reply_markup` means no buttons."""
    text, entities = message_text(params, "MESSAGE_TOO_LONG")
    chat, message = find_own_message(telegram, params)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(telegram, chat, message, params, text=text, entities=entities)


async def edit_message_caption(telegram: Telegram, params: Params) -> Json:
    """Put new words and buttons in place for a file."""
    text, entities = caption_text(params)
    chat, message = find_own_message(telegram, params)
    if message.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(telegram, chat, message, params, text=text, entities=entities)


async def edit_message_reply_markup(telegram: Telegram, params: Params) -> Json:
    """Put new buttons in place, or none."""
    chat, message = find_own_message(telegram, params)
    return _edit(telegram, chat, message, params)


def _edit(telegram: Telegram, chat: Chat, message: Message, params: Params, **words: Any) -> Json:
    changed = message.changed(keyboard=parse_reply_markup(params.raw("reply_markup")), **words)
    if changed == message:
        raise bad_request(_NOT_MODIFIED)
    telegram.pace.spend(chat.id, is_group=not chat.is_private, now=telegram.clock.monotonic())
    return chat.message_json(telegram.keep(chat, changed.changed(edited_at=telegram.today())))


async def delete_message(telegram: Telegram, params: Params) -> bool:
    """Take one message away, for everybody."""
    chat = find_writable_chat(telegram, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    refusal = _delete(telegram, chat, params.integer("message_id"))
    if refusal:
        raise refusal
    return True


async def delete_messages(telegram: Telegram, params: Params) -> bool:
    """Take 1 to 100 messages away; those that cannot be found are skipped."""
    chat = find_writable_chat(telegram, params)
    wanted = params.list("message_ids")
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > _MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in wanted:
        if not isinstance(message_id, int) or message_id <= 0:
            raise bad_request("invalid message identifier specified")
    for message_id in wanted:
        _delete(telegram, chat, message_id)
    return True


def _delete(telegram: Telegram, chat: Chat, message_id: int) -> ApiError | None:
    message = chat.messages.get(message_id)
    if message is None:
        return bad_request("message to delete not found")
    is_own = message.from_bot or chat.is_private or chat.bot == "administrator"
    if not is_own or telegram.clock.now() - message.date > DELETABLE_SECONDS:
        return bad_request("message can't be deleted")
    del chat.messages[message_id]
    telegram.changed(chat)
    return None
