"""Who is found by what people type, on a small register."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.names import NameIndex, NameLexicon, Verdict

LEXICONS = Path(__file__).parent.parent / "domain" / "lexicons"
REGISTER = {
    1: ["Сяргей Леанідавіч Ціханоўскі", "Сергей Тихановский", "Siarhei Tsikhanouski"],
    2: ["Марыя Калеснікава", "Мария Колесникова", "Maryia Kalesnikava"],
    3: ["Віктар Бабарыка"],
    4: ["Ales Bialiatski"],
    5: ["Іван Козел"],
    6: ["Сяргей Казлоў", "Сергей Козлов"],
    7: ["Сяргей Казлоў", "Sergey Kozlov"],
    8: ["Алена Казлова (Пятрова)"],
    9: ["Наталля Хершэ"],
}


@pytest.fixture(scope="module")
def lexicon() -> NameLexicon:
    return NameLexicon.parse({path.name: path.read_text("utf-8") for path in LEXICONS.glob("*.tsv")})


@pytest.fixture(scope="module")
def index(lexicon: NameLexicon) -> NameIndex:
    made = NameIndex(lexicon)
    for code, spellings in REGISTER.items():
        made.put(code, spellings)
    return made


@pytest.mark.parametrize(
    ("query", "code"),
    [
        *((query, 1) for query in ("Тихановский", "Ціханоўскі", "Cichanoŭski", "Tsikhanouski", "Tikhanovsky")),
        *((query, 1) for query in ("Tichanowski", "nb[fyjdcrbq", "тихановскому сергею", "Циханоуски Сяргей")),
        *((query, 2) for query in ("Калесникову", "Маша Колесникова", "Kolesnikova Maria", "Калеснікавай")),
        *((query, 3) for query in ("Бабарыку", "Виктор Бабарико", "В. Бабарыка", "Babaryka Viktor Dmitrievich")),
        *((query, 4) for query in ("Алесь Бяляцкі", "Александр Беляцкий", "беляцкого", "Ales Bialacki")),
        *((query, 8) for query in ("Петрова Елена", "Елена Козлова", "Лена Козлова")),
    ],
)
def test_the_person_comes_first(index: NameIndex, query: str, code: int) -> None:
    answer = index.find(query)
    assert answer.matches[0].code == code
    assert answer.verdict is not Verdict.NONE


def test_namesakes_are_offered_not_chosen(index: NameIndex) -> None:
    answer = index.find("Сергей Козлов")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert {match.code for match in answer.matches[:2]} == {6, 7}


def test_a_brother_is_not_handed_out(index: NameIndex) -> None:
    assert index.find("Павел Тихановский").verdict is not Verdict.FOUND


def test_a_stranger_is_not_found(index: NameIndex) -> None:
    assert index.find("Аркадзь Смоліч").verdict is Verdict.NONE


def test_scores_are_probabilities_in_order(index: NameIndex) -> None:
    scores = [match.score for match in index.find("Козлов").matches]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1


def test_the_limit_is_kept(index: NameIndex) -> None:
    assert len(index.find("Козлов", limit=1).matches) == 1


def test_people_are_replaced_and_removed(lexicon: NameLexicon) -> None:
    index = NameIndex(lexicon)
    index.put(1, ["Ганна Бонд"])
    index.put(1, ["Ганна Новік"])
    assert not index.find("Бонд").matches
    assert index.find("Анна Новик").matches[0].code == 1
    index.remove(1)
    index.remove(1)
    assert len(index) == 0
    assert index.find("Анна Новик").verdict is Verdict.NONE


def test_a_person_without_a_letter_is_not_kept(lexicon: NameLexicon) -> None:
    index = NameIndex(lexicon)
    index.put(1, ["", "123 🙏"])
    assert len(index) == 0


HOSTILE = [
    "a" * 10_000,
    "Жук " * 2_500,
    "\u202e" * 100 + "Жук",
    "ё" + "\u0301" * 110,
    "🙏" * 60,
    "'; DROP TABLE people; --",
    "щ" * 120,
    "sch" * 40,
    "а б в г д е ж з и й к л м н о п р с т",
    "",
    "\x00\ud7ff﷽",
]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_input_finds_nobody_for_certain(index: NameIndex, query: str) -> None:
    """Work without a bound runs into the time-out; how fast it is stands in benchmarks/names.py."""
    assert index.find(query).verdict is not Verdict.FOUND


@pytest.mark.parametrize("query", ["a" * 10_000, "🙏" * 60, "'; DROP TABLE people; --", "", "щ" * 120])
def test_nonsense_is_nobody(index: NameIndex, query: str) -> None:
    assert index.find(query).verdict is Verdict.NONE


@settings(deadline=None)
@given(st.text(max_size=130))
def test_any_text_gets_an_answer(index: NameIndex, query: str) -> None:
    answer = index.find(query)
    assert len(answer.matches) <= 5
    assert (answer.verdict is Verdict.NONE) == (not answer.matches)


@given(st.permutations(["Сергей", "Леонидович", "Тихановский"]))
def test_any_order_will_do(index: NameIndex, order: list[str]) -> None:
    assert index.find(" ".join(order)).matches[0].code == 1
