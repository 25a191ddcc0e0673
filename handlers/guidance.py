"""Help, and what to say to things nobody can answer."""

from domain.message import Message
from handlers.visit import Visit
from texts import apologies, guide

_HIDDEN = Message("…")
"""What is left of a message older than 48 hours, which Telegram lets nobody delete: we write over it."""


async def help_page(visit: Visit) -> None:
    """``/help``: what a reader can do, and for editors their part too."""
    page = guide.help_for_editor if visit.editor else guide.help_for_reader
    await visit.show(page(visit.voice))


async def unknown_command(visit: Visit) -> None:
    """Say that we do not have this command; in groups it may be another bot's, so silence."""
    if visit.private:
        await visit.reply(apologies.unknown_command(visit.voice))


async def unknown_thing(visit: Visit) -> None:
    """Answer a sticker, a photo, a place: we read names only. Telegram's own notices get no answer."""
    message = visit.update.message
    if visit.private and message is not None and message.effective_attachment:
        await visit.reply(apologies.only_names(visit.voice))


async def hide(visit: Visit) -> None:
    """Take the answer away from the chat."""
    if not visit.private:
        await visit.popup(apologies.not_for_groups(visit.voice))
    elif not await visit.take_away():
        await visit.write_over(_HIDDEN)
