"""Reports of one event become one proposal, those of two events never do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.dates import PartialDate
from domain.draft import correction_of
from domain.event import Certainty, Event, EventKind, EventState, Filed
from domain.person import Citation
from domain.quarantine import Bundle, bundled, may_be_same, queue_of
from domain.report import ANNOUNCE, Quarantined, Report, begun_correction
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


def test_what_joins_later_finds_the_whole_and_parts_as_it_came() -> None:
    """3 was joined to 2, then 2 to 1 with all that was found alike by itself (4): taken apart, 3 stays with 2."""
    people = (("viasna:1",), ("viasna:2",), ("viasna:3",), ("viasna:2",))
    one, two, three, four = (reported(number, event(people=each)) for number, each in enumerate(people, 1))
    three = replace(three, joined=2)
    [_, second] = bundled([one, two, three, four])
    assert second.numbers == (2, 3, 4)
    assert second.unjoined == (2, 4)
    joined = [one, replace(two, joined=1), three, replace(four, joined=1)]
    [whole] = bundled(joined)
    assert whole.numbers == (1, 2, 3, 4)
    assert [part.numbers for part in whole.parts] == [(2, 4), (3,)]
    apart = [replace(each, joined=None) if each.number in {2, 4} else each for each in joined]
    assert [each.numbers for each in bundled(apart)] == [(1,), (2, 3, 4)]


def test_a_report_joined_to_one_that_waits_no_more_stands_by_itself() -> None:
    assert [each.numbers for each in bundled([replace(reported(2, event()), joined=1)])] == [(2,)]


def test_joined_reports_name_everybody_and_keep_the_kind_of_the_first() -> None:
    pardon = event(kind=EventKind.PARDON, people=(), count=37)
    release = event(people=("viasna:1", "viasna:2"), unmatched=("Ян",), count=38)
    [bundle] = bundled([reported(1, pardon), replace(reported(2, release), joined=1)])
    merged = bundle.event
    assert (merged.kind, merged.people, merged.unmatched) == (EventKind.PARDON, ("viasna:1", "viasna:2"), ("Ян",))
    assert merged.conflicts == "37: Viasna; 38: Viasna"


def test_who_is_named_by_one_outlet_alone_is_not_confirmed_by_another_report() -> None:
    wave = _on_the_word_of(reported(1, event(people=(), count=2)), Tier.TRUSTED)
    named = replace(reported(2, event()), joined=1)
    assert Bundle((wave, named)).event.certainty is Certainty.UNCONFIRMED
    again = replace(reported(3, event()), joined=1)
    assert Bundle((wave, named, again)).event.certainty is Certainty.CONFIRMED


def test_whoever_reports_a_pardon_does_not_confirm_a_release() -> None:
    release = reported(1, event())
    pardon = _on_the_word_of(replace(reported(2, event(kind=EventKind.PARDON)), joined=1), Tier.TRUSTED)
    assert Bundle((release, pardon)).event.certainty is Certainty.UNCONFIRMED


def test_what_an_editor_begins_is_told_apart_from_everything() -> None:
    wave = event(people=())
    begun = [reported(1, wave, ANNOUNCE), reported(2, wave, ANNOUNCE), reported(3, wave)]
    assert [each.numbers for each in bundled(begun)] == [(1,), (2,), (3,)]
    assert [each.is_begun for each in bundled(begun)] == [True, True, False]
    joined = [begun[2], replace(reported(4, wave, ANNOUNCE), joined=3)]
    assert [(each.numbers, each.is_begun) for each in bundled(joined)] == [((3, 4), False)]


def test_a_correction_is_as_sure_as_what_was_sent_and_told_apart_from_everything() -> None:
    sent = Filed(12, event(certainty=Certainty.CONFIRMED), EventState.CONFIRMED)
    correction = Quarantined(2, begun_correction(sent, START))
    queue = queue_of([reported(1, event()), correction, reported(3, event())], 3)
    assert [each.numbers for each in queue.bundles] == [(1, 3), (2,)]
    assert queue.bundles[1].event == correction_of(sent.event)
    assert queue.bundles[1].is_begun
    assert not queue.alike(0)
    assert not queue.alike(1)


MAY_BE_SAME: dict[str, tuple[Event, Event]] = {
    "two people and one of them": (event(people=("viasna:1", "viasna:2")), event()),
    "a wave and a name": (event(people=(), count=37), event()),
    "a pardon and a release": (event(kind=EventKind.PARDON), event()),
    "a day and no day": (event(), event(None)),
    "days of one week": (event(people=()), event(PartialDate(2026, 11, 7), people=())),
    "two spellings": (event(people=(), unmatched=("Ян",)), event(people=(), unmatched=("Jan",))),
}
MAY_NOT: dict[str, tuple[Event, Event]] = {
    "two people": (event(), event(people=("viasna:2",))),
    "a release and a death": (event(), event(kind=EventKind.DEATH)),
    "two weeks": (event(people=()), event(PartialDate(2026, 11, 15), people=())),
    "two years": (event(PartialDate(2025)), event()),
}


@pytest.mark.parametrize("case", [*MAY_BE_SAME, *MAY_NOT])
def test_an_editor_is_offered_what_may_be_the_same(case: str) -> None:
    one, other = {**MAY_BE_SAME, **MAY_NOT}[case]
    bundles = [Bundle((reported(number, each),)) for number, each in enumerate((one, other))]
    assert may_be_same(*bundles) is may_be_same(*reversed(bundles)) is (case in MAY_BE_SAME)


def test_five_are_offered_at_most_and_by_what_an_editor_corrected() -> None:
    waiting = [reported(number, event(people=(f"viasna:{number}",))) for number in range(1, 9)]
    assert not queue_of(waiting, 8).alike(0)
    corrected = [replace(each, edited=event(people=())) for each in waiting]
    assert [each.number for each in queue_of([waiting[0], *corrected[1:]], 8).alike(0)] == [2, 3, 4, 5, 6]


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
