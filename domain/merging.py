"""How two records of one person become one: a newer fact wins, an absent fact never erases (pure)."""

from collections.abc import Iterable
from dataclasses import replace

from domain.dates import PartialDate
from domain.language import Language
from domain.person import HELD, Case, Citation, Custody, Gender, Names, Person, Status


def is_older(one: Person, other: Person) -> bool:
    """Return whether ``one`` stands as of an earlier date than ``other``; false where either does not say."""
    return one.custody.as_of is not None and other.custody.as_of is not None and one.custody.as_of < other.custody.as_of


def merged(before: Person | None, incoming: Person) -> Person:
    """Return ``before`` as ``incoming`` completes it.

    The newer of the two by ``custody.as_of`` wins where they differ; without both dates, ``incoming``. Where nothing
    but ``as_of`` would change, ``before`` itself comes back, so that the same file twice changes nothing.
    """
    if before is None:
        return incoming
    after = _overlaid(incoming, before) if is_older(incoming, before) else _overlaid(before, incoming)
    return before if _without_as_of(after) == _without_as_of(before) else after


def no_longer_held(person: Person, as_of: PartialDate | None) -> Person:
    """Return the person with a status that claims nothing, where the store still thinks them held."""
    if person.custody.status not in HELD:
        return person
    return replace(person, custody=replace(person.custody, status=Status.UNKNOWN, as_of=as_of or person.custody.as_of))


def _without_as_of(person: Person) -> Person:
    return replace(person, custody=replace(person.custody, as_of=None))


def _overlaid(older: Person, newer: Person) -> Person:
    return Person(
        id=older.id,
        names=_names(older.names, newer.names),
        gender=older.gender if newer.gender is Gender.OTHER else newer.gender,
        born=_date(older.born, newer.born),
        custody=_custody(older.custody, newer.custody),
        case=_case(older.case, newer.case),
        recognised=older.recognised if newer.recognised is None else newer.recognised,
        note=newer.note or older.note,
        sources=_citations((*older.sources, *newer.sources)),
    )


def _names(older: Names, newer: Names) -> Names:
    """Every spelling is kept (people search for each); the newer record's comes first."""
    languages: dict[Language, None] = dict.fromkeys((*older, *newer))
    return {
        language: tuple(dict.fromkeys((*newer.get(language, ()), *older.get(language, ())))) for language in languages
    }


def _date(older: PartialDate | None, newer: PartialDate | None) -> PartialDate | None:
    """Return the newer date, unless it is only the year or the month in which the older one lies."""
    if newer is None or (older is not None and str(older).startswith(str(newer))):
        return older
    return newer


def _custody(older: Custody, newer: Custody) -> Custody:
    return Custody(
        status=_status(older.status, newer.status),
        detained=_date(older.detained, newer.detained),
        institution=newer.institution or older.institution,
        ends=_date(older.ends, newer.ends),
        incommunicado_since=_date(older.incommunicado_since, newer.incommunicado_since),
        as_of=newer.as_of or older.as_of,
    )


def _status(older: Status, newer: Status) -> Status:
    """Exiled says more than released, and does not contradict it."""
    finer = older is Status.EXILED and newer is Status.RELEASED
    return older if finer or newer is Status.UNKNOWN else newer


def _case(older: Case, newer: Case) -> Case:
    return Case(
        articles=newer.articles or older.articles,
        sentence=newer.sentence or older.sentence,
        verdict=_date(older.verdict, newer.verdict),
    )


def _citations(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple({citation.url: citation for citation in citations}.values())
