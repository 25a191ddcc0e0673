"""Signs of life: ours once a month, and the question whether the reader still wants this."""

from datetime import datetime

from domain.callback import Verb
from domain.dates import PartialDate
from domain.message import Message
from texts import buttons
from texts.dates import day
from texts.markup import escape, message, sentences
from texts.phrasebook import Voice


def proof_of_life(following: int, checked: datetime | None, voice: Voice) -> Message:
    """Say in one line how many people the reader follows, and when (aware; None: never) sources were last checked."""
    listed = voice.ngettext("On your list: {n} person", "On your list: {n} people", following)
    if checked is None:
        sources = voice.gettext("The sources have not been checked yet.")
    else:
        date = day(PartialDate.in_minsk(checked), voice)
        sources = voice.gettext("Last check of the sources: {date}.").format(date=date)
    text = sentences(voice.gettext("The bot is working."), f"{listed.format(n=voice.number(following))}.", sources)
    return message(escape(text), ((buttons.my_list(voice),),))


def stay_or_go(voice: Voice) -> Message:
    """Ask whether the reader still wants this; without an answer everything is erased in a month."""
    text = voice.gettext(
        "For half a year nothing has been written or pressed here. Do you still want these messages? Without an "
        "answer, in a month we will delete everything we store about this chat."
    )
    stay = buttons.button(voice.pgettext("button", "Stay"), Verb.STAY)
    return message(escape(text), ((stay,), (buttons.forget(voice),)))


def stayed(voice: Voice) -> Message:
    """Confirm that nothing is erased."""
    return message(escape(voice.gettext("Good. Everything stays as it is.")), ((buttons.my_list(voice),),))


def gone(voice: Voice) -> Message:
    """Say to whoever wants to stay that nothing is stored any more, and how to begin anew."""
    text = voice.gettext("We store nothing about this chat. To begin anew: {command}.")
    return message(escape(text.format(command="/start")))
