"""The editors' desk: the exact preview, what approving did, and how to put news there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.audience import Reach
from domain.brake import Worry
from domain.callback import Verb
from domain.event import Event, EventState, Filed
from domain.language import Language
from domain.message import Message
from texts import buttons
from texts.kinds import kind_name
from texts.markup import LONGEST, Html, bold, escape, lines, message, paragraphs, plain, utf16_length, verbatim
from texts.phrasebook import Voice
from texts.proof import Proof

_EXAMPLE = """{"id": "2026-01-31-pardon", "kind": "pardon", "date": "2026-01-31", "count": 12,
 "sources": [{"url": "https://example.org/1", "publisher": "Viasna", "published": "2026-01-31"}]}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many approvals are missing, why they may be more than usual, and how many editors are lacking for that."""

    missing: int
    worries: frozenset[Worry] = frozenset()
    too_few: int = 0


def previews(filed: Filed, shown: Proof, reach: Reach, asked: Asked, voice: Voice) -> tuple[Message, ...]:
    """Show every text exactly as it will be sent, to how many, and how many editors must still approve.

    One message where everything fits into one; else one or two a text. The buttons stand under the last one.
    """
    reached = (
        voice.gettext("Chats that follow the people named: {n}").format(n=voice.number(reach.followers)),
        voice.gettext("Chats subscribed to this kind: {n}").format(n=voice.number(reach.others)),
    )
    return pages(filed, _head(filed, voice), shown, foot(filed, reached, asked, voice), voice)


def pages(filed: Filed, head: Html, shown: Proof, foot: Html, voice: Voice) -> tuple[Message, ...]:
    """Return every text between ``head`` and ``foot``, with the editors' two buttons under the last message."""
    approve = buttons.button(voice.pgettext("button", "Approve"), Verb.APPROVE, filed.number, shown.stamp)
    drop = buttons.button(voice.pgettext("button", "Drop"), Verb.DROP, filed.number, shown.stamp)
    keyboard = ((approve,), (drop,))
    texts = [*_texts(shown.texts, voice), *_followers_texts(shown, voice)]
    whole = paragraphs(head, *(lines(*parts) for parts in texts), foot)
    if _short(whole):
        return (message(whole, keyboard),)
    apart = (page for parts in texts for page in ((lines(*parts),) if _short(lines(*parts)) else parts))
    return (*map(message, apart), message(paragraphs(head, foot), keyboard))


def _short(text: Html) -> bool:
    return utf16_length(plain(text)) <= LONGEST


def _head(filed: Filed, voice: Voice) -> Html:
    line = voice.gettext("News No. {number}, revision {revision}: {kind}").format(
        number=filed.number, revision=filed.event.revision, kind=kind_name(filed.event.kind, voice)
    )
    return bold(line)


def foot(filed: Filed, reached: Sequence[str], asked: Asked, voice: Voice) -> Html:
    """Return what editors must know before they approve: whom nobody has matched, who is ``reached``, what is odd."""
    return lines(
        unmatched(filed.event, voice),
        Html("") if filed.event.sources else bold(voice.gettext("Source not named")),
        *map(escape, reached),
        *map(bold, _worries(asked, voice)),
        escape(voice.gettext("Approvals still needed: {n}").format(n=voice.number(asked.missing))),
    )


def _worries(asked: Asked, voice: Voice) -> Iterator[str]:
    if Worry.ALREADY_FREE in asked.worries:
        yield voice.gettext("According to the register, somebody named here was released or died earlier.")
    if Worry.MANY_RELEASES in asked.worries:
        yield voice.gettext("Unusually many releases have been confirmed within an hour.")
    if asked.worries:
        yield voice.gettext("One more editor than usual must approve this news.")
    if asked.worries and asked.too_few:
        yield voice.gettext("There are too few editors for that: ask the operator to add one.")


def unmatched(event: Event, voice: Voice) -> Html:
    """Return the names that nobody has matched, empty where there are none."""
    line = voice.gettext("Names not found in the register (nobody is told of them): {names}")
    return escape(line.format(names=", ".join(event.unmatched))) if event.unmatched else Html("")


def _texts(texts: Mapping[Language, str], voice: Voice) -> Iterator[tuple[Html, Html]]:
    for language, text in texts.items():
        yield bold(f"– {voice.own_names.get(language, language)} –"), Html(text)


def _followers_texts(shown: Proof, voice: Voice) -> Iterator[tuple[Html, Html]]:
    heading = bold(voice.gettext("For followers of the people named:"))
    for first, (language, text) in enumerate(_texts(shown.personal, voice)):
        yield (language if first else lines(heading, language)), text


def approved_by_you(missing: int, voice: Voice) -> str:
    """Return the pop-up after an approval that is not the last one needed."""
    text = voice.gettext("You have approved this text. Approvals still needed, by other editors: {n}")
    return text.format(n=voice.number(missing))


def confirmed(filed: Filed, recipients: int, voice: Voice) -> Message:
    """Say that the event is on its way."""
    text = voice.gettext("News No. {number} is confirmed and is being sent. Chats: {n}")
    return message(escape(text.format(number=filed.number, n=voice.number(recipients))))


def dropped(filed: Filed, voice: Voice) -> Message:
    """Say that nobody is told."""
    text = voice.gettext("News No. {number} is off the desk. Nobody has been told.")
    return message(escape(text.format(number=filed.number)))


def retracted(filed: Filed, voice: Voice) -> Message:
    """Say that what was sent has been taken back."""
    text = voice.gettext("News No. {number} has been retracted.")
    return message(escape(text.format(number=filed.number)))


def settled(filed: Filed, recipients: int, voice: Voice) -> Message:
    """Say what became of a draft, in the place of its preview."""
    if filed.state is EventState.RETRACTED:
        return retracted(filed, voice)
    return dropped(filed, voice) if filed.state is EventState.DROPPED else confirmed(filed, recipients, voice)


def changed_since(voice: Voice) -> str:
    """Return the pop-up for a preview that no longer shows what would be sent."""
    return voice.gettext("The text or the audience has changed since this preview. Please read the new preview.")


def already_done(voice: Voice) -> str:
    """Return the pop-up for an event that waits for nobody's approval."""
    return voice.gettext("This news is no longer on the desk: it has been confirmed or dropped.")


def not_an_editor(voice: Voice) -> Message:
    """Say whom this is for."""
    return message(escape(voice.gettext("This is for the bot's editors, in a private chat with the bot.")))


def announce_usage(voice: Voice) -> Message:
    """Show how to paste an event."""
    text = voice.gettext("Paste one event as JSON after the command, like this:")
    return message(lines(escape(text), verbatim(f"/announce {_EXAMPLE}")))


def already_sent(voice: Voice) -> Message:
    """Refuse an event whose id has been confirmed."""
    return message(escape(voice.gettext("News with this id has been confirmed already and cannot be changed here.")))
