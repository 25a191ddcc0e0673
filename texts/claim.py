"""What reports claim, of whom, and in which words: shown where an editor decides about them, and where one corrects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.event import Certainty, Event
from domain.evidence import Sign
from domain.person import Listed
from domain.quarantine import Bundle
from domain.report import Report
from texts.announcement import counts, ground, summary, title
from texts.citations import source_line
from texts.desk import unmatched
from texts.excerpts import marked
from texts.markup import Html, bold, escape, sentences
from texts.phrasebook import Voice
from texts.search import facts_of

MOST_REPORTS = 5
_MOST_PEOPLE = 20


def claimed(event: Event, voice: Voice) -> str:
    """Return what one of several reports claims, in one line of plain text."""
    return sentences(f"{title(event, voice)}.", counts(event, voice))


def claim(event: Event, voice: Voice) -> Iterator[Html]:
    """Say what would be proposed, on whose word, and that it would go out as unconfirmed."""
    yield escape(sentences(counts(event, voice), ground(event, voice), summary(event, voice)))
    yield escape(source_line(event.sources, voice, most=MOST_REPORTS))
    if event.certainty is Certainty.UNCONFIRMED:
        yield bold(voice.gettext("Unconfirmed: one source, or only the state. The news will say so."))


def people(bundle: Bundle, event: Event, named: Sequence[Listed], voice: Voice) -> Iterator[Html]:
    """Name everybody with what tells namesakes apart; ids that the register does not have stand as they are."""
    known = {listed.person.id for listed in named}
    told = [_person(listed, bundle, voice) for listed in named]
    told += [each for each in event.people if each not in known]
    yield from map(escape, told[:_MOST_PEOPLE])
    if (rest := len(told) - _MOST_PEOPLE) > 0:
        yield escape(voice.gettext("More names: {n}").format(n=voice.number(rest)))
    yield unmatched(event, voice)


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


def excerpts(reports: Sequence[Report], voice: Voice) -> Iterator[Html]:
    """Show each different text once, the words that tell the event in bold."""
    told = {report.excerpt: report.marks for report in reversed(reports) if report.excerpt}
    if told:
        yield bold(voice.gettext("In the source's words:"))
    yield from (marked(excerpt, marks) for excerpt, marks in list(reversed(told.items()))[:MOST_REPORTS])
