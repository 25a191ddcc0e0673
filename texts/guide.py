"""Help, what is stored, and leaving."""

from collections.abc import Iterable

from domain.callback import Verb
from domain.message import Keyboard, Message
from texts import buttons
from texts.markup import Html, bold, escape, lines, message, paragraphs
from texts.menus import Command, commands, editor_commands
from texts.phrasebook import Voice


def help_for_reader(voice: Voice) -> Message:
    """Return every command and answers to what people ask."""
    return message(_help(voice, commands(voice), _questions(voice)), _doors(voice))


def help_for_editor(voice: Voice) -> Message:
    """Return the reader's help with the editors' commands."""
    listed = [*commands(voice), *editor_commands(voice)]
    questions = [*_questions(voice), *_of_editors(voice)]
    return message(_help(voice, listed, questions), (*_doors(voice), (buttons.review(voice),)))


def _help(voice: Voice, listed: Iterable[Command], questions: Iterable[tuple[str, str]]) -> Html:
    return paragraphs(
        escape(voice.gettext("Write a person's name: any language, any spelling. No command is needed.")),
        lines(*(escape(f"/{command} – {description}") for command, description in listed)),
        *(lines(bold(question), escape(answer)) for question, answer in questions),
    )


def _of_editors(voice: Voice) -> Iterable[tuple[str, str]]:
    edit, undo = voice.pgettext("button", "Edit"), voice.pgettext("button", "Undo all edits")
    correct = voice.gettext(
        "Press “{edit}” under it, choose a field, then press or write what is right. “{undo}” brings back what the "
        "sources say."
    )
    yield voice.gettext("How to correct a report?"), correct.format(edit=edit, undo=undo)
    yield (
        voice.gettext("How to propose news that no source has reported?"),
        voice.gettext("{command} opens a form. JSON after the command works too.").format(command="/announce"),
    )


def _questions(voice: Voice) -> Iterable[tuple[str, str]]:
    yield (
        voice.gettext("When does a message come?"),
        voice.gettext("When two editors have confirmed a piece of news about someone on your list."),
    )
    yield (
        voice.gettext("Does no message mean no news?"),
        voice.gettext(
            "Not always. News may reach us late or not at all. “Not found” does not mean that the person is free."
        ),
    )
    yield (
        voice.gettext("How many were released, how many convicted?"),
        voice.gettext("By wave: {waves}. By month: {numbers}. As a picture: {chart}.").format(
            waves="/waves", numbers="/numbers", chart="/waves chart, /numbers chart"
        ),
    )
    yield voice.gettext("Can messages come less often, or without a sound?"), _less(voice)
    yield (
        voice.gettext("How to keep names off the screen?"),
        voice.gettext("With discreet mode: {command}.").format(command="/discreet"),
    )


def _less(voice: Voice) -> str:
    less = voice.gettext(
        "A kind of news can come once a day or once a week: {subscribe}. In quiet hours messages come without a sound: "
        "{quiet}. News of a death and news about people on your list come at once in any case."
    )
    return less.format(subscribe="/subscribe pardons daily", quiet="/quiet")


def _doors(voice: Voice) -> Keyboard:
    return (
        (buttons.my_list(voice), buttons.kinds(voice)),
        (buttons.language(voice), buttons.discreet(voice)),
        (buttons.latest(voice), buttons.waves(voice), buttons.numbers(voice)),
        (buttons.settings(voice), buttons.privacy(voice)),
    )


def privacy(voice: Voice) -> Message:
    """Return what we keep, what we do not, and what we cannot protect from."""
    stored = voice.gettext(
        "We store, encrypted: your chat number, your settings (language, discreet mode, repeating, quiet hours, "
        "digest hour, your time if you chose it), the list of people, the kinds of news you get and how often, names "
        "you await that are not listed yet, the week of your last visit, the month of our last monthly message, how "
        "many of these messages have had no answer and, for 30 days, the numbers of the messages we sent you. "
        "We do not store your name, phone number or messages."
    )
    erase = voice.gettext("Delete everything: {command}.").format(command="/forget")
    known = voice.gettext("Telegram knows that you use this bot, and this chat is not end-to-end encrypted.")
    law = voice.gettext("In Belarus, following “extremist” sources is punishable.")
    text = paragraphs(escape(stored), escape(erase), escape(f"{known} {law}"))
    return message(text, ((buttons.forget(voice),), (buttons.discreet(voice),)))


def forget_question(voice: Voice) -> Message:
    """Ask before erasing."""
    text = voice.gettext(
        "Delete everything we store about this chat? Your list, kinds of news and settings will be gone at once "
        "and cannot be brought back."
    )
    yes = buttons.button(voice.pgettext("button", "Delete everything"), Verb.FORGET, arg="yes")
    no = buttons.button(voice.pgettext("button", "Do not delete"), Verb.PRIVACY)
    return message(escape(text), buttons.column([yes, no]))


def forgotten(voice: Voice) -> Message:
    """Say that it is done, and what is left to the reader."""
    text = voice.gettext(
        "Deleted. We store nothing about this chat any more. The messages stay here until you delete the chat in "
        "Telegram. To begin anew: {command}."
    )
    return message(escape(text.format(command="/start")))
