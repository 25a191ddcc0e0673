"""Days, articles, terms and places, each with its words."""

from datetime import date

from domain.dates import PartialDate
from domain.reading import ReadingLexicon, read
from domain.reading.details import article_number


def test_the_lost_hyphen_of_an_article() -> None:
    assert article_number("3614") == "361-4"
    assert article_number("361-4") == "361-4"
    assert article_number("293") == "293"
    assert article_number("2024") == "202-4"
    assert article_number("15") is None


def test_a_verdict_with_its_details(lexicon: ReadingLexicon) -> None:
    text = "Ивана Придумова приговорили к 3 годам и 6 месяцам колонии\n\nЕго осудили 5 мая по ст. 3614 УК."
    (event,) = read(text, lexicon, date(2024, 5, 7)).events
    assert event.term
    assert (event.term.value.years, event.term.value.months) == (3, 6)
    assert [article.value for article in event.articles] == ["361-4"]
    assert event.date
    assert event.date.value == PartialDate(2024, 5, 5)
    assert text[event.date.span.start : event.date.span.end] == "5 мая"


def test_a_weekday_is_the_last_one_before_publication(lexicon: ReadingLexicon) -> None:
    (event,) = read("\n\nLukashenka pardoned 12 people on Tuesday.", lexicon, date(2026, 3, 5)).events
    assert event.date
    assert event.date.value == PartialDate(2026, 3, 3)


def test_a_page_tells_its_own_day(lexicon: ReadingLexicon) -> None:
    reading = read("Памілавалі 5 чалавек\n\n06.03.2024 / 12:04\nСёння памілавалі 5 чалавек.", lexicon)
    assert reading.published == date(2024, 3, 6)


def test_a_thousand_with_a_point(lexicon: ReadingLexicon) -> None:
    (event,) = read("\n\nЛукашенко помиловал 1.450 заключенных.", lexicon).events
    assert event.count
    assert event.count.value == 1450


def test_who_is_not_counted_among_the_others(lexicon: ReadingLexicon) -> None:
    text = "\n\nIvan Prydumau was released on Monday. At least 13 other prisoners were released along with him."
    (event,) = read(text, lexicon).events
    assert event.count
    assert event.count.value == 14
