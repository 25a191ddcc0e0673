"""Finding what a call is about: the chat, whether the bot may write there, the message, the question."""

from collections.abc import Mapping

from playground.chats import Chat, Message
from playground.errors import bad_request, forbidden
from playground.methods.parameters import Params
from playground.model import Telegram
from playground.state import Question

_TYPE_NAMES: Mapping[str, str] = {
    "private": "user",
    "group": "group chat",
    "supergroup": "supergroup chat",
    "channel": "channel chat",
}


def find_chat(telegram: Telegram, params: Params) -> Chat:
    """Find the chat named by `chat_id`, known to this bot; a migrated group is refused with its new id."""
    given = params.text("chat_id").strip()
    if not given:
        raise bad_request("chat_id is empty")
    chat = telegram.chats.get(int(given)) if given.lstrip("-").isascii() and given.lstrip("-").isdigit() else None
    if chat is None or (chat.bot == "stranger" and not chat.is_private):
        raise bad_request("chat not found")
    if chat.upgraded_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.upgraded_to)
    return chat


def find_met_chat(telegram: Telegram, params: Params) -> Chat:
    """Find the chat named by `chat_id` if the bot has ever been in touch with it."""
    chat = find_chat(telegram, params)
    if chat.bot == "stranger":
        raise bad_request("chat not found")
    return chat


def find_writable_chat(telegram: Telegram, params: Params) -> Chat:
    """Find the chat named by `chat_id`, in which the bot may write; else ApiError 400 or 403."""
    chat = find_chat(telegram, params)
    if chat.is_reachable:
        return chat
    if chat.is_private and chat.bot == "kicked":
        raise forbidden("bot was blocked by the user")
    if chat.is_private:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {_TYPE_NAMES[chat.kind]}")
    raise forbidden(f"bot is not a member of the {_TYPE_NAMES[chat.kind]}")


def find_thread(chat: Chat, params: Params) -> int | None:
    """Find the topic named by `message_thread_id`; None for the chat itself."""
    thread_id = params.integer("message_thread_id")
    if thread_id and (not chat.forum or thread_id not in chat.topics):
        raise bad_request("message thread not found")
    return thread_id or None


def find_own_message(telegram: Telegram, params: Params) -> tuple[Chat, Message]:
    """Find the bot's own message to be edited, with its chat."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not params.text("chat_id") or not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = find_writable_chat(telegram, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def find_question(telegram: Telegram, query_id: str) -> Question:
    """Find the press or inline query that waits for an answer; each can be answered once, and soon."""
    question = telegram.questions.get(query_id)
    expired = question and telegram.clock.monotonic() - question.asked_at > telegram.question_seconds
    if question is None or expired or question.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return question
