"""What an editor corrects of an event, and what cannot be taken."""

from dataclasses import replace

import pytest

from domain import editing
from domain.dates import PartialDate
from domain.draft import correction_of
from domain.editing import Field
from domain.event import Certainty, Event, EventKind, Ground
from domain.language import Language
from domain.person import Citation
from domain.refusal import Problem, Refused

VIASNA = Citation("https://example.org/1", "Viasna")
REFORM = Citation("https://example.org/2", "reform.news")
BE, RU = Language("be"), Language("ru")
EVENT = Event(
    "e", EventKind.RELEASE, PartialDate(2026, 11, 1), 2, people=("viasna:1",), unmatched=("Ян",), sources=(VIASNA,)
)

TAKEN: dict[str, tuple[Field, str, dict[str, object]]] = {
    "a kind": (Field.KIND, "death", {"kind": EventKind.DEATH}),
    "a day": (Field.DATE, "2026-11-02", {"date": PartialDate(2026, 11, 2)}),
    "a month": (Field.DATE, " 2026-10 ", {"date": PartialDate(2026, 10)}),
    "a day as people write it": (Field.DATE, "2.11.2026", {"date": PartialDate(2026, 11, 2)}),
    "no day": (Field.DATE, "", {"date": None}),
    "a number": (Field.COUNT, "37", {"count": 37}),
    "a number in groups": (Field.COUNT, "1\u00a0131", {"count": 1131}),
    "nobody of them": (Field.WOMEN, "0", {"women": 0}),
    "men": (Field.MEN, "5", {"men": 5}),
    "no number": (Field.COUNT, "", {"count": None}),
    "grounds": (Field.GROUND, "full_term", {"ground": Ground.FULL_TERM}),
    "certainty": (Field.CERTAINTY, "unconfirmed", {"certainty": Certainty.UNCONFIRMED}),
}


