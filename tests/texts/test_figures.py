"""What is said of figures: on whose word, what is unconfirmed, where sources differ; and captions that tell a chart."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.person import Citation
from domain.tally import months
from domain.waves import waves
from tests.texts.figure_samples import counted, news
from tests.texts.samples import voice
from texts import charts
from texts.markup import plain, utf16_length
from texts.numbers import numbers
from texts.tallies import MOST_SOURCES, disagreement
from texts.waves import waves as history

MAY = PartialDate(2026, 5, 5)
RELEASES = [counted(EventKind.RELEASE, number, PartialDate(2026, 5, number)) for number in (1, 2, 3)]


def said(text: str) -> str:
    """Return what is read, with ordinary spaces and without unseen joiners."""
    return plain(text).replace("\u00a0", " ").replace("\u2060", "")


def month(*events: Event, language: str = "en") -> str:
    """Return the lines of the newest month."""
    return said(numbers(months(events), 1, voice(language)).text).split("\n\n")[2].partition("\n")[2]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("be", "Вызваленні: 6 чалавек. Крыніца: «Вясна», 19 сакавіка 2026 г."),
        ("ru", "Освобождения: 6 человек. Источник: «Вясна», 19 марта 2026 г."),
        ("en", "Releases: 6 people. Source: Viasna, 19 March 2026."),
    ],
)
def test_a_figure_names_its_source_and_date(language: str, expected: str) -> None:
    assert month(*RELEASES, language=language) == expected


@pytest.mark.parametrize(
    ("number", "be", "ru"),
    [(1, "1 чалавек", "1 человек"), (2, "2 чалавекі", "2 человека"), (5, "5 чалавек", "5 человек"),
     (11, "11 чалавек", "11 человек"), (21, "21 чалавек", "21 человек"), (1_131, "1 131 чалавек", "1 131 человек")],
)  # fmt: skip
def test_people_are_counted_in_the_right_form(number: int, be: str, ru: str) -> None:
    event = counted(EventKind.CONVICTION, number, MAY)
    assert f"Прысуды: {be}." in month(event, language="be")
    assert f"Приговоры: {ru}." in month(event, language="ru")


def test_every_event_of_a_figure_brings_a_source_and_the_rest_are_counted() -> None:
    many = [counted(EventKind.RELEASE, 1, MAY, f"Outlet {number}") for number in range(9)]
    told = month(*many)
    assert sum(f"Outlet {number}, 19 March 2026" in told for number in range(9)) == MOST_SOURCES
    assert told.endswith("More sources: 3.")


def test_what_is_unconfirmed_is_marked_and_not_added() -> None:
    sure, doubtful = counted(EventKind.RELEASE, 30, MAY), counted(EventKind.RELEASE, 12, MAY)
    doubtful = replace(doubtful, certainty=Certainty.UNCONFIRMED)
    assert month(sure, doubtful).startswith("Releases: 30 people. Unconfirmed, not counted: 12. Source")
    assert month(doubtful).startswith("Releases. Unconfirmed, not counted: 12. Source")
    told = said(history(waves([sure, doubtful]), 0, voice("en")).text)
    assert "Waves: 2. Releases: 30 people. A pardon" in told
    assert "\nUnconfirmed. Number: 12 people." in told


def test_a_number_that_is_missing_is_never_made_up() -> None:
    exchange = replace(counted(EventKind.RELEASE, None, MAY), unmatched=("A B", "C D"))
    assert month(exchange).startswith("Releases: 2 people or more.")
    told = said(history(waves([exchange]), 0, voice("be")).text)
    assert "Колькасць не ўстаноўлена. Вядома імён: 2." in told


def test_the_length_of_the_list_has_its_own_date() -> None:
    told = month(replace(counted(EventKind.NUMBERS, 1_131, MAY), certainty=Certainty.UNCONFIRMED))
    head, tail = told.split(" Unconfirmed. ")
    assert head == "On the list of political prisoners: 1,131 people."
    assert tail == "Date: 5 May 2026. Source: Viasna, 19 March 2026."


@pytest.mark.parametrize(
    ("conflicts", "language", "expected"),
    [
        ("52: BelTA; 51: Viasna", "be", "Звесткі крыніц разыходзяцца. 52: БелТА; 51: «Вясна»."),
        ("2026-03-19: DW; 2026-03: reform.news", "en", "19 March 2026: DW; March 2026: reform.news."),
        ("2026: DW; 4499: DW", "ru", "2026: DW; 4499: DW."),
        ("2026-13-77: DW", "en", "2026-13-77: DW."),
        ("52 pardoned, 51 left", "en", "The sources do not agree in everything."),
        ("52 pardoned, 51 left; 52: DW", "be", "Звесткі крыніц разыходзяцца."),
        ("", "en", ""),
    ],
)
def test_sources_that_differ_stand_side_by_side(conflicts: str, language: str, expected: str) -> None:
    told = disagreement(replace(RELEASES[0], conflicts=conflicts), voice(language))
    assert told.endswith(expected)
    assert bool(told) is bool(conflicts)


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_captions_fit_and_tell_the_largest(language: str) -> None:
    events = [replace(each, sources=(Citation("https://e.org", "x" * 120),) * 5) for each in news("Viasna")]
    told = charts.waves_caption(waves(events), voice(language)), charts.numbers_caption(months(events), voice(language))
    for caption, command in zip(told, ("/waves", "/numbers"), strict=True):
        assert utf16_length(plain(caption.text)) <= charts.LONGEST_CAPTION
        assert said(caption.text).endswith(command)
        assert voice(language).number(1_131) in plain(caption.text)


def test_the_largest_is_none_that_nobody_confirms() -> None:
    doubtful = replace(counted(EventKind.RELEASE, 999, MAY), certainty=Certainty.UNCONFIRMED)
    assert "999" not in charts.waves_caption(waves([doubtful, *RELEASES]), voice("en")).text


def test_a_chart_holds_what_its_text_says() -> None:
    told = waves(RELEASES)
    (panel,) = charts.of_waves(told, voice("en")).panels
    assert panel.labels == ("3 May 2026", "2 May 2026", "1 May 2026")
    pardons, releases = panel.bars
    assert (pardons.values, releases.values, releases.marks) == ((0, 0, 0), (3, 2, 1), ("3", "2", "1"))


def test_a_chart_of_months_leaves_no_gap_and_no_more_than_two_years() -> None:
    far = [counted(EventKind.RELEASE, 7, PartialDate(year, 5, 1)) for year in (2019, 2025, 2026)]
    made = charts.of_numbers(months(far), voice("en"))
    assert made is not None
    (panel,) = made.panels
    assert (len(panel.labels), panel.labels[0], panel.labels[-1]) == (charts.MOST_MONTHS, "June 2024", "May 2026")
    released = panel.bars[0].values
    assert (released[-1], released[-13], sum(released)) == (7, 7, 14)


def test_there_is_no_chart_of_nothing() -> None:
    assert charts.of_numbers([], voice("en")) is None
    assert charts.of_numbers(months([counted(EventKind.NUMBERS, 900, MAY)]), voice("en")) is None
    two = [counted(EventKind.NUMBERS, number, PartialDate(2026, 5, number // 100)) for number in (900, 800)]
    made = charts.of_numbers(months(two), voice("en"))
    assert made is not None
    assert [(panel.form, panel.bars[0].values) for panel in made.panels] == [("line", (800, 900))]
