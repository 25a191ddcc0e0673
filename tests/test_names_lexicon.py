"""The packaged tables of names are well formed, and short forms lead to their names."""

from pathlib import Path

import pytest

from domain.names import NameIndex, NameLexicon, Verdict
from domain.names.endings import Endings
from domain.names.folding import words

LEXICONS = Path(__file__).parent.parent / "domain" / "lexicons"
TABLES = {path.name: path.read_text("utf-8") for path in LEXICONS.glob("*.tsv")}


def rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in TABLES[table].splitlines() if line and not line.startswith("#")]


def test_every_given_name_has_its_row_once() -> None:
    first = [row[0].split()[0] for row in rows("given_names.tsv")]
    assert len(first) == len(set(first))


@pytest.mark.parametrize("table", ["given_names.tsv", "surnames.tsv"])
def test_every_form_is_one_clean_word(table: str) -> None:
    forms = [form for row in rows(table) for column in row for form in column.split()]
    assert [form for form in forms if len(words(form)) != 1] == []


def test_a_declined_word_gets_its_nominative_back() -> None:
    endings = Endings.parse(rows("case_endings.tsv"))
    assert "калесникова" in endings.nominatives("калесникову")
    assert "тихановский" in endings.nominatives("тихановскому")
    assert "ціханоўскі" in endings.nominatives("ціханоўскага")
    assert endings.nominatives("жук") == ()


@pytest.mark.parametrize(
    ("short", "full"),
    [("Серёжа", "Сяргей"), ("Гриша", "Рыгор"), ("Коля", "Мікалай"), ("Каця", "Кацярына"), ("Слава", "Вячаслаў")],
)
def test_a_short_form_stands_for_the_name(short: str, full: str) -> None:
    index = NameIndex(NameLexicon.parse(TABLES))
    index.put(1, [f"{full} Новік"])
    index.put(2, ["Вольга Новік"])
    answer = index.find(f"{short} Новик")
    assert (answer.verdict, answer.matches[0].code) == (Verdict.FOUND, 1)


def test_one_known_name_is_no_slip_of_another() -> None:
    index = NameIndex(NameLexicon.parse(TABLES))
    index.put(1, ["Алесь Пятроў"])
    assert index.find("Олег Петров").verdict is not Verdict.FOUND


def test_missing_tables_leave_plain_matching() -> None:
    index = NameIndex(NameLexicon.parse({}))
    index.put(1, ["Siarhei Tsikhanouski"])
    assert index.find("Сяргей Ціханоўскі").matches[0].code == 1
