"""What a confirmed event makes of custody."""

from datetime import date

import pytest

from domain.consequence import custody_after
from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.person import Custody, Status

TODAY = date(2026, 3, 2)
EVENT_DAY = PartialDate(2026, 3, 1)


def after(kind: EventKind, custody: Custody) -> Custody:
    return custody_after(Event("e", kind, EVENT_DAY), custody, TODAY)


def test_a_release_frees_whoever_is_held() -> None:
    held = Custody(Status.IMPRISONED, institution="colony-4", ends=PartialDate(2030), as_of=PartialDate(2026, 3, 2))
    assert after(EventKind.RELEASE, held) == Custody(Status.RELEASED, as_of=EVENT_DAY)


@pytest.mark.parametrize("status", [Status.EXILED, Status.DIED, Status.RELEASED])
def test_a_release_changes_nobody_who_is_out(status: Status) -> None:
    out = Custody(status, as_of=PartialDate(2025))
    assert after(EventKind.RELEASE, out) == out


def test_a_release_says_nothing_of_a_later_detention() -> None:
    anew = Custody(Status.DETAINED, detained=PartialDate(2026, 3, 2))
    assert after(EventKind.RELEASE, anew) == anew


def test_a_death_ends_everything() -> None:
    assert after(EventKind.DEATH, Custody(Status.RELEASED)).status is Status.DIED


@pytest.mark.parametrize("kind", [EventKind.PARDON, EventKind.CONVICTION, EventKind.TRANSFER])
def test_a_pardon_is_not_a_release(kind: EventKind) -> None:
    held = Custody(Status.IMPRISONED, institution="colony-4")
    assert after(kind, held) == held


def test_without_a_date_it_counts_from_today() -> None:
    freed = custody_after(Event("e", EventKind.RELEASE), Custody(Status.IMPRISONED), TODAY)
    assert freed.as_of == PartialDate.of(TODAY)
