"""What a confirmed event makes of custody."""

from datetime import date

import pytest

from domain.consequence import custody_after, custody_taken_back
from domain.dates import PartialDate
from domain.event import Act, Certainty, Event, EventKind
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


def test_what_is_taken_back_changes_nobody() -> None:
    held = Custody(Status.IMPRISONED)
    assert custody_after(Event("e", EventKind.RELEASE, EVENT_DAY, act=Act.CANCEL), held, TODAY) == held


@pytest.mark.parametrize("day", [EVENT_DAY, None])
@pytest.mark.parametrize("kind", [EventKind.RELEASE, EventKind.DEATH])
def test_what_came_of_a_wrong_report_is_no_longer_said(kind: EventKind, day: PartialDate | None) -> None:
    was = Event("e", kind, day)
    held = Custody(Status.IMPRISONED, institution="colony-4", as_of=PartialDate(2026, 1))
    told = custody_after(was, held, TODAY)
    assert custody_taken_back(was, told, TODAY, held) == held
    taken_back = custody_taken_back(was, told, TODAY, None)
    assert taken_back == Custody(Status.UNKNOWN)
    assert custody_after(Event("e", EventKind.RELEASE, EVENT_DAY), taken_back, TODAY).status is Status.RELEASED


@pytest.mark.parametrize(
    ("was", "custody"),
    [
        (Event("e", EventKind.RELEASE, EVENT_DAY), Custody(Status.RELEASED, as_of=PartialDate(2025))),
        (Event("e", EventKind.RELEASE, EVENT_DAY), Custody(Status.DETAINED, as_of=EVENT_DAY)),
        (Event("e", EventKind.DEATH, EVENT_DAY), Custody(Status.RELEASED, as_of=EVENT_DAY)),
        (Event("e", EventKind.TRANSFER, EVENT_DAY), Custody(Status.RELEASED, as_of=EVENT_DAY)),
        (
            Event("e", EventKind.RELEASE, EVENT_DAY, certainty=Certainty.UNCONFIRMED),
            Custody(Status.RELEASED, as_of=EVENT_DAY),
        ),
    ],
)
def test_what_the_register_has_from_elsewhere_stays(was: Event, custody: Custody) -> None:
    assert custody_taken_back(was, custody, TODAY, Custody(Status.IMPRISONED)) == custody
