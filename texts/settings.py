"""Language and discreet mode."""

from domain.callback import Verb
from domain.message import Button, Message
from texts import buttons
from texts.markup import escape, message
from texts.phrasebook import Voice


def discreet_on(voice: Voice) -> Message:
    """Confirm that alerts carry no names."""
    text = voice.gettext(
        "Discreet mode is on. Alerts will carry no names and no links. To read the news, open the chat with the bot "
        "and tap “Show”."
    )
    return message(escape(text), ((_turn_off(voice),),))


def discreet_off(voice: Voice) -> Message:
    """Confirm that alerts carry names."""
    text = voice.gettext("Discreet mode is off. Alerts will carry the name and the news at once.")
    return message(escape(text), ((_turn_on(voice),),))


def discreet_menu_on(voice: Voice) -> Message:
    """Show that discreet mode is on, with the way to turn it off."""
    text = voice.gettext("Discreet mode: on. Alerts come without names; the button “Show” opens the text.")
    return message(escape(text), ((_turn_off(voice),),))


def discreet_menu_off(voice: Voice) -> Message:
    """Show that discreet mode is off, with the way to turn it on."""
    text = voice.gettext("Discreet mode: off. Alerts come with names and the whole text.")
    return message(escape(text), ((_turn_on(voice),),))


def _turn_on(voice: Voice) -> Button:
    return buttons.button(voice.pgettext("button", "Turn on discreet mode"), Verb.DISCREET, arg="on")


def _turn_off(voice: Voice) -> Button:
    return buttons.button(voice.pgettext("button", "Turn off discreet mode"), Verb.DISCREET, arg="off")


def language_menu(voice: Voice) -> Message:
    """Ask for a language; each stands under its own name."""
    text = voice.gettext("Choose a language. You can change it at any time: {command}.")
    return message(escape(text.format(command="/language")), buttons.languages(Verb.LANGUAGE, voice))


def language_set(voice: Voice) -> Message:
    """Confirm, in the language that was chosen."""
    text = voice.gettext("Done. Language: {language}.").format(language=voice.own_names[voice.language])
    return message(escape(text))
