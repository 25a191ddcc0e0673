"""The first three steps: language, the risk in plain words, what to do next."""

from domain.callback import Verb
from domain.message import Message
from texts import buttons
from texts.markup import escape, message, paragraphs
from texts.phrasebook import Voice


def pick_language(voice: Voice) -> Message:
    """Return step 1; each language stands under its own name."""
    text = voice.gettext("Choose a language. You can change it at any time: {command}.")
    return message(escape(text.format(command="/language")), buttons.languages(Verb.PICK, voice))


def risk(voice: Voice) -> Message:
    """Return step 2, at most 600 characters: what is stored, what we cannot protect from, and the choice of alerts."""
    stored = voice.gettext(
        "We store, encrypted: your chat number, your settings and the list of people you get news about. "
        "We do not store your name, phone number or messages."
    )
    unprotected = voice.gettext(
        "We cannot protect you from this: Telegram knows that you use this bot, this chat is not end-to-end encrypted, "
        "and whoever holds your unlocked phone can read it. "
        "In Belarus, following “extremist” sources is punishable."
    )
    choice = voice.gettext("Choose how news will look: without names, behind the button “Show”, or with names at once.")
    text = paragraphs(escape(stored), escape(unprotected), escape(choice))
    return message(text, buttons.choice_of_alerts(voice.language, voice))


def ready(voice: Voice) -> Message:
    """Return step 3: what to do next."""
    name = voice.gettext(
        "Write a person's name in any language: we will show what is known, and you can ask for news about them."
    )
    kinds = voice.gettext("News about everyone, by kind: {command}.").format(command="/subscribe")
    rest = voice.gettext("Everything the bot can do: {command}.").format(command="/help")
    text = paragraphs(escape(name), escape(kinds), escape(rest))
    return message(
        text, ((buttons.kinds(voice), buttons.latest(voice)), (buttons.my_list(voice), buttons.guide(voice)))
    )
