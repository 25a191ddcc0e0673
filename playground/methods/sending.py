"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

import secrets
import struct
from typing import Any

from playground.chats import Attachment, Chat, Message
from playground.errors import bad_request
from playground.keyboards import parse_reply_markup
from playground.methods.finding import find_thread, find_writable_chat
from playground.methods.parameters import Params
from playground.methods.texts import Formatted, caption_text, message_text
from playground.model import Telegram

Json = dict[str, Any]
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_PHOTO_PIXELS = 10_000
"""Width and height together; one side may be twenty times the other."""

MAX_PHOTO_RATIO = 20
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(telegram: Telegram, params: Params) -> Json:
    """Put a text into the chat, at once."""
    words = message_text(params, "message is too long")
    return _send(telegram, params, words, None)


async def send_photo(telegram: Telegram, params: Params) -> Json:
    """Send an image with a caption; PNG or JPEG, up to 10 MB."""
    caption = caption_text(params)
    photo = _attachment(telegram, params, "photo", MAX_PHOTO_BYTES)
    return _send(telegram, params, caption, photo)


async def send_document(telegram: Telegram, params: Params) -> Json:
    """Any file with a caption, up to 50 MB."""
    caption = caption_text(params)
    document = _attachment(telegram, params, "document", MAX_DOCUMENT_BYTES)
    return _send(telegram, params, caption, document)


async def send_chat_action(telegram: Telegram, params: Params) -> bool:
    """Take "typing…" and the like: checked, shown nowhere."""
    find_thread(find_writable_chat(telegram, params), params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def _send(telegram: Telegram, params: Params, words: Formatted, attachment: Attachment | None) -> Json:
    chat = find_writable_chat(telegram, params)
    keyboard = parse_reply_markup(params.raw("reply_markup"))
    thread_id, reply_to = find_thread(chat, params), _reply_to(chat, params)
    telegram.pace.spend(chat.id, is_group=not chat.is_private, now=telegram.clock.monotonic())
    is_channel = chat.kind == "channel"
    message = Message(
        id=telegram.next_message_id(chat),
        date=telegram.today(),
        sender={} if is_channel else telegram.bot_json(),
        sender_chat=chat.to_json() if is_channel else None,
        from_bot=True,
        text=words[0],
        entities=words[1],
        keyboard=keyboard,
        attachment=attachment,
        thread_id=thread_id,
        reply_to=reply_to,
        protected=params.flag("protect_content"),
        silent=params.flag("disable_notification"),
    )
    return chat.message_json(telegram.keep(chat, message))


def _reply_to(chat: Chat, params: Params) -> int | None:
    reply = params.json("reply_parameters") or {}
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters")
    wanted = reply.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    if wanted in chat.messages:
        return int(wanted)
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _attachment(telegram: Telegram, params: Params, kind: str, most: int) -> Attachment:
    given = params.text(kind)
    known = telegram.files.get(given)
    if known is not None and known.kind != kind:
        raise bad_request("type of file mismatch")
    if known is not None:
        return known
    upload = params.uploads.get(given.removeprefix("attach://") if given.startswith("attach://") else kind)
    if upload is None:
        raise bad_request("wrong file identifier/HTTP URL specified" if given else f"there is no {kind} in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > most:
        raise bad_request(f"file is too big for a {kind}")
    width, height = _dimensions(upload.content) if kind == "photo" else (0, 0)
    made = Attachment(kind, f"playground-{secrets.token_hex(16)}", upload.name, upload.content, width, height)
    telegram.files[made.file_id] = made
    return made


def _dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, from a PNG's header; a JPEG is taken at its word, as 800 by 600."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = (int(side) for side in struct.unpack(">II", content[16:24]))
        if not 0 < max(width, height) <= MAX_PHOTO_RATIO * min(width, height) or width + height > MAX_PHOTO_PIXELS:
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return width, height
    if content.startswith(b"\xff\xd8\xff"):
        return 800, 600
    raise bad_request("IMAGE_PROCESS_FAILED")
