"""Two records of one person: the newer fact wins, an absent fact never erases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.dates import PartialDate
from domain.event import EventKind, Ground
from domain.language import ENGLISH, Language
from domain.merging import merged
from domain.person import Case, Citation, Custody, Gender, Person, Sentence, Status
from domain.register import Entry, Standing, applied, claims, is_first, shrank

SEEN = datetime(2026, 11, 23, 12, tzinfo=UTC)
RU = Language("ru")
HELD = Person(
    "viasna:1",
    {ENGLISH: ("Jan Vydumany",)},
    Gender.MALE,
    PartialDate(1990, 2, 28),
    Custody(Status.IMPRISONED, PartialDate(2024, 3, 1), "colony-4", as_of=PartialDate(2026, 5, 1)),
    Case(("342",), Sentence(2, 6), PartialDate(2024, 5, 5)),
    recognised=True,
    sources=(Citation("https://example.org/en/1"),),
)
BARE = Person("viasna:1", {RU: ("Ян Выдуманный",)})


def held(**facts: object) -> Person:
    return replace(HELD, custody=replace(HELD.custody, **facts))  # type: ignore[arg-type]


def sentenced(**facts: object) -> Person:
    return replace(HELD, case=replace(HELD.case, **facts))  # type: ignore[arg-type]


def kinds(before: Person | None, after: Person, standing: Standing = Standing.ACTIVE) -> list[EventKind]:
    entry = Entry(after, standing)
    return [report.event.kind for report in claims(before, applied(before, entry), entry, SEEN)]


def test_an_export_in_another_language_adds_its_names_and_erases_nothing() -> None:
    after = merged(HELD, BARE)
    assert after == replace(HELD, names={ENGLISH: ("Jan Vydumany",), RU: ("Ян Выдуманный",)})


def test_a_new_spelling_is_shown_first_and_the_old_one_still_finds() -> None:
    after = merged(HELD, replace(HELD, names={ENGLISH: ("Jan Vydumanny",)}))
    assert after.names == {ENGLISH: ("Jan Vydumanny", "Jan Vydumany")}


def test_newer_facts_win_and_older_ones_only_fill_gaps() -> None:
    newer = replace(held(institution="prison-8", as_of=PartialDate(2026, 6)), note="New.")
    older = replace(held(institution="sizo-1", as_of=PartialDate(2025, 6)), note="Old.")
    assert merged(HELD, newer).custody.institution == "prison-8"
    assert merged(HELD, older) == replace(HELD, note="Old.")


def test_the_same_facts_on_a_later_day_change_nothing() -> None:
    assert merged(HELD, held(as_of=PartialDate(2026, 11, 23))) is HELD


@pytest.mark.parametrize("facts", [BARE, HELD, held(status=Status.RELEASED, as_of=PartialDate(2027))])
def test_merging_again_changes_nothing(facts: Person) -> None:
    once = merged(HELD, facts)
    assert merged(once, facts) is once


def test_a_year_does_not_replace_the_day_in_it() -> None:
    assert merged(HELD, replace(HELD, born=PartialDate(1990))).born == PartialDate(1990, 2, 28)
    assert merged(HELD, replace(HELD, born=PartialDate(1991))).born == PartialDate(1991)


def test_released_does_not_undo_exiled() -> None:
    exiled = held(status=Status.EXILED)
    assert merged(exiled, held(status=Status.RELEASED)).custody.status is Status.EXILED


def test_somebody_former_is_held_no_longer_even_without_a_reason() -> None:
    former = Entry(held(status=Status.UNKNOWN), Standing.FORMER)
    after = applied(HELD, former)
    assert after.custody.status is Status.UNKNOWN
    assert applied(after, former) is after


def test_an_old_export_does_not_free_anybody() -> None:
    former = Entry(held(status=Status.UNKNOWN, as_of=PartialDate(2020)), Standing.FORMER)
    assert applied(HELD, former) is HELD


def test_a_starter_set_in_the_store_does_not_make_the_first_register_news() -> None:
    assert is_first(known=88, listed=8_696)
    assert not is_first(known=8_689, listed=8_696)


def test_a_register_may_lose_a_tenth() -> None:
    assert not shrank(known=100, listed=90)
    assert shrank(known=100, listed=89)


@pytest.mark.parametrize(
    ("after", "standing", "expected"),
    [
        (HELD, Standing.ACTIVE, []),
        (held(institution="prison-8"), Standing.ACTIVE, [EventKind.TRANSFER]),
        (held(institution="a detention centre"), Standing.ACTIVE, [EventKind.TRANSFER]),
        (held(status=Status.DIED), Standing.ACTIVE, [EventKind.DEATH]),
        (held(status=Status.RELEASED), Standing.FORMER, [EventKind.RELEASE]),
        (held(status=Status.UNKNOWN), Standing.FORMER, [EventKind.RELEASE]),
        (held(status=Status.RELEASED, ends=PartialDate(2019, 1, 1)), Standing.FORMER, []),
        (sentenced(sentence=Sentence(3)), Standing.ACTIVE, [EventKind.ADDED_SENTENCE]),
        (sentenced(sentence=Sentence(2)), Standing.ACTIVE, []),
        (
            sentenced(articles=("342", "411"), verdict=PartialDate(2026, 9, 1)),
            Standing.ACTIVE,
            [EventKind.ADDED_SENTENCE],
        ),
        (sentenced(sentence=Sentence(5), verdict=PartialDate(2026, 9, 1)), Standing.ACTIVE, [EventKind.CONVICTION]),
    ],
)
def test_what_changed_becomes_a_claim(after: Person, standing: Standing, expected: list[EventKind]) -> None:
    before = HELD if after.case.verdict != HELD.case.verdict else sentenced(verdict=PartialDate(2026, 5, 5))
    fresh = (
        after
        if after.case.verdict != HELD.case.verdict
        else replace(after, case=replace(after.case, verdict=PartialDate(2026, 5, 5)))
    )
    assert kinds(before, fresh, standing) == expected


def test_words_in_two_languages_are_no_transfer() -> None:
    assert kinds(held(institution="a detention centre"), held(institution="изолятор")) == []


def test_a_first_verdict_is_a_conviction() -> None:
    untried = replace(HELD, case=Case(("342",)))
    assert kinds(untried, sentenced(verdict=PartialDate(2026, 9))) == [EventKind.CONVICTION]


def test_a_verdict_of_years_ago_is_a_gap_filled_in() -> None:
    assert kinds(replace(HELD, case=Case()), sentenced(verdict=PartialDate(2021))) == []


def test_recognition_is_claimed_of_those_newly_listed_and_newly_recognised() -> None:
    assert kinds(None, HELD) == [EventKind.RECOGNITION]
    assert kinds(replace(HELD, recognised=False), HELD) == [EventKind.RECOGNITION]
    assert kinds(None, replace(HELD, recognised=False), Standing.NEVER) == []


def test_a_release_says_its_day_and_only_a_ground_that_is_told() -> None:
    out = held(status=Status.RELEASED, ends=PartialDate(2026, 11, 20))
    for ground in (None, Ground.FULL_TERM):
        (report,) = claims(HELD, out, Entry(out, Standing.FORMER, ground, "status: former"), SEEN)
        assert (report.event.ground, report.event.date) == (ground, PartialDate(2026, 11, 20))
        assert report.event.people == ("viasna:1",)
        assert report.excerpt == "status: former"


def test_the_same_change_met_again_is_the_same_report() -> None:
    out = held(status=Status.RELEASED, ends=PartialDate(2026, 11, 20))
    entry = Entry(out, Standing.FORMER)
    (first,) = claims(HELD, out, entry, SEEN)
    (again,) = claims(HELD, out, entry, SEEN + timedelta(days=1))
    assert first.id == again.id


def test_a_day_to_come_is_not_the_day_of_release() -> None:
    ahead = held(status=Status.UNKNOWN, ends=PartialDate(date.max.year))
    (report,) = claims(HELD, ahead, Entry(ahead, Standing.FORMER), SEEN)
    assert report.event.date is None
