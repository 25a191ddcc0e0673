"""Waves and figures by month: what is added up, what is kept apart, and the known sums of the starter data."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, Ground
from domain.person import Citation
from domain.records import read_event
from domain.tally import figure, headcount, months, newest_first
from domain.waves import is_wave, waves
from tests.house.tree import ROOT

DAY = PartialDate(2026, 3, 19)


def starter() -> Sequence[Event]:
    lines = (ROOT / "data" / "events.jsonl").read_text("utf-8").splitlines()
    return [read_event(json.loads(line)) for line in lines]


def release(number: int | None, *names: str, **facts: object) -> Event:
    told = Event(f"release-{number}-{'-'.join(names)}", EventKind.RELEASE, DAY, count=number, people=names)
    return replace(told, **facts)  # type: ignore[arg-type]


def unconfirmed(event: Event) -> Event:
    return replace(event, id=f"{event.id}-unconfirmed", certainty=Certainty.UNCONFIRMED)


def test_the_starter_data_have_twenty_four_waves() -> None:
    told = waves(starter())
    assert len(told.events) == 24
    assert (told.pardoned.people, told.pardoned.at_least) == (355, False)
    assert (told.released.people, told.released.at_least) == (497, True)
    assert [str(event.date) for event in told.events[:2]] == ["2026-04-28", "2026-03-19"]
    assert [str(event.date) for event in told.events if str(event.date).startswith("2024-12")] == [
        "2024-12-28",
        "2024-12",
    ]


def test_the_starter_data_by_month() -> None:
    told = {str(month.when): month.figures for month in months(starter())}
    assert list(told)[:4] == ["2026-04", "2026-03", "2026-02", "2025-12"]
    assert {kind.value: each.people for kind, each in told["2026-03"].items()} == {"release": 250, "pardon": 18}
    assert {kind.value: each.people for kind, each in told["2024-12"].items()} == {"pardon": 49}
    assert told["2026-04"][EventKind.RELEASE].at_least
    assert {str(month.when): [each.count for each in month.lists] for month in months(starter()) if month.lists} == {
        "2025-01": [1_258],
        "2024-05": [1_385],
        "2024-03": [1_417],
    }
    assert sum(each.people for figures in told.values() for each in figures.values()) == 355 + 497 + 1


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Event("p", EventKind.PARDON, count=1), True),
        (release(1, "a", ground=Ground.PARDON), True),
        (release(1, "a", ground=Ground.EXCHANGE), True),
        (release(3, ground=Ground.FULL_TERM), False),
        (release(None, "a", ground=Ground.PAROLE), False),
        (release(2), True),
        (release(None, "a", "b"), True),
        (release(None, "a"), False),
        (release(None), False),
        (Event("c", EventKind.CONVICTION, count=30), False),
    ],
)
def test_what_is_a_wave(event: Event, expected: bool) -> None:
    assert is_wave(event) is expected


def test_what_is_unconfirmed_is_counted_apart() -> None:
    told = figure([unconfirmed(release(12)), release(30)])
    assert (told.people, told.unconfirmed) == (30, 12)
    assert told.confirmed == (release(30),)
    assert [event.count for event in told.events] == [30, 12]
    assert (figure([unconfirmed(release(None, "a"))]).people, figure([unconfirmed(release(None))]).at_least) == (
        0,
        False,
    )


def test_whom_two_events_name_is_one_person() -> None:
    assert figure([release(250, "a", "b"), release(1, "a"), release(None, "b", "c")]).people == 251
    assert figure([release(1, "a"), unconfirmed(release(1, "a"))]).unconfirmed == 0


def test_a_number_wins_over_the_names_known() -> None:
    assert [headcount(release(*told)) for told in ((14, "a"), (None, "a", "b"), (0,), (None,))] == [14, 2, 0, None]
    assert figure([release(14, "a")]).at_least is False
    assert figure([release(None)]).at_least is True


def test_without_a_date_the_first_report_counts() -> None:
    sources = tuple(Citation("https://e.org", "X", PartialDate.parse(day)) for day in ("2026-05-02", "2026-04-30"))
    (month,) = months([release(3, date=None, sources=sources), release(4, date=None)])
    assert (month.when, month.figures[EventKind.RELEASE].people) == (PartialDate(2026, 4), 3)


def test_a_year_alone_is_no_month() -> None:
    told = months([release(3, date=PartialDate(2026)), release(4, date=PartialDate(2026, 1, 2))])
    assert [str(month.when) for month in told] == ["2026-01", "2026"]


def test_lists_are_lengths_and_are_never_added_up() -> None:
    events = [
        Event("n1", EventKind.NUMBERS, PartialDate(2026, 3, 1), count=1_131),
        Event("n2", EventKind.NUMBERS, PartialDate(2026, 3, 20), count=900),
        Event("n3", EventKind.NUMBERS, PartialDate(2026, 3, 21)),
    ]
    (month,) = months(events)
    assert [event.count for event in month.lists] == [900, 1_131]
    assert not month.figures


def test_deaths_and_added_sentences_are_no_figures() -> None:
    assert months([Event(kind, kind, DAY, count=1) for kind in (EventKind.DEATH, EventKind.ADDED_SENTENCE)]) == []


def test_what_has_no_date_comes_last() -> None:
    told = newest_first([release(1, date=None), release(2, date=PartialDate(2024)), release(3)])
    assert [event.count for event in told] == [3, 2, 1]
