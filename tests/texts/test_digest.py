"""What a digest and the monthly line say, word for word, and what a digest never holds."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind, Ground
from domain.rhythm import Frequency
from tests.texts.samples import DAY, VIASNA, person, voice
from texts.digest import Entry, digest, discreet_digest
from texts.living import proof_of_life, stay_or_go
from texts.markup import plain, utf16_length

RELEASE = Event("r", EventKind.RELEASE, DAY, ground=Ground.PARDON, sources=(VIASNA,))
PARDON = Event("p", EventKind.PARDON, PartialDate(2026, 3, 20), count=37, sources=(VIASNA,))


def told(entries: list[Entry], language: str = "be", frequency: Frequency = Frequency.DAILY) -> str:
    return plain(digest(entries, frequency, voice(language)).text).replace("\xa0", " ")


def test_a_digest_groups_by_day_the_newest_first() -> None:
    trial = Event("t", EventKind.TRIAL, DAY, certainty=Certainty.UNCONFIRMED, unmatched=("Яшчэ Нехта",))
    assert told([(RELEASE, [person()]), (PARDON, []), (trial, [])], frequency=Frequency.WEEKLY) == (
        "Агляд навін за тыдзень\n\n20 сакавіка 2026 г.\n\n"
        "Памілаванне\nКолькасць: 37 чалавек. Імён у паведамленні няма.\nКрыніца: «Вясна», 19 сакавіка 2026 г.\n\n"
        "19 сакавіка 2026 г.\n\n"
        "Вызваленне\nІмя: Імя Прозвішча. Падстава: памілаванне.\nКрыніца: «Вясна», 19 сакавіка 2026 г.\n\n"
        "Суд\nНе пацверджана. Імя: Яшчэ Нехта."
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [("be", "Агляд навін за дзень"), ("ru", "Обзор новостей за день"), ("en", "News of the day")],
)
def test_the_title(language: str, title: str) -> None:
    assert told([(PARDON, [])], language).startswith(f"{title}\n\n")


def test_days_known_in_part_and_not_at_all_come_last() -> None:
    month, undated = replace(RELEASE, date=PartialDate(2026, 3)), replace(RELEASE, date=None)
    text = told([(undated, []), (month, []), (RELEASE, [])])
    assert [text.index(day) for day in ("19 сакавіка", "сакавік 2026 г.\n", "Без даты")] == sorted(
        text.index(day) for day in ("19 сакавіка", "сакавік 2026 г.\n", "Без даты")
    )


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_death_is_ever_in_it(language: str) -> None:
    dead = person("Памерлы Чалавек")
    death = Event("d", EventKind.DEATH, DAY, people=(dead.id,), sources=(VIASNA,))
    assert told([(death, [dead]), (PARDON, [])], language) == told([(PARDON, [])], language)
    with pytest.raises(ValueError, match="nothing"):
        digest([(death, [dead])], Frequency.DAILY, voice(language))


@pytest.mark.parametrize("language", ["be", "ru", "en"])
@pytest.mark.parametrize("number", [60, 400])
def test_what_does_not_fit_is_counted_and_nothing_is_cut_in_two(language: str, number: int) -> None:
    entries: list[Entry] = [(RELEASE, [person(f"Доўгае Імя Нумар {each}")]) for each in range(number)]
    text = told(entries, language)
    assert utf16_length(text) <= 4096
    assert not text.endswith("…")
    shown = text.count("Нумар")
    assert shown < number
    assert text.endswith(": /latest")
    assert f" {number - shown}. " in text.rpartition("\n")[2]


def test_a_discreet_digest_says_only_how_many() -> None:
    message = discreet_digest(22, voice("ru"))
    assert plain(message.text) == "Обновления: 22"
    assert [button.action for row in message.keyboard for button in row] == ["1.latest.0."]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("be", "Бот працуе. У вашым спісе: 2 чалавекі. Апошняя праверка крыніц: 20 сакавіка 2026 г."),
        ("ru", "Бот работает. В вашем списке: 2 человека. Последняя проверка источников: 20 марта 2026 г."),
        ("en", "The bot is working. On your list: 2 people. Last check of the sources: 20 March 2026."),
    ],
)
def test_the_proof_of_life_is_one_line_with_minsks_day(language: str, line: str) -> None:
    checked = datetime(2026, 3, 19, 21, 30, tzinfo=UTC)
    text = proof_of_life(2, checked, voice(language)).text
    assert plain(text).replace("\xa0", " ") == line
    assert "2026" not in proof_of_life(2, None, voice(language)).text


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_stay_or_go_offers_both(language: str) -> None:
    actions = [row[0].action for row in stay_or_go(voice(language)).keyboard]
    assert actions == ["1.stay.0.", "1.forget.0."]
