"""Names come back in the nominative, and officials are not the ones it happened to."""

import pytest

from domain.reading import ReadingLexicon, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Прызналі палітвязнем Рамана Прыдумскага", "Раман Прыдумскі"),
        ("Вынесены прысуд Руслану Прыдумскаму", "Руслан Прыдумскі"),
        ("Асудзілі Дар’ю Выдумку", "Дар’я Выдумка"),
        ("Асудзілі Іллю Прыдумскага", "Ілля Прыдумскі"),
        ("Асудзілі Паўла Небыліцу", "Павел Небыліца"),
        ("Асудзілі Аляксандра Прыдумчыка", "Аляксандр Прыдумчык"),
        ("Вызвалілі Вольгу Прыдумчук", "Вольга Прыдумчук"),
        ("Приговорили Марию Придумскую", "Мария Придумская"),
        ("Приговорили Николая Придумовича", "Николай Придумович"),
        ("Вынесен приговор Генриху Придумовичу", "Генрих Придумович"),
        ("Sentenced: Jan Prydumski’s friends say he was sentenced to four years", "Jan Prydumski"),
    ],
)
def test_the_nominative(text: str, name: str, lexicon: ReadingLexicon) -> None:
    (event,) = read(f"\n\n{text} у Мінску.", lexicon).events
    assert [who.value for who in event.people] == [name]


@pytest.mark.parametrize(
    "official",
    [
        "паведаміла прэс-сакратарка Алена Прыдумская",
        "вынес суддзя Пётр Прыдумскі",
        "сказаў адвакат Антон Прыдумскі",
        "каментуе Вольга Прыдумская",
    ],
)
def test_officials_and_speakers_are_not_meant(official: str, lexicon: ReadingLexicon) -> None:
    (event,) = read(f"Асудзілі 5 чалавек\n\nПрысуд {official}.", lexicon).events
    assert not event.people


def test_a_name_without_a_surname_stays_as_it_is_written(lexicon: ReadingLexicon) -> None:
    for given in ("Прыдумава", "Паўла"):
        assert lexicon.declension.nominative(given, [], "be") == (given,)
