"""The editors' queue of reports: one at a time, what it claims, of whom, on whose word, and what can be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.callback import Verb
from domain.dates import PartialDate
from domain.event import Certainty, Event, EventState, Filed
from domain.evidence import Sign
from domain.message import Button, Keyboard, Message
from domain.person import Listed
from domain.quarantine import Bundle, Queue
from domain.report import Report
from domain.trust import Tier
from texts import buttons
from texts.announcement import conflicts as disagreement
from texts.announcement import counts, ground, summary, title
from texts.citations import first_publisher, source_line
from texts.dates import day
from texts.desk import unmatched
from texts.excerpts import marked
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice
from texts.search import facts_of

_MOST_PEOPLE = 20
_MOST_REPORTS = 5


@dataclass(frozen=True, slots=True)
class Done:
    """What an editor has just done, said above the next report; ``undo``: the report that *Undo* brings back."""

    said: str
    undo: int = 0


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


def page(laid: Laid, done: Done | None, voice: Voice) -> Message:
    """Show what lies before an editor, with everything that can be done about it."""
    text = paragraphs(
        escape(done.said if done else ""),
        lines(bold(_position(laid, voice)), *_origins(laid.bundle, voice)),
        lines(bold(title(laid.event, voice)), *_claim(laid.event, voice)),
        lines(*_people(laid, voice)),
        lines(escape(_known(laid.known, voice)), *_alike(laid.alike, voice)),
        lines(*_excerpts(laid.bundle.reports, voice)),
    )
    return message(text, _keyboard(laid, done, voice))


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


def handled(voice: Voice) -> str:
    """Return the pop-up for a report that waits no more."""
    return voice.gettext("This report has been dealt with already.")


def changed(voice: Voice) -> str:
    """Return the pop-up for a report that is not as it was shown any more."""
    return voice.gettext("The report has changed. Please read it again.")


def _position(laid: Laid, voice: Voice) -> str:
    line = voice.gettext("Report {number} of {total}")
    return line.format(number=voice.number(laid.place + 1), total=voice.number(laid.queue.length))


def _origins(bundle: Bundle, voice: Voice) -> Iterator[Html]:
    """Say where each report comes from; of several, side by side, what each of them claims."""
    several = len(bundle.reports) > 1
    for report in bundle.reports[:_MOST_REPORTS]:
        yield escape(sentences(_origin(report, voice), f"{_claimed(report.event, voice)}" if several else ""))
    if several:
        line = voice.gettext("Reports about the same event: {n}.")
        yield escape(sentences(line.format(n=voice.number(len(bundle.reports))), disagreement(bundle.event, voice)))


def _origin(report: Report, voice: Voice) -> str:
    line = voice.gettext("From: {source} ({tier}). Seen: {date}.")
    source, seen = _source(report, voice), day(PartialDate.in_minsk(report.seen), voice)
    return sentences(line.format(source=source, tier=_tier(report.tier, voice), date=seen), _relayed(report, voice))


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


def _source(report: Report, voice: Voice) -> str:
    named: Mapping[str, str] = {"viasna-register": voice.pgettext("report", "Viasna's register")}
    return named.get(report.source) or first_publisher(report.event.sources, voice) or report.source


def _claimed(event: Event, voice: Voice) -> str:
    return sentences(f"{title(event, voice)}.", counts(event, voice))


def _claim(event: Event, voice: Voice) -> Iterator[Html]:
    yield escape(sentences(counts(event, voice), ground(event, voice), summary(event, voice)))
    yield escape(source_line(event.sources, voice, most=_MOST_REPORTS))
    if event.certainty is Certainty.UNCONFIRMED:
        yield bold(voice.gettext("Unconfirmed: one source, or only the state. The news will say so."))


def _people(laid: Laid, voice: Voice) -> Iterator[Html]:
    """Name everybody with what tells namesakes apart; ids that the register does not have stand as they are."""
    known = {listed.person.id for listed in laid.named}
    told = [_person(listed, laid.bundle, voice) for listed in laid.named]
    told += [each for each in laid.event.people if each not in known]
    yield from map(escape, told[:_MOST_PEOPLE])
    if (rest := len(told) - _MOST_PEOPLE) > 0:
        yield escape(voice.gettext("More names: {n}").format(n=voice.number(rest)))
    yield unmatched(laid.event, voice)


def _person(listed: Listed, bundle: Bundle, voice: Voice) -> str:
    """Return what tells a person from namesakes, and what speaks for it, or against, that the sources mean this one."""
    facts = ", ".join(facts_of(listed, voice))
    evidence = [each for report in bundle.reports for each in report.evidence if each.person == listed.person.id]
    supports = dict.fromkeys(sign for each in evidence for sign in each.supports)
    contradicts = dict.fromkeys(sign for each in evidence for sign in each.contradicts)
    return sentences(
        f"{facts}." if evidence else facts,
        voice.gettext("In the text: {names}.").format(names=", ".join(dict.fromkeys(each.name for each in evidence)))
        if evidence
        else "",
        voice.gettext("Matches: {facts}.").format(facts=_signs(supports, voice)) if supports else "",
        voice.gettext("Does not match: {facts}.").format(facts=_signs(contradicts, voice)) if contradicts else "",
    )


def _signs(signs: Iterable[Sign], voice: Voice) -> str:
    names: Mapping[Sign, str] = {
        Sign.ARTICLE: voice.pgettext("evidence", "article"),
        Sign.TERM: voice.pgettext("evidence", "term"),
        Sign.PLACE: voice.pgettext("evidence", "place"),
        Sign.CUSTODY: voice.pgettext("evidence", "custody"),
    }
    return ", ".join(names[sign] for sign in signs)


def _known(known: Filed | None, voice: Voice) -> str:
    if known is None:
        return ""
    if known.state is EventState.DRAFT:
        line = voice.gettext("This news is before the editors already: No. {number}. The report can be dropped.")
    else:
        line = voice.gettext("This news is known already: No. {number}. The report can be dropped.")
    return line.format(number=known.number)


def _alike(alike: Sequence[Filed], voice: Voice) -> Iterator[Html]:
    for filed in alike:
        line = voice.gettext("Similar news: No. {number}. {title}.")
        yield escape(sentences(line.format(number=filed.number, title=title(filed.event, voice))))


def _excerpts(reports: Sequence[Report], voice: Voice) -> Iterator[Html]:
    told = {report.excerpt: report.marks for report in reversed(reports) if report.excerpt}
    if told:
        yield bold(voice.gettext("In the source's words:"))
    yield from (marked(excerpt, marks) for excerpt, marks in list(reversed(told.items()))[:_MOST_REPORTS])


def _keyboard(laid: Laid, done: Done | None, voice: Voice) -> Keyboard:
    number, stamp = laid.bundle.number, laid.bundle.stamp
    propose = buttons.button(voice.pgettext("button", "Propose"), Verb.PROPOSE, number, stamp)
    drop = buttons.button(voice.pgettext("button", "Drop"), Verb.DISCARD, number, stamp)
    decide = (drop,) if laid.known else (propose, drop)
    return tuple(filter(None, (decide, _turns(laid, voice), *_undo(done, voice))))


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
