"""People and events as JSON objects, one a line (PRODUCT.md, Formats): read at the boundary, written for export."""

import json
from collections.abc import Mapping

from domain import fields
from domain.event import Act, Certainty, Event, EventKind, Ground
from domain.fields import JsonObject
from domain.language import Language
from domain.person import Case, Citation, Custody, Gender, Names, Person, Sentence, Status
from domain.refusal import Problem, Refused

LONGEST_NAME = 120
_PERSON_FIELDS = frozenset(
    "id names gender born status detained ends articles sentence verdict institution recognised note sources"
    " as_of incommunicado_since code".split()
)
_EVENT_FIELDS = frozenset(
    "id kind date count women men people unmatched ground summary sources revision conflicts certainty act".split()
)
_NEWS_FIELDS = _EVENT_FIELDS - {"act"}


def read_object(line: str) -> JsonObject:
    """Return the JSON object in ``line``; refuse anything else."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused(Problem.NOT_JSON) from None
    if not isinstance(row, dict):
        raise Refused(Problem.NOT_AN_OBJECT)
    return row


def read_person(row: JsonObject) -> Person:
    """Return the person in one object of ``people.jsonl``; raise Refused with the field at fault."""
    _known(row, _PERSON_FIELDS)
    return Person(
        id=fields.required(row, "id", 80),
        names=_names(fields.obj(row, "names")),
        gender=fields.choice(row, "gender", Gender) or Gender.OTHER,
        born=fields.date(row, "born"),
        custody=_custody(row),
        case=_case(row),
        recognised=fields.flag(row, "recognised"),
        note=fields.text(row, "note"),
        sources=fields.each(row, "sources", _citation),
    )


def write_person(person: Person) -> dict[str, object]:
    """Return the object that ``read_person`` reads back as the same person; absent facts are left out."""
    custody, case = person.custody, person.case
    row = {
        "id": person.id,
        "names": {language: list(spellings) for language, spellings in person.names.items()},
        "gender": "" if person.gender is Gender.OTHER else person.gender.value,
        "born": _iso(person.born),
        "status": "" if custody.status is Status.UNKNOWN else custody.status.value,
        "detained": _iso(custody.detained),
        "ends": _iso(custody.ends),
        "institution": custody.institution,
        "incommunicado_since": _iso(custody.incommunicado_since),
        "as_of": _iso(custody.as_of),
        "articles": list(case.articles),
        "sentence": _sentence_object(case.sentence),
        "verdict": _iso(case.verdict),
        "recognised": person.recognised,
        "note": person.note,
        "sources": [_citation_object(citation) for citation in person.sources],
    }
    return _present(row)


def read_news(row: JsonObject) -> Event:
    """Return the event in an object that somebody wrote: news always, for a correction begins with what was sent.

    Raises Refused with the field at fault.
    """
    _known(row, _NEWS_FIELDS)
    return read_event(row)


def read_event(row: JsonObject) -> Event:
    """Return the event in one object of ``events.jsonl``; raise Refused with the field at fault."""
    _known(row, _EVENT_FIELDS)
    kind = fields.choice(row, "kind", EventKind)
    if kind is None:
        raise Refused(Problem.MISSING, "kind")
    return Event(
        id=fields.required(row, "id", 80),
        kind=kind,
        date=fields.date(row, "date"),
        count=fields.number(row, "count"),
        women=fields.number(row, "women"),
        men=fields.number(row, "men"),
        people=fields.each(row, "people", lambda part, field: fields.required(part, field, LONGEST_NAME)),
        unmatched=fields.each(row, "unmatched", lambda part, field: fields.required(part, field, LONGEST_NAME)),
        ground=fields.choice(row, "ground", Ground),
        summary=_summary(fields.obj(row, "summary")),
        sources=fields.each(row, "sources", _citation),
        conflicts=fields.text(row, "conflicts"),
        certainty=fields.choice(row, "certainty", Certainty) or Certainty.CONFIRMED,
        revision=fields.number(row, "revision") or 1,
        act=fields.choice(row, "act", Act) or Act.ALERT,
    )


def write_event(event: Event) -> dict[str, object]:
    """Return the object that ``read_event`` reads back as the same event; absent facts are left out."""
    row = {
        "id": event.id,
        "kind": event.kind.value,
        "date": _iso(event.date),
        "count": event.count,
        "women": event.women,
        "men": event.men,
        "people": list(event.people),
        "unmatched": list(event.unmatched),
        "ground": event.ground.value if event.ground else "",
        "summary": dict(event.summary),
        "sources": [_citation_object(citation) for citation in event.sources],
        "conflicts": event.conflicts,
        "certainty": "" if event.certainty is Certainty.CONFIRMED else event.certainty.value,
        "revision": event.revision,
        "act": "" if event.act is Act.ALERT else event.act.value,
    }
    return _present(row)


def _known(row: JsonObject, names: frozenset[str]) -> None:
    unknown = sorted(set(row) - names)
    if unknown:
        raise Refused(Problem.UNKNOWN_FIELD, unknown[0], ", ".join(sorted(names)))


def _names(row: JsonObject) -> Names:
    names = {
        Language(fields.clean(language)): fields.each(
            row, language, lambda part, field: fields.text(part, field, LONGEST_NAME)
        )
        for language in row
    }
    kept = {language: tuple(filter(None, spellings)) for language, spellings in names.items()}
    found = {language: spellings for language, spellings in kept.items() if spellings}
    if not found:
        raise Refused(Problem.NO_NAME, "names")
    return found


def _custody(row: JsonObject) -> Custody:
    return Custody(
        status=fields.choice(row, "status", Status) or Status.UNKNOWN,
        detained=fields.date(row, "detained"),
        institution=fields.text(row, "institution"),
        ends=fields.date(row, "ends"),
        incommunicado_since=fields.date(row, "incommunicado_since"),
        as_of=fields.date(row, "as_of"),
    )


def _case(row: JsonObject) -> Case:
    sentence = fields.obj(row, "sentence")
    return Case(
        articles=fields.each(row, "articles", lambda part, field: fields.required(part, field, 40)),
        sentence=_sentence(sentence) if sentence else None,
        verdict=fields.date(row, "verdict"),
    )


def _sentence(row: JsonObject) -> Sentence:
    return Sentence(*(fields.number(row, unit, 1_000) or 0 for unit in ("years", "months", "days")))


def _sentence_object(sentence: Sentence | None) -> dict[str, int]:
    if sentence is None:
        return {}
    units = {"years": sentence.years, "months": sentence.months, "days": sentence.days}
    return {unit: count for unit, count in units.items() if count or unit == "years"}


def _citation(part: JsonObject, field: str) -> Citation:
    row = fields.obj(part, field)
    url = fields.required(row, "url")
    if not url.startswith(("https://", "http://")):
        raise Refused(Problem.WRONG_TYPE, f"{field}.url", "https://…")
    return Citation(url, fields.text(row, "publisher", 120), fields.date(row, "published"))


def _citation_object(citation: Citation) -> dict[str, object]:
    row = {"url": citation.url, "publisher": citation.publisher, "published": _iso(citation.published)}
    return _present(row)


def _summary(row: JsonObject) -> Mapping[Language, str]:
    texts = {Language(language): fields.text(row, language) for language in row}
    return {language: sentence for language, sentence in texts.items() if sentence}


def _iso(date: object) -> str:
    return "" if date is None else str(date)


def _present(row: Mapping[str, object]) -> dict[str, object]:
    return {field: value for field, value in row.items() if value not in (None, "", [], {})}