@pytest.mark.parametrize("case", TAKEN)
def test_one_field_is_corrected_and_nothing_else(case: str) -> None:
    field, value, changes = TAKEN[case]
    assert editing.with_value(EVENT, field, value) == replace(EVENT, **changes)  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Field, str, Problem]] = {
    "no kind": (Field.KIND, "", Problem.MISSING),
    "gossip": (Field.KIND, "gossip", Problem.NOT_A_CHOICE),
    "no such day": (Field.DATE, "31.02.2026", Problem.NOT_A_DATE),
    "words for a day": (Field.DATE, "учора", Problem.NOT_A_DATE),
    "words for a number": (Field.COUNT, "many", Problem.WRONG_TYPE),
    "less than nobody": (Field.COUNT, "-1", Problem.WRONG_TYPE),
    "more than there are": (Field.COUNT, "99999999999999999999", Problem.WRONG_TYPE),
    "other digits": (Field.COUNT, "³٣", Problem.WRONG_TYPE),
    "no such grounds": (Field.GROUND, "luck", Problem.NOT_A_CHOICE),
    "people": (Field.PEOPLE, "viasna:1", Problem.UNKNOWN_FIELD),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_with_its_field(case: str) -> None:
    field, value, problem = REFUSED[case]
    with pytest.raises(Refused) as refused:
        editing.with_value(EVENT, field, value)
    assert (refused.value.refusal.problem, refused.value.refusal.field) == (problem, field)


def test_a_sentence_stands_in_its_language_alone() -> None:
    told = editing.with_text(editing.with_text(EVENT, BE, "Выйшаў\n на волю."), RU, "Вышел.")
    assert told.summary == {BE: "Выйшаў на волю.", RU: "Вышел."}
    assert editing.with_text(told, BE, "").summary == {RU: "Вышел."}
    with pytest.raises(Refused):
        editing.with_text(EVENT, BE, "х" * 1_001)


def test_people_come_and_go() -> None:
    more = editing.with_person(editing.with_person(EVENT, "viasna:2"), "viasna:1")
    assert more.people == ("viasna:1", "viasna:2")
    assert editing.without_person(more, 0).people == ("viasna:2",)
    assert editing.without_person(more, 9) == more
    named = editing.with_name(EVENT, "  Пётр\u202e ")
    assert named.unmatched == ("Ян", "Пётр")
    assert editing.without_name(named, 0).unmatched == ("Пётр",)
    matched = editing.matched_to(named, 1, "viasna:3")
    assert (matched.people, matched.unmatched) == (("viasna:1", "viasna:3"), ("Ян",))
    with pytest.raises(Refused):
        editing.with_name(EVENT, "х" * 121)


def test_a_source_is_an_address_and_a_publisher() -> None:
    assert editing.source_in(" HTTPS://Example.org/a?b&c  reform.news  today") == Citation(
        "https://Example.org/a?b&c", "reform.news today"
    )
    two = editing.with_source(EVENT, REFORM)
    assert two.sources == (VIASNA, REFORM)
    assert editing.with_source(two, replace(VIASNA, publisher="“Viasna”")).sources[1].publisher == "“Viasna”"
    assert editing.without_source(two, 0).sources == (REFORM,)


NO_SOURCE = (
    "Viasna",
    "https://example.org/1",
    "http://example.org/1 Viasna",
    "https:// Viasna",
    "javascript:x Viasna",
    "https://x Viasna",
    "https://" + "x." * 600 + "org Viasna",
    "https://example.org/1 " + "V" * 121,
)


@pytest.mark.parametrize("typed", NO_SOURCE)
def test_what_is_no_source_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        editing.source_in(typed)
    assert refused.value.refusal.problem in {Problem.WRONG_TYPE, Problem.TOO_LONG}


SHOUTED = replace(REFORM, publisher="VIASNA")
SURE = replace(EVENT, unmatched=())
VOUCHED = replace(SURE, certainty=Certainty.CONFIRMED)
CLAIMED = replace(SURE, certainty=Certainty.UNCONFIRMED)

HONEST: dict[str, tuple[Event, Event, Certainty]] = {
    "one source, as claimed": (SURE, CLAIMED, Certainty.UNCONFIRMED),
    "two publishers": (editing.with_source(SURE, REFORM), CLAIMED, Certainty.CONFIRMED),
    "one publisher twice": (editing.with_source(SURE, SHOUTED), CLAIMED, Certainty.UNCONFIRMED),
    "the reports vouch for it": (SURE, VOUCHED, Certainty.CONFIRMED),
    "they vouch for another kind": (SURE, replace(VOUCHED, kind=EventKind.TRANSFER), Certainty.UNCONFIRMED),
    "a wave without names": (replace(SURE, people=()), CLAIMED, Certainty.CONFIRMED),
    "a bare name": (replace(SURE, people=(), unmatched=("Ян",)), CLAIMED, Certainty.UNCONFIRMED),
    "a death": (replace(SURE, kind=EventKind.DEATH), CLAIMED, Certainty.UNCONFIRMED),
    "a transfer": (replace(SURE, kind=EventKind.TRANSFER), CLAIMED, Certainty.CONFIRMED),
}  # fmt: skip


@pytest.mark.parametrize("case", HONEST)
def test_nothing_stays_confirmed_that_nothing_confirms(case: str) -> None:
    event, claimed, certainty = HONEST[case]
    assert editing.kept_honest(event, claimed).certainty is certainty
    assert editing.may_confirm(event, claimed) is (certainty is Certainty.CONFIRMED)
    unsure = replace(event, certainty=Certainty.UNCONFIRMED)
    assert editing.kept_honest(unsure, claimed) == unsure, "what an editor doubts stays unconfirmed"


def test_what_was_sent_vouches_for_its_correction_as_long_as_its_sources_stay() -> None:
    sent = correction_of(VOUCHED)
    sure = replace(sent, date=PartialDate(2026, 10, 31))
    assert editing.may_confirm(sure, sent)
    assert editing.may_confirm(editing.with_source(sure, REFORM), sent)
    assert editing.kept_honest(editing.without_source(sure, 0), sent).certainty is Certainty.UNCONFIRMED
    assert not editing.may_confirm(replace(sure, kind=EventKind.DEATH), sent)


def test_a_source_that_goes_takes_the_certainty_along() -> None:
    sure = editing.with_source(SURE, REFORM)
    assert editing.kept_honest(editing.without_source(sure, 1), CLAIMED).certainty is Certainty.UNCONFIRMED
