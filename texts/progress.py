"""How far the sending of an event has come: one message to the editors, edited in place."""

from collections.abc import Mapping
from datetime import timedelta

from domain.event import Act, Event, Filed
from domain.message import Keyboard, Message
from domain.status import Sending
from texts import buttons
from texts.announcement import title
from texts.correction import label, label_of_retraction
from texts.dates import duration
from texts.markup import bold, escape, lines, message, sentences
from texts.phrasebook import Voice


def progress(filed: Filed, sending: Sending, voice: Voice) -> Message:
    """Show how many chats were told and how many wait, with the button that stops the sending or lets it go on."""
    line = voice.gettext("News No. {number}. {title}").format(number=filed.number, title=title(filed.event, voice))
    heading = sentences(_label(filed.event, voice), line)
    counted = (_state(sending, voice), _counts(sending, voice), _time_left(sending, voice))
    return message(lines(bold(heading), *map(escape, counted)), _keyboard(filed, sending, voice))


def _label(event: Event, voice: Voice) -> str:
    """Say of what corrects, or takes back, that it does."""
    labels: Mapping[Act, str] = {Act.UPDATE: label(voice), Act.CANCEL: label_of_retraction(voice)}
    return labels.get(event.act, "")


def _state(sending: Sending, voice: Voice) -> str:
    if sending.is_done:
        return voice.pgettext("progress", "Sending is finished.")
    if sending.stopped:
        return voice.pgettext("progress", "Sending is stopped.")
    return voice.pgettext("progress", "Sending.")


def _counts(sending: Sending, voice: Voice) -> str:
    sent = voice.pgettext("progress", "Sent: {n}.").format(n=voice.number(sending.sent))
    waiting = voice.pgettext("progress", "Waiting: {n}.").format(n=voice.number(sending.waiting))
    failed = voice.pgettext("progress", "Failed: {n}.").format(n=voice.number(sending.failed))
    later = voice.pgettext("progress", "Later, in digests: {n}.").format(n=voice.number(sending.later))
    return sentences(
        sent, "" if sending.is_done else waiting, later if sending.later else "", failed if sending.failed else ""
    )


def _time_left(sending: Sending, voice: Voice) -> str:
    if sending.is_done or sending.stopped or sending.minutes_left is None:
        return ""
    if not sending.minutes_left:
        return voice.pgettext("progress", "Less than a minute left.")
    # NOTE: {time} is “4 minutes”, in the nominative: keep it behind a colon.
    left = voice.pgettext("progress", "Time left, about: {time}.")
    return left.format(time=duration(timedelta(minutes=sending.minutes_left), voice))


def _keyboard(filed: Filed, sending: Sending, voice: Voice) -> Keyboard:
    if sending.is_done:
        return ()
    button = buttons.go_on if sending.stopped else buttons.stop
    return ((button(filed.number, filed.event.revision, voice),),)
