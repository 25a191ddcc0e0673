"""Reports of one event become one proposal, those of two events never do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.person import Citation
from domain.quarantine import Bundle, bundled, queue_of
from domain.report import Quarantined, Report
from domain.trust import Tier
from tests.clock import START

JAN = ("viasna:1",)
DAY = PartialDate(2026, 11, 1)


def event(date: PartialDate | None = DAY, **changes: object) -> Event:
    release = Event("e", EventKind.RELEASE, date, people=JAN, sources=(Citation("https://example.org/1", "Viasna"),))
    return replace(release, **changes)  # type: ignore[arg-type]


def reported(number: int, claim: Event, source: str = "", days: int = 0) -> Quarantined:
    seen = START + timedelta(days=days)
    return Quarantined(number, Report(f"r{number}", source or f"source-{number}", seen, claim))


def together(one: Event, other: Event, source: str = "", days: int = 0) -> bool:
    return len(bundled([reported(1, one, source), reported(2, other, source, days)])) == 1


ONE_EVENT: dict[str, tuple[Event, Event]] = {
    "the same day": (event(), event()),
    "a month and a day of it": (event(PartialDate(2026, 11)), event()),
    "two days of a week": (event(), event(PartialDate(2026, 11, 3))),
    "no day and a day": (event(None), event()),
    "a wave of one day": (event(people=(), count=37), event(people=(), count=38)),
    "names nobody has matched": (event(people=(), unmatched=("Ян",)), event(None, people=(), unmatched=("Ян",))),
}
TWO_EVENTS: dict[str, tuple[Event, Event]] = {
    "two kinds": (event(), event(kind=EventKind.DEATH)),
    "two people": (event(), event(people=("viasna:2",))),
    "one of them and both": (event(), event(people=("viasna:1", "viasna:2"))),
    "two weeks": (event(), event(PartialDate(2026, 11, 15))),
    "two months": (event(PartialDate(2026, 10)), event(PartialDate(2026, 11))),
    "waves of two days": (event(people=(), count=37), event(PartialDate(2026, 11, 2), people=(), count=37)),
    "waves without a day": (event(None, people=()), event(None, people=())),
}


@pytest.mark.parametrize("case", ONE_EVENT)
def test_reports_of_one_event_are_bundled(case: str) -> None:
    one, other = ONE_EVENT[case]
    assert together(one, other)
    assert together(other, one)


@pytest.mark.parametrize("case", TWO_EVENTS)
def test_reports_of_two_events_stay_apart(case: str) -> None:
    one, other = TWO_EVENTS[case]
    assert not together(one, other)
    assert not together(other, one)


def test_one_source_that_dates_two_events_means_two() -> None:
    assert not together(event(), event(PartialDate(2026, 11, 3)), "viasna-register")
    assert not together(event(None), event(None), "viasna-register")
    assert together(event(), event(), "viasna-register")


def test_what_one_source_tells_apart_stays_apart_beside_another_source() -> None:
    verdicts = [event(kind=EventKind.CONVICTION, date=PartialDate(2026, 11, day)) for day in (1, 2, 5)]
    sources = ("charter97", "viasna-register", "viasna-register")
    waiting = [reported(number, *each) for number, each in enumerate(zip(verdicts, sources, strict=True), 1)]
    assert [bundle.numbers for bundle in bundled(waiting)] == [(1, 2), (3,)]


def test_without_a_date_only_what_was_seen_in_one_week_is_one_event() -> None:
    assert together(event(None), event(None), days=7)
    assert not together(event(None), event(None), days=8)


def test_the_merged_event_has_every_citation_and_the_differences_side_by_side() -> None:
    reform = Citation("https://example.org/2", "reform.news")
    claims = (
        event(PartialDate(2026, 11), count=14),
        event(PartialDate(2026, 11, 2), sources=(reform,), count=13, women=3),
        event(PartialDate(2026, 11, 3), sources=()),
    )
    [bundle] = bundled([reported(number, claim) for number, claim in enumerate(claims, 1)])
    merged = bundle.event
    assert [citation.publisher for citation in merged.sources] == ["Viasna", "reform.news"]
    assert (merged.id, str(merged.date), merged.count, merged.women) == ("e", "2026-11-02", 14, 3)
    assert merged.conflicts == (
        "2026-11: Viasna; 2026-11-02: reform.news; 2026-11-03: source-3; 14: Viasna; 13: reform.news"
    )


def test_reports_that_agree_have_no_conflicts() -> None:
    [bundle] = bundled([reported(1, event(PartialDate(2026))), reported(2, event(None)), reported(3, event())])
    assert bundle.event.conflicts == ""
    assert bundle.event.date == DAY


def test_one_trusted_report_is_proposed_as_it_is() -> None:
    claim = event(conflicts="They differ.", count=3)
    assert bundled([_on_the_word_of(reported(1, claim), Tier.TRUSTED)])[0].event == claim


def test_one_outlet_alone_leaves_an_event_unconfirmed_two_confirm_it() -> None:
    first, second = reported(1, event()), reported(2, event())
    assert Bundle((first,)).event.certainty is Certainty.UNCONFIRMED
    assert Bundle((first, second)).event.certainty is Certainty.CONFIRMED


def test_what_an_editor_corrected_is_proposed_whatever_the_reports_say() -> None:
    corrected = event(count=2)
    bundle = Bundle((replace(reported(1, event(count=3)), edited=corrected), reported(2, event(count=3))))
    assert bundle.event == corrected


def test_reports_that_an_editor_joined_are_one_bundle() -> None:
    other = replace(reported(2, event(people=("viasna:2",))), joined=1)
    assert [each.numbers for each in bundled([reported(1, event()), other])] == [(1, 2)]


def _on_the_word_of(quarantined: Quarantined, tier: Tier) -> Quarantined:
    return replace(quarantined, report=replace(quarantined.report, tier=tier))


def test_the_stamp_differs_as_soon_as_another_report_joins() -> None:
    members = (reported(1, event()), reported(2, event()))
    assert Bundle(members).stamp != Bundle(members[:1]).stamp
    assert Bundle(members).stamp == Bundle(members).stamp


def test_the_queue_goes_on_where_a_report_left_it() -> None:
    waiting = [reported(number, event(people=(f"viasna:{number}",))) for number in range(1, 6)]
    left = queue_of([each for each in waiting if each.number not in {3, 5}], 10)
    assert left.length == 10
    assert left.place_of(4) == 2
    assert left.place_of(3) is None
    assert left.place_after(waiting[2]) == 2
    assert left.place_after(waiting[4]) == 0, "after the last comes the first"


def test_a_report_seen_later_stands_later_whatever_its_number() -> None:
    first, second = reported(2, event(), days=0), reported(1, event(kind=EventKind.DEATH), days=1)
    assert queue_of([second], 1).place_after(first) == 0
    assert queue_of([first, second], 2).place_after(first) == 1
