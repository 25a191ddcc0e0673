"""The Hide button under answers in a discreet chat."""

from dataclasses import replace

from domain.message import Message
from texts import buttons
from texts.phrasebook import Voice


def with_hide(message: Message, voice: Voice) -> Message:
    """Return ``message`` with a Hide button below, unless it has one already."""
    hide = buttons.hide(voice)
    if any(each.label == hide.label for row in message.keyboard for each in row):
        return message
    return replace(message, keyboard=(*message.keyboard, (hide,)))
