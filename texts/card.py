"""One person on one page: what sources say, with dates, and nothing else."""

from collections.abc import Sequence

from domain.event import Event, Filed
from domain.message import Keyboard, Message
from domain.person import Case, Custody, Listed, Person, Status
from texts import buttons
from texts.announcement import certainty, title
from texts.articles import article
from texts.citations import source_line
from texts.dates import as_of, day, term
from texts.institutions import institution
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice
from texts.standing import recognition, status_name

_EVENTS_SHOWN = 3
_SOURCES_SHOWN = 3
_OUT = frozenset({Status.RELEASED, Status.EXILED, Status.DIED})


def card(listed: Listed, events: Sequence[Filed], voice: Voice) -> Message:
    """Show a person whom this chat does not follow; nobody is offered news about the dead."""
    dead = listed.person.custody.status is Status.DIED
    offer = () if dead else ((buttons.follow(listed.code, voice),),)
    return message(_page(listed, events, voice), offer)


def card_followed(listed: Listed, events: Sequence[Filed], voice: Voice) -> Message:
    """Show a person whom this chat follows."""
    keyboard: Keyboard = ((buttons.unfollow(listed.code, voice),), (buttons.my_list(voice),))
    return message(_page(listed, events, voice), keyboard)


def _page(listed: Listed, events: Sequence[Filed], voice: Voice) -> Html:
    person = listed.person
    return paragraphs(
        lines(bold(person.name(voice.language)), escape(_other_names(person, voice))),
        lines(*map(escape, _standing(listed, voice))),
        lines(*map(escape, _case(person, voice))),
        _news(events, voice),
        escape(source_line(person.sources, voice, _SOURCES_SHOWN)),
    )


def _other_names(person: Person, voice: Voice) -> str:
    shown = person.name(voice.language)
    others = (spellings[0] for spellings in person.names.values() if spellings)
    return " · ".join(dict.fromkeys(name for name in others if name != shown))


def _standing(listed: Listed, voice: Voice) -> Sequence[str]:
    person, custody = listed.person, listed.person.custody
    status = voice.gettext("Status: {status}").format(status=status_name(custody.status, person.gender, voice))
    born = voice.gettext("Date of birth: {date}").format(date=day(person.born, voice)) if person.born else ""
    held = () if custody.status in _OUT else _held(custody, voice)
    return (status, _age(custody, voice), recognition(person, voice), born, _detained(custody, voice), *held)


def _age(custody: Custody, voice: Voice) -> str:
    return as_of(custody.as_of, voice) if custody.as_of else ""


def _detained(custody: Custody, voice: Voice) -> str:
    if custody.detained is None:
        return ""
    return voice.gettext("Date of detention: {date}").format(date=day(custody.detained, voice))


def _held(custody: Custody, voice: Voice) -> Sequence[str]:
    place = voice.gettext("Place: {place}").format(place=institution(custody.institution, voice))
    ends = voice.gettext("Estimated end of sentence: {date}")
    silence = voice.gettext("Held incommunicado (no contact with the outside world). Beginning: {date}")
    return (
        place if custody.institution else "",
        ends.format(date=day(custody.ends, voice)) if custody.ends else "",
        silence.format(date=day(custody.incommunicado_since, voice)) if custody.incommunicado_since else "",
    )


def _case(person: Person, voice: Voice) -> Sequence[str]:
    case = person.case
    verdict = voice.gettext("Verdict: {date}").format(date=day(case.verdict, voice)) if case.verdict else ""
    articles = [f"– {article(key, voice)}" for key in case.articles]
    heading = (voice.gettext("Criminal Code:"),) if articles else ()
    return (verdict, *heading, *articles, _sentence(case, person.custody.status, voice))


def _sentence(case: Case, status: Status, voice: Voice) -> str:
    # Compulsory treatment has no term and is no sentence (glossary: compulsory_treatment).
    length = term(case.sentence, voice) if case.sentence and status is not Status.PSYCHIATRIC else ""
    return voice.gettext("Sentence: {term}").format(term=length) if length else ""


def _news(events: Sequence[Filed], voice: Voice) -> Html:
    if not events:
        return Html("")
    shown = (escape(f"– {_line(each.event, voice)}") for each in events[:_EVENTS_SHOWN])
    return lines(bold(voice.gettext("Latest news")), *shown)


def _line(event: Event, voice: Voice) -> str:
    label = certainty(event, voice)
    return sentences(f"{title(event, voice)}.", label) if label else title(event, voice)
