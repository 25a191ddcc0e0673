"""What is said to those who were told something wrong: the correction or retraction, and the old message struck out.

A correction quotes what it corrects, and is a message of its own (MESSAGES.md, Certainty). Whoever was never told what
was wrong gets the right news as any alert.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import PartialDate
from domain.draft import Replaced
from domain.event import Act, Event, EventKind, EventState, Filed
from domain.message import Keyboard, Message
from domain.person import Person, PersonId
from texts import buttons
from texts.alert import alert_text, doors, told_by_name
from texts.announcement import summary
from texts.citations import source_line
from texts.dates import day
from texts.markup import LONGEST, Html, bold, escape, fits, lines, message, paragraphs, plain, sentences, utf16_length
from texts.markup import struck as struck_through
from texts.phrasebook import Voice
from texts.quoting import quoting, said

_GAPS = 3 * len("\n\n")
_LONGEST_NAMES = 1_500
"""UTF-16 units for the names that stood in a report by mistake: as many as one chat follows, of usual length."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an event, and the people of the register whom it names."""

    event: Event
    people: Sequence[Person]


def revision_of(replaced: Replaced) -> Revision:
    """Return what was sent and is to be replaced."""
    return Revision(replaced.event, [listed.person for listed in replaced.named])


def correction(
    number: int, was: Revision, at: datetime | None, now: Revision, mine: frozenset[PersonId], voice: Voice
) -> Message:
    """Return the message that corrects what this chat was told ``at`` that time (UTC; None: not known) of ``number``.

    ``mine`` are the people whom the chat follows; if it is known, as it did then. Where somebody is said to be dead,
    before or now, no button stands under it.
    """
    return message(correction_text(was, at, now, mine, voice), _doors(number, was, now, mine, voice))


def retraction(
    number: int, was: Revision, at: datetime | None, now: Revision, mine: frozenset[PersonId], voice: Voice
) -> Message:
    """Return the message that takes back what this chat was told; the parameters are those of ``correction``."""
    return message(retraction_text(was, at, now, mine, voice), _doors(number, was, now, mine, voice))


def correction_text(was: Revision, at: datetime | None, now: Revision, mine: frozenset[PersonId], voice: Voice) -> Html:
    """Return the HTML of a correction: the label, what we wrote, that it was wrong, what is right, an apology.

    News of a death ends with the condolence (MESSAGES.md, Tone): the apology then comes before it.
    """
    named = told_by_name(was.event, was.people, mine)
    gone = [person for person in named if person.id not in now.event.people]
    dead = now.event.kind is EventKind.DEATH
    sorry = _sorry_to_family(voice) if _was_dead(was) and (gone or not dead) else _sorry(voice)
    wrong = voice.pgettext("correction", "This was wrong.")
    off = "" if gone else _called_off(was, now, voice)
    opening = _opening(label(voice), _quoted(was, at, mine, voice), wrong, off, sorry if dead else "")
    before = paragraphs(opening, _by_mistake(was, gone, voice), bold(_heading(was, now, voice)))
    after = escape("" if dead else sorry)
    room = LONGEST - utf16_length(plain(before + after)) - _GAPS
    return paragraphs(lines(before, alert_text(now.event, now.people, mine, voice, room)), after)


def retraction_text(was: Revision, at: datetime | None, now: Revision, mine: frozenset[PersonId], voice: Voice) -> Html:
    """Return the HTML of a retraction: the label, what we wrote, that it was not confirmed, what is known, an apology.

    Of ``now`` a sentence and sources are told only if ``was`` did not have them: they say why.
    """
    why = summary(now.event, voice)
    why = _nothing_more(voice) if why in {"", summary(was.event, voice)} else why
    fresh = [citation for citation in now.event.sources if citation not in was.event.sources]
    known = sentences(_unconfirmed(was.event.kind, voice), why, source_line(fresh, voice))
    wrong = voice.pgettext("correction", "This has not been confirmed.")
    sorry = _sorry_to_family(voice) if _was_dead(was) else _sorry(voice)
    return paragraphs(
        _opening(label_of_retraction(voice), _quoted(was, at, mine, voice), wrong), escape(known), escape(sorry)
    )


def struck(number: int, was: Revision, act: Act, mine: frozenset[PersonId], voice: Voice) -> Message:
    """Return what the message that told ``was`` becomes: what ``act`` did to it, and the old text struck through."""
    done = label_of_retraction(voice) if act is Act.CANCEL else voice.pgettext("correction", "Corrected.")
    head = _opening(done, _below(voice))
    old = alert_text(was.event, was.people, mine, voice, LONGEST - utf16_length(plain(head)) - _GAPS)
    return message(paragraphs(head, struck_through(old)), _doors(number, was, was, mine, voice))


