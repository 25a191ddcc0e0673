"""The menu of settings; language and discreet mode."""

from domain.callback import Verb
from domain.message import Button, Message
from domain.subscription import ChatKind, Subscriber
from texts import buttons
from texts.clock import digest_hour, quiet_hours, zone
from texts.markup import bold, escape, lines, message
from texts.phrasebook import Voice


def settings(chat: Subscriber, voice: Voice) -> Message:
    """Show how everything is set, with a button to each; what is of private chats alone is left out elsewhere."""
    private = chat.kind is ChatKind.PRIVATE
    states = (*_states(chat, voice), *(_private_states(chat, voice) if private else ()))
    doors = (
        (buttons.language(voice), buttons.kinds(voice)),
        (buttons.digest(voice), buttons.quiet(voice)),
        *(((buttons.discreet(voice), buttons.insist(voice)),) if private else ()),
        (buttons.offset(voice),),
    )
    return message(lines(bold(buttons.settings(voice).label), *map(escape, states)), doors)


def _states(chat: Subscriber, voice: Voice) -> tuple[str, ...]:
    quiet = quiet_hours(chat.quiet, chat.offset, voice) if chat.quiet else voice.pgettext("setting", "off")
    return (
        voice.pgettext("setting", "Language: {language}").format(language=voice.own_names[voice.language]),
        voice.pgettext("setting", "Digest hour: {hour}").format(hour=digest_hour(chat, voice)),
        voice.pgettext("setting", "Quiet hours: {hours}").format(hours=quiet),
        voice.pgettext("setting", "Time: {zone}").format(zone=zone(chat.offset, voice)),
    )


def _private_states(chat: Subscriber, voice: Voice) -> tuple[str, ...]:
    settings = ((buttons.discreet(voice), chat.discreet), (buttons.insist(voice), chat.insist))
    on, off = voice.pgettext("switch", "{kind}: on"), voice.pgettext("switch", "{kind}: off")
    return tuple((on if is_on else off).format(kind=button.label) for button, is_on in settings)


def discreet_on(voice: Voice) -> Message:
    """Confirm that alerts carry no names."""
    text = voice.gettext(
        "Discreet mode is on. Alerts will carry no names and no links. To read the news, open the chat with the bot "
        "and tap “Show”."
    )
    return message(escape(text), ((_turn_off(voice),), (buttons.settings(voice),)))


def discreet_off(voice: Voice) -> Message:
    """Confirm that alerts carry names."""
    text = voice.gettext("Discreet mode is off. Alerts will carry the name and the news at once.")
    return message(escape(text), ((_turn_on(voice),), (buttons.settings(voice),)))


def discreet_menu_on(voice: Voice) -> Message:
    """Show that discreet mode is on, with the way to turn it off."""
    text = voice.gettext("Discreet mode: on. Alerts come without names; the button “Show” opens the text.")
    return message(escape(text), ((_turn_off(voice),), (buttons.settings(voice),)))


def discreet_menu_off(voice: Voice) -> Message:
    """Show that discreet mode is off, with the way to turn it on."""
    text = voice.gettext("Discreet mode: off. Alerts come with names and the whole text.")
    return message(escape(text), ((_turn_on(voice),), (buttons.settings(voice),)))


def _turn_on(voice: Voice) -> Button:
    return buttons.button(voice.pgettext("button", "Turn on discreet mode"), Verb.DISCREET, arg="on")


def _turn_off(voice: Voice) -> Button:
    return buttons.button(voice.pgettext("button", "Turn off discreet mode"), Verb.DISCREET, arg="off")


def language_menu(voice: Voice) -> Message:
    """Ask for a language; each stands under its own name."""
    text = voice.gettext("Choose a language. You can change it at any time: {command}.")
    tongues = buttons.languages(Verb.LANGUAGE, voice)
    return message(escape(text.format(command="/language")), (*tongues, (buttons.settings(voice),)))


def language_set(voice: Voice) -> Message:
    """Confirm, in the language that was chosen."""
    text = voice.gettext("Done. Language: {language}.").format(language=voice.own_names[voice.language])
    return message(escape(text), ((buttons.settings(voice),),))
