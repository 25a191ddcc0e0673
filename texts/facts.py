"""What an event says of one person, in one or a few sentences without the name (grammar.md: names stand alone)."""

from collections.abc import Callable, Mapping

from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.person import Case, Gender, Person
from texts.articles import MALICIOUS_DISOBEDIENCE, article_numbers
from texts.citations import first_publisher
from texts.dates import day, term
from texts.markup import sentences
from texts.phrasebook import Voice


def fact(event: Event, person: Person, voice: Voice) -> str:
    """Return the plain sentences of ``event`` about ``person``."""
    return sentences(_TELLERS[event.kind](event, person, voice))


def _dated(event: Event, voice: Voice) -> str:
    return voice.gettext("Date: {date}.").format(date=day(event.date, voice)) if event.date else ""


def _pardon(event: Event, _person: Person, voice: Voice) -> str:
    named = voice.pgettext("alert", "The name is in a report of a pardon.")
    not_yet = voice.pgettext("alert", "A pardon is not yet a release: if a release is confirmed, we will write to you.")
    return sentences(named, _dated(event, voice), not_yet)


def _release(event: Event, person: Person, voice: Voice) -> str:
    if event.date is None:
        return voice.pgettext("alert", "Released.")
    return _released(_gender(event.date, person), voice).format(date=day(event.date, voice))


def _gender(date: PartialDate, person: Person) -> Gender:
    """Return OTHER for a month or a year, which may only follow a label: «Вызвалены сакавік 2026» is no sentence."""
    return person.gender if date.full else Gender.OTHER


def _released(gender: Gender, voice: Voice) -> str:
    # NOTE: about a man, a woman, a person of unknown gender. The third must fit anybody, and follow a label.
    if gender is Gender.MALE:
        return voice.pgettext("alert.release|gender:m", "Released: {date}.")
    if gender is Gender.FEMALE:
        return voice.pgettext("alert.release|gender:f", "Released: {date}.")
    return voice.pgettext("alert.release|gender:other", "Released: {date}.")


def _conviction(event: Event, person: Person, voice: Voice) -> str:
    head = voice.pgettext("alert", "Verdict: {date}.").format(date=day(event.date, voice)) if event.date else ""
    case = _case(event, person)
    return sentences(
        head or voice.pgettext("alert", "A verdict has been given."), _articles(case, voice), _term(case, voice)
    )


def _case(event: Event, person: Person) -> Case:
    """Return the case that ``event`` is about; what we hold may be of an earlier verdict, which is no news."""
    same = event.date is not None and person.case.verdict == event.date
    return person.case if same else Case()


def _articles(case: Case, voice: Voice) -> str:
    if not case.articles:
        return ""
    line = voice.pgettext("alert", "Criminal Code, articles: {articles}.")
    return line.format(articles=article_numbers(case.articles, voice))


def _term(case: Case, voice: Voice) -> str:
    length = term(case.sentence, voice) if case.sentence else ""
    return voice.pgettext("alert", "Sentence: {term}.").format(term=length) if length else ""


def _added(event: Event, person: Person, voice: Voice) -> str:
    if MALICIOUS_DISOBEDIENCE in _case(event, person).articles:
        head = voice.pgettext("alert", "New verdict under Art. 411 of the Criminal Code (“malicious disobedience”).")
    else:
        head = voice.pgettext("alert", "New verdict: the term has been extended.")
    return sentences(head, _dated(event, voice))


def _charge(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "Criminal charges have been brought."), _dated(event, voice))


def _trial(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "A trial is set."), _dated(event, voice))


def _appeal(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "There is a report about an appeal."), _dated(event, voice))


def _recognition(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(
        voice.pgettext("alert", "The name has been added to the list of political prisoners."), _dated(event, voice)
    )


def _transfer(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "Transfer to another place of detention."), _dated(event, voice))


def _contact(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "There is a report about contact."), _dated(event, voice))


def _health(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "There is a report about health."), _dated(event, voice))


def _death(event: Event, _person: Person, voice: Voice) -> str:
    source = first_publisher(event.sources, voice)
    if source:
        reported = voice.pgettext("alert", "{source} reports a death in custody.").format(source=source)
    else:
        reported = voice.pgettext("alert", "A death in custody is reported.")
    return sentences(reported, _dated(event, voice))


def _numbers(event: Event, _person: Person, voice: Voice) -> str:
    return sentences(voice.pgettext("alert", "There is a report with new numbers."), _dated(event, voice))


_TELLERS: Mapping[EventKind, Callable[[Event, Person, Voice], str]] = {
    EventKind.PARDON: _pardon,
    EventKind.RELEASE: _release,
    EventKind.CONVICTION: _conviction,
    EventKind.ADDED_SENTENCE: _added,
    EventKind.CHARGE: _charge,
    EventKind.TRIAL: _trial,
    EventKind.APPEAL: _appeal,
    EventKind.RECOGNITION: _recognition,
    EventKind.TRANSFER: _transfer,
    EventKind.CONTACT: _contact,
    EventKind.HEALTH: _health,
    EventKind.DEATH: _death,
    EventKind.NUMBERS: _numbers,
}
