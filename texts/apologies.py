"""What to say when we cannot do what was asked."""

from domain.message import Message
from texts import buttons
from texts.markup import escape, message
from texts.phrasebook import Voice


def went_wrong(voice: Voice) -> Message:
    """Say that the fault is ours."""
    text = voice.gettext("Something went wrong on our side. Please try again in a few minutes.")
    return message(escape(text))


def old_button(voice: Voice) -> str:
    """Return the pop-up for a button of an earlier version, or of something that is gone."""
    return voice.gettext("This button is old and no longer works. Current menu: {command}").format(command="/help")


def unknown_command(voice: Voice) -> Message:
    """Say where the commands are listed."""
    text = voice.gettext("There is no such command. All commands: {command}. To find a person, write the name.")
    return message(escape(text.format(command="/help")), ((buttons.guide(voice),),))


def not_for_groups(voice: Voice) -> str:
    """Return the pop-up for a button that is pressed in a group and belongs in private."""
    return voice.gettext("This works in a private chat with the bot only: here everyone would see it.")


def only_names(voice: Voice) -> Message:
    """Answer a sticker, a photo, a voice message."""
    text = voice.gettext("The bot reads text only. To find a person, write the name.")
    return message(escape(text), ((buttons.guide(voice),),))
