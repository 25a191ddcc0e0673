"""Help, and what to say to things nobody can answer."""

from domain.message import Message
from handlers.visit import Visit
from texts import apologies, guide


async def help_page(visit: Visit) -> None:
    """``/help``: what a reader can do, and for editors their part too."""
    page = guide.help_for_editor if visit.editor else guide.help_for_reader
    await visit.show(page(visit.voice))


async def unknown_command(visit: Visit) -> None:
    """Say that we do not have this command; in groups it may be another bot's, so silence."""
    if visit.private:
        await visit.reply(_message(apologies.unknown_command(visit.voice)))


async def unknown_thing(visit: Visit) -> None:
    """Answer a sticker, a photo, a place: we read names only."""
    if visit.private:
        await visit.reply(_message(apologies.only_names(visit.voice)))


async def hide(visit: Visit) -> None:
    """Take the answer away from the chat."""
    pressed = visit.update.callback_query
    if pressed and pressed.message:
        await visit.bot.delete_message(visit.chat.id, pressed.message.message_id)


def _message(said: Message | str) -> Message:
    return said if isinstance(said, Message) else Message(said)
