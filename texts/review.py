"""The editors' queue of reports: one at a time, what it claims, of whom, on whose word, and what can be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.callback import Verb
from domain.dates import PartialDate
from domain.event import Event, EventState, Filed
from domain.message import Button, Keyboard, Message
from domain.person import Listed
from domain.quarantine import Bundle, Queue, stamp_of
from domain.report import ANNOUNCE, CORRECT, Report, corrected_number
from domain.trust import Tier
from texts import buttons
from texts.announcement import conflicts as disagreement
from texts.announcement import title
from texts.citations import first_publisher
from texts.claim import MOST_REPORTS, claim, claimed, excerpts, people
from texts.correction import label_of_retraction
from texts.dates import day
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice


@dataclass(frozen=True, slots=True)
class Done:
    """What an editor has just done, said above the next report.

    ``undo`` is the report that *Undo* brings back, ``parts`` the one from which on *Separate* undoes a joining.
    """

    said: str
    undo: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """What lies before an editor: the bundle at ``place`` in the queue, counted from 0.

    ``event`` is what would be proposed, ``named`` are the people of the register whom it names, ``known`` is the
    event of the same id that we have already and that is not dropped, ``alike`` may be the same under other ids.
    """

    queue: Queue
    place: int
    event: Event
    named: Sequence[Listed]
    known: Filed | None = None
    alike: Sequence[Filed] = ()

    @property
    def bundle(self) -> Bundle:
        """The reports that are looked at."""
        return self.queue.bundles[self.place]

    @property
    def stamp(self) -> str:
        """What fits a button and differs as soon as what would be proposed does."""
        return stamp_of(self.bundle.numbers, self.event)


def page(laid: Laid, done: Done | None, voice: Voice) -> Message:
    """Show what lies before an editor, with everything that can be done about it."""
    text = paragraphs(
        escape(done.said if done else ""),
        lines(bold(_position(laid, voice)), *_origins(laid.bundle, voice)),
        *proposal(laid, voice),
        lines(escape(_known(laid.known, voice)), *_alike(laid.alike, voice)),
        lines(*excerpts(laid.bundle.reports, voice)),
    )
    return message(text, _keyboard(laid, done, voice))


def proposal(laid: Laid, voice: Voice) -> tuple[Html, Html]:
    """Return what would be proposed, with what an editor has corrected, and whom it names."""
    return (
        lines(bold(title(laid.event, voice)), *claim(laid.event, voice), escape(_corrected(laid.bundle, voice))),
        lines(*people(laid.bundle, laid.event, laid.named, voice)),
    )


def _corrected(bundle: Bundle, voice: Voice) -> str:
    if not bundle.is_edited or bundle.is_begun:
        return ""
    line = voice.gettext("Corrected by an editor. The sources say: {claim}")
    return sentences(line.format(claim=claimed(bundle.claimed, voice)))


def nothing_waits(done: Done | None, voice: Voice) -> Message:
    """Say that the queue is empty."""
    text = paragraphs(escape(done.said if done else ""), escape(voice.gettext("No reports are waiting.")))
    return message(text, _undo(done, voice))


def waiting(number: int, voice: Voice) -> Message:
    """Return the one line that tells an editor how many reports wait."""
    line = voice.gettext("Reports waiting: {n}").format(n=voice.number(number))
    return message(escape(line), ((buttons.beside(buttons.review(voice)),),) if number else ())


def dropped(bundle: Bundle, voice: Voice) -> Done:
    """Say that nobody will be told, and how to take that back."""
    line = voice.gettext("Reports dropped: {n}").format(n=voice.number(len(bundle.members)))
    return Done(line, bundle.number)


def proposed(filed: Filed, voice: Voice) -> Done:
    """Say that the ordinary preview follows."""
    line = voice.gettext("Proposed: news No. {number}. The preview comes to every editor.")
    return Done(line.format(number=filed.number))


def joined(part: Bundle, voice: Voice) -> Done:
    """Say that two bundles are one now, and how to take that back."""
    return Done(voice.gettext("The reports are joined."), parts=part.number)


def parted(voice: Voice) -> Done:
    """Say that what was joined stands apart again."""
    return Done(voice.gettext("The reports are separate again."))


def handled(voice: Voice) -> str:
    """Return the pop-up for a report that waits no more."""
    return voice.gettext("This report has been dealt with already.")


def changed(voice: Voice) -> str:
    """Return the pop-up for a report that is not as it was shown any more."""
    return voice.gettext("The report has changed. Please read it again.")


def _position(laid: Laid, voice: Voice) -> str:
    """Return where in the queue the report stands."""
    line = voice.gettext("Report {number} of {total}")
    return line.format(number=voice.number(laid.place + 1), total=voice.number(laid.queue.length))


def _origins(bundle: Bundle, voice: Voice) -> Iterator[Html]:
    """Say where each report comes from; of several, side by side, what each of them claims."""
    several = len(bundle.reports) > 1
    for report in bundle.reports[:MOST_REPORTS]:
        yield escape(sentences(_origin(report, voice), f"{claimed(report.event, voice)}" if several else ""))
    if several:
        line = voice.gettext("Reports about the same event: {n}.")
        yield escape(sentences(line.format(n=voice.number(len(bundle.reports))), disagreement(bundle.event, voice)))


def _origin(report: Report, voice: Voice) -> str:
    seen = day(PartialDate.in_minsk(report.seen), voice)
    if (number := corrected_number(report)) is not None:
        line = voice.gettext("Correction of news No. {number}. Begun by an editor: {date}.")
        return sentences(line.format(number=number, date=seen))
    if report.source == ANNOUNCE:
        return sentences(voice.gettext("Begun by an editor: {date}.").format(date=seen))
    line = voice.gettext("From: {source} ({tier}). Seen: {date}.")
    return sentences(
        line.format(source=source(report, voice), tier=_tier(report.tier, voice), date=seen), _relayed(report, voice)
    )


def _tier(tier: Tier, voice: Voice) -> str:
    tiers: Mapping[Tier, str] = {
        Tier.TRUSTED: voice.pgettext("tier", "trusted source"),
        Tier.PRESS: voice.pgettext("tier", "press"),
        Tier.STATE: voice.pgettext("tier", "state source"),
    }
    return tiers[tier]


def _relayed(report: Report, voice: Voice) -> str:
    """Say on whose word a source tells what it only passes on."""
    publishers = {citation.publisher for citation in report.event.sources}
    if not report.outlet or not publishers or report.outlet in publishers:
        return ""
    return voice.gettext("As told by: {name}.").format(name=report.outlet)


def source(report: Report, voice: Voice) -> str:
    """Return who claims it, as this language writes it."""
    named: Mapping[str, str] = {
        "viasna-register": voice.pgettext("report", "Viasna's register"),
        ANNOUNCE: voice.pgettext("report", "an editor"),
        CORRECT: voice.pgettext("report", "an editor"),
    }
    publisher = first_publisher(report.event.sources, voice)
    return named.get(report.source) or publisher or report.outlet or report.source


def _known(known: Filed | None, voice: Voice) -> str:
    if known is None:
        return ""
    if known.state is EventState.DRAFT:
        line = voice.gettext("This news is before the editors already: No. {number}. The report can be dropped.")
    elif known.state is EventState.RETRACTED:
        line = voice.gettext("This news was sent and retracted: No. {number}. If it is true after all: {command}.")
    else:
        line = voice.gettext("This news is known already: No. {number}. The report can be dropped.")
    return line.format(number=known.number, command="/announce")


def _alike(alike: Sequence[Filed], voice: Voice) -> Iterator[Html]:
    for filed in alike:
        line = voice.gettext("Similar news: No. {number}. {title}.")
        told = line.format(number=filed.number, title=title(filed.event, voice))
        yield escape(sentences(told, label_of_retraction(voice) if filed.state is EventState.RETRACTED else ""))


def _keyboard(laid: Laid, done: Done | None, voice: Voice) -> Keyboard:
    rows = (*decisions(laid, voice), _corrections(laid, voice), _turns(laid, voice), *_undo(done, voice))
    return tuple(filter(None, (*rows, _separate(laid, done, voice))))


def decisions(laid: Laid, voice: Voice) -> Keyboard:
    """Return the buttons that end it: what is known already can only be dropped."""
    number, stamp = laid.bundle.number, laid.bundle.stamp
    propose = buttons.button(voice.pgettext("button", "Propose"), Verb.PROPOSE, number, stamp)
    drop = buttons.button(voice.pgettext("button", "Drop"), Verb.DISCARD, number, stamp)
    return ((drop,) if laid.known else (propose, drop),)


def _corrections(laid: Laid, voice: Voice) -> tuple[Button, ...]:
    if laid.known:
        return ()
    number = laid.bundle.number
    edit = buttons.button(voice.pgettext("button", "Edit"), Verb.FORM, number)
    join = buttons.button(voice.pgettext("button", "Same event as…"), Verb.JOIN, number)
    return (edit, join) if laid.queue.alike(laid.place) or laid.bundle.parts else (edit,)


def _turns(laid: Laid, voice: Voice) -> tuple[Button, ...]:
    """Return the ways to the reports before and after; past the last one the first follows."""
    bundles = laid.queue.bundles
    if len(bundles) == 1:
        return ()
    before, after = bundles[laid.place - 1], bundles[(laid.place + 1) % len(bundles)]
    return (
        buttons.button(voice.pgettext("button", "Previous"), Verb.REVIEW, before.number),
        buttons.button(voice.pgettext("button", "Later"), Verb.REVIEW, after.number),
    )


def _undo(done: Done | None, voice: Voice) -> Keyboard:
    if done is None or not done.undo:
        return ()
    return ((buttons.button(voice.pgettext("button", "Undo"), Verb.UNDO, done.undo),),)


def _separate(laid: Laid, done: Done | None, voice: Voice) -> tuple[Button, ...]:
    """Return the button that undoes what was joined just now."""
    return (separate(done.parts, laid.bundle, voice),) if done and done.parts else ()


def separate(number: int, bundle: Bundle, voice: Voice, label: str = "") -> Button:
    """Return the button that takes the part that ``number`` leads out of a bundle again."""
    label = label or voice.pgettext("button", "Separate")
    return buttons.button(label, Verb.PART, number, bundle.stamp)
