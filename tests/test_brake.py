"""What is unusual enough for a third editor."""

from dataclasses import replace

import pytest

from domain.brake import MOST_RELEASES, Worry, editors_needed, worries
from domain.dates import PartialDate
from domain.event import Act, Event, EventKind
from domain.person import Custody, Status

DAY = PartialDate(2026, 11, 20)
RELEASE = Event("e", EventKind.RELEASE, DAY, people=("viasna:1",))
HELD = Custody(Status.IMPRISONED, as_of=PartialDate(2026, 11, 1))
LONG_OUT = Custody(Status.EXILED, as_of=PartialDate(2025, 9, 11))
DEAD = Custody(Status.DIED, as_of=PartialDate(2025))

USUAL: dict[str, tuple[Event, Custody]] = {
    "somebody held": (RELEASE, HELD),
    "somebody whom the register has out since that day": (RELEASE, replace(LONG_OUT, as_of=DAY)),
    "or since that month": (RELEASE, replace(LONG_OUT, as_of=PartialDate(2026, 11))),
    "or later": (RELEASE, replace(LONG_OUT, as_of=PartialDate(2026, 11, 25))),
    "somebody out nobody knows since when": (RELEASE, replace(LONG_OUT, as_of=None)),
    "a new case of somebody who was out": (replace(RELEASE, kind=EventKind.CONVICTION), LONG_OUT),
    "a death of somebody who was out": (replace(RELEASE, kind=EventKind.DEATH), LONG_OUT),
    "a number": (replace(RELEASE, kind=EventKind.NUMBERS), DEAD),
}
UNUSUAL: dict[str, tuple[Event, Custody]] = {
    "somebody out since long": (RELEASE, LONG_OUT),
    "a pardon of somebody out since long": (replace(RELEASE, kind=EventKind.PARDON), LONG_OUT),
    "a release without a date": (replace(RELEASE, date=None), LONG_OUT),
    "a death told before": (replace(RELEASE, kind=EventKind.DEATH), DEAD),
    "a verdict against somebody dead": (replace(RELEASE, kind=EventKind.CONVICTION), DEAD),
}


@pytest.mark.parametrize("case", USUAL)
def test_this_is_usual(case: str) -> None:
    event, custody = USUAL[case]
    assert not worries(event, [HELD, custody], [])


@pytest.mark.parametrize("case", UNUSUAL)
def test_this_is_told_of_somebody_it_cannot_happen_to(case: str) -> None:
    event, custody = UNUSUAL[case]
    assert worries(event, [HELD, custody], []) == {Worry.ALREADY_FREE}


def test_many_named_releases_within_an_hour_are_unusual_and_nothing_else_is() -> None:
    many = [replace(RELEASE, id=f"r{number}") for number in range(MOST_RELEASES)]
    assert worries(RELEASE, [HELD], many) == {Worry.MANY_RELEASES}
    assert not worries(RELEASE, [HELD], many[1:])
    assert not worries(replace(RELEASE, people=()), [], many)
    assert not worries(replace(RELEASE, kind=EventKind.TRANSFER), [HELD], many)
    assert not worries(RELEASE, [HELD], [replace(each, people=()) for each in many])


def test_whatever_the_worries_one_more_editor_is_enough() -> None:
    assert [editors_needed(2, frozenset(found)) for found in ((), (Worry.ALREADY_FREE,), tuple(Worry))] == [2, 3, 3]


def test_a_retraction_waits_for_no_third_editor() -> None:
    many = [replace(RELEASE, id=f"r{number}") for number in range(MOST_RELEASES)]
    assert not worries(replace(RELEASE, act=Act.CANCEL), [LONG_OUT], many)
