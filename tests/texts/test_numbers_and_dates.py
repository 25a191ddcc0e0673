"""Plural forms and dates as a Belarusian, a Russian and an English reader expects them."""

from datetime import date

import pytest

from domain.dates import PartialDate
from domain.event import EventKind
from domain.person import Sentence
from tests.texts.samples import COUNTS, DAY, event, listed, voice
from texts.alert import alert_text
from texts.dates import as_of, day, term
from texts.following import following
from texts.markup import plain

PEOPLE = {
    "be": ("чалавек", "чалавек", "чалавекі", "чалавек", "чалавек", "чалавек", "чалавекі", "чалавек"),
    "ru": ("человек", "человек", "человека", "человек", "человек", "человек", "человека", "человек"),
    "en": ("people", "person", "people", "people", "people", "people", "people", "people"),
}
UNITS = {
    ("be", "years"): ("", "год", "гады", "гадоў", "гадоў", "год", "гады", "гадоў"),
    ("ru", "years"): ("", "год", "года", "лет", "лет", "год", "года", "лет"),
    ("en", "years"): ("", "year", "years", "years", "years", "years", "years", "years"),
    ("be", "months"): ("", "месяц", "месяцы", "месяцаў", "месяцаў", "месяц", "месяцы", "месяцаў"),
    ("ru", "months"): ("", "месяц", "месяца", "месяцев", "месяцев", "месяц", "месяца", "месяцев"),
    ("en", "months"): ("", "month", "months", "months", "months", "months", "months", "months"),
    ("be", "days"): ("", "дзень", "дні", "дзён", "дзён", "дзень", "дні", "дзён"),
    ("ru", "days"): ("", "день", "дня", "дней", "дней", "день", "дня", "дней"),
    ("en", "days"): ("", "day", "days", "days", "days", "days", "days", "days"),
}
GENITIVE = {
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
NOMINATIVE = {
    "be": "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "en": GENITIVE["en"],
}
YEAR = {"be": "2026\xa0г.", "ru": "2026\xa0г.", "en": "2026"}


@pytest.mark.parametrize(("language", "words"), PEOPLE.items())
def test_a_pardon_without_names_counts_people(language: str, words: tuple[str, ...]) -> None:
    for n, word in zip(COUNTS, words, strict=True):
        text = alert_text(event(EventKind.PARDON, (), n), [], frozenset(), voice(language))
        assert f"{n}\xa0{word}." in plain(text)


@pytest.mark.parametrize(("language", "words"), PEOPLE.items())
def test_a_list_counts_people(language: str, words: tuple[str, ...]) -> None:
    for n, word in zip(COUNTS[1:], words[1:], strict=True):
        assert following([listed()] * n, (), 0, voice(language)).text.endswith(f"{n}\xa0{word}")


@pytest.mark.parametrize(("key", "words"), UNITS.items())
def test_terms(key: tuple[str, str], words: tuple[str, ...]) -> None:
    language, unit = key
    for n, word in zip(COUNTS, words, strict=True):
        assert term(Sentence(**{unit: n}), voice(language)) == (f"{n}\xa0{word}" if n else "")


def test_terms_of_several_units() -> None:
    three = Sentence(3, 6, 1)
    assert term(three, voice("be")) == "3\xa0гады, 6\xa0месяцаў і 1\xa0дзень"
    assert term(three, voice("ru")) == "3\xa0года, 6\xa0месяцев и 1\xa0день"
    assert term(Sentence(1, 6), voice("en")) == "1\xa0year and 6\xa0months"


@pytest.mark.parametrize("language", GENITIVE)
def test_every_day_of_every_month(language: str) -> None:
    for month, name in enumerate(GENITIVE[language].split(), 1):
        assert day(PartialDate.of(date(2026, month, 2)), voice(language)) == f"2 {name} {YEAR[language]}"


@pytest.mark.parametrize("language", NOMINATIVE)
def test_every_month_alone(language: str) -> None:
    for month, name in enumerate(NOMINATIVE[language].split(), 1):
        assert day(PartialDate(2026, month), voice(language)) == f"{name} {YEAR[language]}"


@pytest.mark.parametrize("language", YEAR)
def test_a_year_alone(language: str) -> None:
    assert day(PartialDate(2026), voice(language)) == YEAR[language]


def test_as_of() -> None:
    assert as_of(DAY, voice("be")) == "Паводле стану на 19 сакавіка 2026\xa0г."
    assert as_of(DAY, voice("ru")) == "По состоянию на 19 марта 2026\xa0г."
    assert as_of(DAY, voice("en")) == "As of 19 March 2026"


def test_thousands() -> None:
    assert [voice(language).number(1131) for language in ("be", "ru", "en")] == ["1\xa0131", "1\xa0131", "1,131"]
