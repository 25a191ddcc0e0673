"""How editors correct or retract what was sent: the exact preview, what became of it, and what cannot be done."""

from domain.audience import Reach
from domain.draft import Draft
from domain.event import Act, Filed
from domain.message import Message
from texts import desk
from texts.correction import Revision, revision_of
from texts.desk import Asked, foot, pages
from texts.kinds import kind_name
from texts.markup import Html, bold, escape, lines, message, paragraphs
from texts.phrasebook import Voice
from texts.proof import Proof
from texts.quoting import said


def previews_of(draft: Draft, shown: Proof, reach: Reach, asked: Asked, voice: Voice) -> tuple[Message, ...]:
    """Return the preview of whatever lies on the desk, with the number of chats that would be told."""
    replaced = draft.replaced
    if replaced is None:
        return desk.previews(draft.filed, shown, reach, asked, voice)
    return correction_preview(draft.filed, revision_of(replaced), shown, reach, asked, voice)


def correction_preview(
    filed: Filed, was: Revision, shown: Proof, reach: Reach, asked: Asked, voice: Voice
) -> tuple[Message, ...]:
    """Show what is replaced, every text exactly as it will be sent (``correction_proof``), and to how many.

    ``filed`` is the next revision. Whoever will be told for the first time gets it as any alert.
    """
    told, fresh = reach.told, reach.followers + reach.others
    head = paragraphs(
        lines(bold(_heading(filed, voice)), escape(_told(told, voice))),
        lines(bold(voice.gettext("What was sent:")), _old(was, voice)),
        bold(voice.gettext("What is sent now to those chats:")),
    )
    new = voice.gettext("Chats that will be told for the first time: {n}").format(n=voice.number(fresh))
    return pages(filed, head, shown, foot(filed, (_told(told, voice), new), asked, voice), voice)


def to_correct(filed: Filed, was: Revision, told: int, voice: Voice) -> Message:
    """Answer ``/correct N``: what was sent, to how many, and what happens next."""
    next_step = voice.gettext(
        "Change what was wrong. Every editor then gets a preview; nothing is sent until enough of them approve."
    )
    return message(_begun(filed, was, told, next_step, voice))


def to_retract(filed: Filed, was: Revision, told: int, voice: Voice) -> Message:
    """Answer ``/retract N``: what was sent, to how many, and what happens next."""
    next_step = voice.gettext("Every editor gets a preview; nothing is taken back until enough of them approve.")
    return message(_begun(filed, was, told, next_step, voice))


def _begun(filed: Filed, was: Revision, told: int, next_step: str, voice: Voice) -> Html:
    return paragraphs(
        lines(bold(_heading(filed, voice)), escape(_told(told, voice))),
        lines(bold(voice.gettext("What was sent:")), _old(was, voice)),
        escape(next_step),
    )


def _heading(filed: Filed, voice: Voice) -> str:
    event = filed.event
    if event.act is Act.CANCEL:
        line = voice.gettext("Retraction of news No. {number}, revision {revision}: {kind}")
    else:
        line = voice.gettext("Correction of news No. {number}, revision {revision}: {kind}")
    return line.format(number=filed.number, revision=event.revision, kind=kind_name(event.kind, voice))


def _told(told: int, voice: Voice) -> str:
    return voice.gettext("Chats that were told: {n}").format(n=voice.number(told))


def _old(was: Revision, voice: Voice) -> Html:
    return escape(said(was.event, was.people, frozenset(person.id for person in was.people), voice))


def correction_confirmed(filed: Filed, chats: int, voice: Voice) -> Message:
    """Say that the correction or retraction is on its way."""
    if filed.event.act is Act.CANCEL:
        text = voice.gettext("The retraction of news No. {number} is confirmed and is being sent. Chats: {n}")
    else:
        text = voice.gettext("The correction of news No. {number} is confirmed and is being sent. Chats: {n}")
    return message(escape(text.format(number=filed.number, n=voice.number(chats))))


def correction_dropped(number: int, voice: Voice) -> Message:
    """Say that nothing changes."""
    text = voice.gettext("The draft is off the desk. News No. {number} stands as it was sent.")
    return message(escape(text.format(number=number)))


def settled(filed: Filed, revision: int, chats: int, voice: Voice) -> Message:
    """Say what became of the draft that a preview showed as ``revision``, in its place; ``filed`` is what holds now."""
    if revision > filed.event.revision:
        return correction_dropped(filed.number, voice)
    if filed.event.act is Act.UPDATE:
        return correction_confirmed(filed, chats, voice)
    return desk.settled(filed, chats, voice)


def dropped(filed: Filed, voice: Voice) -> Message:
    """Say that what lay on the desk is not sent."""
    return desk.dropped(filed, voice) if filed.event.act is Act.ALERT else correction_dropped(filed.number, voice)


def confirmed(filed: Filed, chats: int, voice: Voice) -> Message:
    """Say that what lay on the desk is on its way."""
    of = desk.confirmed if filed.event.act is Act.ALERT else correction_confirmed
    return of(filed, chats, voice)


def nothing_changed(voice: Voice) -> Message:
    """Refuse a correction that says what was said already."""
    return message(escape(voice.gettext("Nothing has been corrected yet. Change what was wrong, then propose it.")))


def no_such_news(number: int, voice: Voice) -> Message:
    """Refuse a number that no event has."""
    text = voice.gettext("There is no news No. {number}. The number stands in the preview and in the progress message.")
    return message(escape(text.format(number=number)))


def not_sent(number: int, voice: Voice) -> Message:
    """Refuse an event of which nobody was told: a draft, one that was dropped, history."""
    text = voice.gettext("Nobody has been told of news No. {number}: there is nothing to correct or to retract.")
    return message(escape(text.format(number=number)))


def retracted_already(number: int, voice: Voice) -> Message:
    """Refuse an event that was taken back."""
    text = voice.gettext("News No. {number} has been retracted already. To put it out anew: {command}.")
    return message(escape(text.format(number=number, command="/announce")))


def on_the_desk_already(number: int, voice: Voice) -> Message:
    """Refuse a second correction beside one that waits for approval."""
    text = voice.gettext(
        "A correction or retraction of news No. {number} is on the desk already: approve it or drop it first."
    )
    return message(escape(text.format(number=number)))


def correct_usage(voice: Voice) -> Message:
    """Say how to begin a correction."""
    text = voice.gettext("To correct news that was sent, write its number after the command: {command}")
    return message(escape(text.format(command="/correct 12")))


def retract_usage(voice: Voice) -> Message:
    """Say how to begin a retraction."""
    text = voice.gettext("To retract news that was sent, write its number after the command: {command}")
    return message(escape(text.format(command="/retract 12")))


def goes_on_later(voice: Voice) -> str:
    """Return the pop-up for *Go on* while a revision of the news lies before the editors."""
    return voice.gettext("A correction or retraction of this news is on the desk: approve it or drop it first.")
