"""When news comes and how loudly: hours of quiet, the reader's clock, the hour of digests, repeating until seen."""

from collections.abc import Sequence
from datetime import datetime

from domain.callback import Verb
from domain.message import Button, Keyboard, Message
from domain.rhythm import OFF, Quiet, spell_offset
from domain.subscription import Subscriber
from texts import buttons
from texts.clock import digest_hour, hour, hours, quiet_hours, time_there
from texts.markup import escape, message, sentences
from texts.phrasebook import Voice

_USUAL_HOURS = (Quiet(22, 7), Quiet(23, 7), Quiet(23, 8), Quiet(0, 9))
_USUAL_CLOCKS = (-8, -7, -6, -5, -4, -3, 0, 1, 2, 3, 4, 5, 5.5, 6, 7, 8, 9, 10)
"""Hours from UTC of most clocks by which a reader may live; other ones are typed."""


def quiet_page(chat: Subscriber, voice: Voice) -> Message:
    """Show the hours of quiet, with usual ones to choose and the way to end them."""
    end = buttons.button(voice.pgettext("button", "No quiet hours"), Verb.QUIET, arg=OFF)
    keyboard = (*_rows([_quiet(each) for each in _USUAL_HOURS], 2), *(((end,),) if chat.quiet else ()))
    return message(escape(_quiet_state(chat, voice)), (*keyboard, (buttons.offset(voice), buttons.settings(voice))))


def _quiet_state(chat: Subscriber, voice: Voice) -> str:
    if chat.quiet is None:
        return voice.gettext(
            "Quiet hours: off. Choose hours in which messages come without a sound. Nothing is held back. "
            "Other hours can be written: {command}."
        ).format(command="/quiet 21-6")
    return voice.gettext(
        "Quiet hours: {hours}. Messages come at this time too, without a sound. Nothing is held back."
    ).format(hours=quiet_hours(chat.quiet, chat.offset, voice))


def _quiet(quiet: Quiet) -> Button:
    return buttons.button(hours(quiet), Verb.QUIET, arg=str(quiet))


def not_quiet_hours(voice: Voice) -> Message:
    """Say how hours of quiet are written."""
    text = voice.gettext(
        "Write two different whole hours, with your difference from UTC if needed: {command}. To end: {off}."
    )
    return message(escape(text.format(command="/quiet 23-7 +3", off="/quiet off")))


def clock_page(now: datetime, waiting: Quiet | None, voice: Voice) -> Message:
    """Ask what the reader's clock shows ``now`` (aware); ``waiting`` are hours of quiet that will be set with it."""
    text = voice.gettext(
        "What time is it where you are? The bot cannot see it. When your clocks change to summer or winter time, "
        "choose again. If your time is not here, write the difference from UTC with the quiet hours: {command}."
    )
    clocks = [_clock(int(each * 60), now, waiting) for each in _USUAL_CLOCKS]
    return message(escape(text.format(command="/quiet 23-7 +5:45")), (*_rows(clocks, 2), (buttons.settings(voice),)))


def _clock(offset: int, now: datetime, waiting: Quiet | None) -> Button:
    arg = spell_offset(offset) + (f".{waiting}" if waiting else "")
    return buttons.button(time_there(offset, now), Verb.OFFSET, arg=arg)


def digest_page(chat: Subscriber, voice: Voice) -> Message:
    """Show at which hour digests come, with every hour to choose."""
    text = voice.gettext(
        "Digest hour: {hour}. At this hour comes what you get once a day; what you get once a week comes on Mondays. "
        "News of a death and news about people on your list come at once."
    ).format(hour=digest_hour(chat, voice))
    asked = voice.gettext("You have not chosen your time yet, so this is Minsk time.") if chat.offset is None else ""
    every = [buttons.button(hour(each), Verb.DIGEST, arg=str(each)) for each in range(24)]
    doors = ((buttons.kinds(voice), buttons.offset(voice)), (buttons.settings(voice),))
    return message(escape(sentences(text, asked)), (*_rows(every, 6), *doors))


def not_an_hour(voice: Voice) -> Message:
    """Say how the hour of digests is written."""
    text = voice.gettext("Write a whole hour, with your difference from UTC if needed: {command}.")
    return message(escape(text.format(command="/digest 9 +3")))


def insist_on(voice: Voice) -> Message:
    """Show that news is repeated until seen, with the way to turn that off."""
    text = voice.gettext(
        "Repeating: on. If news of a pardon, a release or a verdict names a person on your list, it is repeated every "
        "30 minutes for 24 hours, until you press “{seen}”. News of a death comes once."
    )
    turn = buttons.button(voice.pgettext("button", "Turn off repeating"), Verb.INSIST, arg="off")
    return message(escape(text.format(seen=buttons.seen(0, voice).label)), ((turn,), (buttons.settings(voice),)))


def insist_off(voice: Voice) -> Message:
    """Show that news is told once, with the way to have it repeated."""
    text = voice.gettext(
        "Repeating: off. Turned on, news of a pardon, a release or a verdict that names a person on your list is "
        "repeated every 30 minutes for 24 hours, until you press “{seen}”. News of a death comes once."
    )
    turn = buttons.button(voice.pgettext("button", "Turn on repeating"), Verb.INSIST, arg="on")
    return message(escape(text.format(seen=buttons.seen(0, voice).label)), ((turn,), (buttons.settings(voice),)))


def seen(voice: Voice) -> str:
    """Return the pop-up for *Seen*, pressed for the first time or once more."""
    return voice.gettext("Noted. This news will not be repeated.")


def _rows(row: Sequence[Button], wide: int) -> Keyboard:
    return tuple(tuple(row[start : start + wide]) for start in range(0, len(row), wide))