def discreet_correction(number: int, voice: Voice) -> Message:
    """Return the correction or retraction that says nothing, with a button that opens event ``number``."""
    return message(escape(_there_is_one(voice)), ((buttons.show(number, voice),),))


def discreet_struck(number: int, voice: Voice) -> Message:
    """Return what a discreet alert becomes once its news was corrected or taken back; *Show* opens it as it is now."""
    return message(escape(sentences(_there_is_one(voice), _below(voice))), ((buttons.show(number, voice),),))


def shown(filed: Filed, people: Sequence[Person], mine: frozenset[PersonId], voice: Voice) -> Html:
    """Return what stands behind *Show*: the news as it is now, labelled where it was corrected or taken back.

    Of what was taken back the bare fact is quoted as such; a sentence about it may be the one that was wrong.
    """
    event = filed.event
    if filed.state is EventState.RETRACTED or event.act is Act.CANCEL:
        bare = Event(event.id, event.kind, event.date, people=event.people, sources=event.sources)
        return retraction_text(Revision(bare, people), None, Revision(bare, people), mine, voice)
    text = alert_text(event, people, mine, voice)
    return lines(bold(label(voice)), text) if event.act is Act.UPDATE else text


def _opening(first: str, *told: str) -> Html:
    return Html(f"{bold(first)} {escape(sentences(*told))}")


def label(voice: Voice) -> str:
    """Return what opens a correction."""
    return voice.pgettext("correction", "Correction.")


def label_of_retraction(voice: Voice) -> str:
    """Return what opens a retraction."""
    return voice.pgettext("correction", "Retracted.")


def _there_is_one(voice: Voice) -> str:
    return voice.pgettext("correction", "There is a correction.")


def _below(voice: Voice) -> str:
    return voice.pgettext("correction", "See the new message below.")


def _quoted(was: Revision, at: datetime | None, mine: frozenset[PersonId], voice: Voice) -> str:
    old = said(was.event, was.people, mine, voice)
    if at is None:
        return quoting(voice.pgettext("correction", "Earlier we wrote: “{old}”."), old, voice)
    # NOTE: {old} are our own words, perhaps in several lines. {date} is a full date, the month in the genitive.
    line = voice.pgettext("correction", "On {date} we wrote: “{old}”.")
    return quoting(line.replace("{date}", day(PartialDate.in_minsk(at), voice)), old, voice)


def _by_mistake(was: Revision, gone: Sequence[Person], voice: Voice) -> Html:
    """Say of whom it was told and is not, and that nothing is known of them."""
    if not gone:
        return Html("")
    # NOTE: stands under one name, or under several.
    mistaken = voice.pgettext("correction", "The name was in the report by mistake.")
    names = lines(*(bold(person.name(voice.language)) for person in gone))
    return lines(fits(names, _LONGEST_NAMES), escape(sentences(mistaken, _unconfirmed(was.event.kind, voice))))


def _heading(was: Revision, now: Revision, voice: Voice) -> str:
    if EventKind.DEATH in {was.event.kind, now.event.kind}:
        # NOTE: of a death: nothing is called right here.
        return voice.pgettext("correction", "What is known now:")
    return voice.pgettext("correction", "The correct information:")


def _called_off(was: Revision, now: Revision, voice: Voice) -> str:
    """Say that what was told has not happened, unless what is told now outdoes it."""
    outdone = now.event.kind in {was.event.kind, EventKind.RELEASE, EventKind.DEATH}
    return "" if outdone else _unconfirmed(was.event.kind, voice)


def _unconfirmed(kind: EventKind, voice: Voice) -> str:
    """Return what nobody may rely on any more; empty where there is nothing to wait or to grieve for."""
    reports: Mapping[EventKind, str] = {
        EventKind.RELEASE: voice.pgettext("correction", "There is no confirmed report of a release."),
        EventKind.PARDON: voice.pgettext("correction", "There is no confirmed report of a pardon."),
        EventKind.DEATH: voice.pgettext("correction", "There is no confirmed report of a death."),
    }
    return reports.get(kind, "")


def _nothing_more(voice: Voice) -> str:
    return voice.pgettext("correction", "We know nothing more so far.")


def _was_dead(was: Revision) -> bool:
    return was.event.kind is EventKind.DEATH


def _sorry(voice: Voice) -> str:
    return voice.pgettext("correction", "We are sorry.")


def _sorry_to_family(voice: Voice) -> str:
    """Return the apology for having called somebody dead."""
    return voice.pgettext("correction", "We apologise to the family and friends.")


def _doors(number: int, was: Revision, now: Revision, mine: frozenset[PersonId], voice: Voice) -> Keyboard:
    """Return the buttons of an alert; beside a death there are none (MESSAGES.md, Tone)."""
    if EventKind.DEATH in {was.event.kind, now.event.kind}:
        return ()
    return doors(number, (*was.people, *now.people), mine, voice)
