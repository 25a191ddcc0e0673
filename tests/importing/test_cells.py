"""Each cell of the register in every form seen, in three languages."""

import pytest

from domain.person import Gender, Sentence
from domain.refusal import Problem, Refused
from sources.viasna_cells import Cells
from sources.viasna_vocabulary import Vocabulary


@pytest.fixture(scope="module")
def cells() -> Cells:
    return Cells(Vocabulary.load())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1996-05-17", "1996-05-17"),
        (" 24 April 1982 ", "1982-04-24"),
        ("April 24, 1982", "1982-04-24"),
        ("april 2026", "2026-04"),
        ("2026", "2026"),
        ("24.04.1982", "1982-04-24"),
        ("24 апреля 1982 г.", "1982-04-24"),
        ("5 мая 2020", "2020-05-05"),
        ("март 2020", "2020-03"),
        ("1982 г.", "1982"),
        ("7 верасня 2020", "2020-09-07"),
        ("11 снежня 2022", "2022-12-11"),
        ("лістапад 2021", "2021-11"),
        ("2020-00-00", "2020"),
        ("2022-09-06 00:00:00", "2022-09-06"),
        ("24&nbsp;April&nbsp;1982", "1982-04-24"),
        ("unknown", "None"),
        ("неизвестно", "None"),
        ("невядома", "None"),
        ("FALSE", "None"),
        ("0000-00-00", "None"),
        ("", "None"),
    ],
)
def test_a_date_in_every_form_seen(cells: Cells, cell: str, expected: str) -> None:
    assert str(cells.date(cell, "birthday")) == expected


@pytest.mark.parametrize("cell", ["13 May", "2021-13-01", "2021-02-30", "lorem 2020", "0000", "31.31.2020", "²⁰²⁰"])
def test_what_is_no_date_is_refused_with_its_column(cells: Cells, cell: str) -> None:
    with pytest.raises(Refused) as refused:
        cells.date(cell, "birthday")
    assert (refused.value.refusal.problem, refused.value.refusal.field) == (Problem.NOT_A_DATE, "birthday")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Art. 342 of the Criminal Code — Organization of actions; or taking part", ("342",)),
        ("Part 2 of Art. 293 of the Criminal Code — Riots\nArt. 130 of the Criminal Code — x", ("293", "130")),
        ("Part 1 of Article 13 and Article 293 of the Criminal Code — Preparation", ("293",)),
        ("Article 361-3; Art. 361–3; Art. 361-1", ("361-3", "361-1")),
        ("Articles 130, 342 and 368 of the Criminal Code", ("130", "342", "368")),
        ("ст. 342 УК; ч. 1 ст. 13 и ст. 293 УК", ("342", "293")),
        ("статья 361-4 УК", ("361-4",)),
        ("арт. 342 КК; арт. 3614", ("342", "361-4")),
        ("Art. 19.11 of the Code of Administrative Offences", ()),
        ("Art. 342 of the Criminal Code — what Article 130 says", ("342",)),
        ("FALSE", ()),
        ("", ()),
    ],
)
def test_articles_are_numbers_each_once(cells: Cells, cell: str, expected: tuple[str, ...]) -> None:
    assert cells.articles(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("11 years", Sentence(11)),
        ("4 1/2 years", Sentence(4, 6)),
        ("2½ years", Sentence(2, 6)),
        ("19 months", Sentence(0, 19)),
        ("1 year and 10 months", Sentence(1, 10)),
        ("4,5 года", Sentence(4, 6)),
        ("2 года 6 месяцев", Sentence(2, 6)),
        ("11 лет", Sentence(11)),
        ("1 год і 6 месяцаў", Sentence(1, 6)),
        ("11 гадоў", Sentence(11)),
        ("30 сутак", Sentence(0, 0, 30)),
        ("3 years and a fine of 3000 rubles", Sentence(3)),
        ("", None),
        ("FALSE", None),
    ],
)
def test_a_term_in_every_form_seen(cells: Cells, cell: str, expected: Sentence | None) -> None:
    assert cells.sentence(cell, "decision") == expected


@pytest.mark.parametrize("cell", ["life", "3 years; 2 years", "soon"])
def test_a_term_that_is_not_clear_is_refused_not_guessed(cells: Cells, cell: str) -> None:
    with pytest.raises(Refused):
        cells.sentence(cell, "decision")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Penal colony No. 4\n246035, Homieĺ, vulica Antoshkina 3", "colony-4"),
        ("Prison No. 4; 212011, Mahilioŭ", "prison-4"),
        ("Pre-trial detention center No. 1", "sizo-1"),
        ("ИК-22", "colony-22"),
        ("Исправительная колония № 15\n213105", "colony-15"),
        ("Папраўчая калонія №3", "colony-3"),
        ("СІЗА № 1", "sizo-1"),
        ("Следственный изолятор № 7", "sizo-7"),
        ("тюрьма № 8", "prison-8"),
        ("СИЗО КГБ", "kgb"),
        ("Temporary detention center of X District; 222720, X", "Temporary detention center of X District"),
        ("Исправительная колония-поселение № 21", "Исправительная колония-поселение № 21"),
        ("Educational colony No. 2", "Educational colony No. 2"),
        ("released", ""),
        ("вызвалены", ""),
        ("FALSE", ""),
    ],
)
def test_an_institution_is_a_key_or_the_words_of_the_source(cells: Cells, cell: str, expected: str) -> None:
    assert cells.institution(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Andrei Vydumany ", ("Andrei Vydumany",)),
        ("Hanna Vydumanaja (Abrazumava)", ("Hanna Vydumanaja", "Hanna Abrazumava")),
        ("Henrykh (Henadz) Vydumany", ("Henrykh Vydumany", "Henadz Vydumany")),
        ("Иван (Ян) Петров (Сидоров)", ("Иван Петров", "Ян Петров", "Иван Сидоров")),
        ("Jan Vydumany (Janka Kupala)", ("Jan Vydumany", "Janka Kupala")),
        ("Jan A. Vydumany", ("Jan A. Vydumany",)),
        ("Voĺha &quot;Oĺa&quot; Bielaja", ('Voĺha "Oĺa" Bielaja',)),
        ("Jan Vydumany (", ("Jan Vydumany",)),
    ],
)
def test_a_name_and_what_stands_in_its_brackets(cells: Cells, cell: str, expected: tuple[str, ...]) -> None:
    assert cells.names(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "Pavel A.",
        "Pavel A",
        "Pavel",
        "A resident of Vydumka",
        "Resident of Vydumka",
        "Жительница Выдумки",
        "Жыхар Выдумкі",
        "???",
    ],
)
def test_a_withheld_name_is_no_name(cells: Cells, cell: str) -> None:
    with pytest.raises(Refused) as refused:
        cells.names(cell)
    assert refused.value.refusal.problem is Problem.PLACEHOLDER_NAME


def test_a_surname_is_not_taken_for_a_placeholder(cells: Cells) -> None:
    assert cells.names("Жыхараў Янка") == ("Жыхараў Янка",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("male", Gender.MALE),
        ("female", Gender.FEMALE),
        ("мужской", Gender.MALE),
        ("жанчына", Gender.FEMALE),
        ("", Gender.OTHER),
    ],
)
def test_gender(cells: Cells, cell: str, expected: Gender) -> None:
    assert cells.gender(cell) is expected
