"""The export as a whole: rows with their lines, what is refused, what is read together from several cells."""

from datetime import date

import pytest

from domain.dates import PartialDate
from domain.event import Ground
from domain.person import Person, Status
from domain.refusal import Problem
from domain.register import Entry, Standing
from sources.imported import AnyRow, FileProblem, FileRefused, RefusedRow, Row, decoded
from sources.viasna_register import Register
from sources.viasna_table import HEADER
from tests.importing.exports import register, row

TODAY = date(2026, 11, 23)


def read(text: str) -> list[AnyRow]:
    return list(Register.parse(decoded(text.encode()), TODAY, TODAY).rows())


def entry(**cells: str) -> Entry:
    (only,) = read(register([row(**cells)]))
    assert isinstance(only, Row), only
    assert isinstance(only.taken, Entry)
    return only.taken


def person(**cells: str) -> Person:
    return entry(**cells).person


def test_a_row_with_a_byte_order_mark_lines_inside_cells_and_entities() -> None:
    found = person()
    assert found.id == "viasna:1"
    assert found.names == {"en": ("Jan Vydumany",)}
    assert found.case.articles == ("342", "293")
    assert found.custody.institution == "colony-4"
    assert found.custody.status is Status.IMPRISONED
    assert found.custody.as_of == PartialDate(2026, 11, 23)
    assert found.recognised is True
    assert [citation.url for citation in found.sources] == ["https://prisoners.spring96.org/en/person/jan-vydumany"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"died": "2026-02-03"}, Status.DIED),
        ({"died": "FALSE"}, Status.IMPRISONED),
        ({"status": "former", "release_date": "2026-11-01", "prison": "FALSE"}, Status.RELEASED),
        ({"status": "former", "prison": "released"}, Status.RELEASED),
        (
            {"status": "former", "prison": "FALSE", "description": "student, served full term, released"},
            Status.RELEASED,
        ),
        ({"status": "former", "prison": "FALSE"}, Status.UNKNOWN),
        ({"status": "former", "prison": "FALSE", "release_date": "2030-01-01"}, Status.UNKNOWN),
        ({"penalty": 'restricted freedom in an open penal facility ("khimiya")'}, Status.OPEN_FACILITY),
        ({"penalty": 'restricted freedom under home confinement ("domashnyaya khimiya")'}, Status.HOME_RESTRICTION),
        ({"penalty": "домашняя химия"}, Status.HOME_RESTRICTION),
        ({"penalty": "абмежаванне волі з накіраваннем у ПУАТ"}, Status.OPEN_FACILITY),
        ({"penalty": "suspended imprisonment", "prison": "FALSE"}, Status.UNKNOWN),
        ({"penalty": "", "decision": ""}, Status.DETAINED),
        ({"penalty": "", "decision": "", "prison": "FALSE"}, Status.UNKNOWN),
        ({"clusters": "Trials in absentia", "prison": "FALSE"}, Status.EXILED),
        ({"prison": "находится на свободе до начала отбывания наказания;"}, Status.UNKNOWN),
        ({"status": "np", "prison": "FALSE", "verdict_date": "2022-09-12", "decision": "3 years"}, Status.UNKNOWN),
        ({"status": "np", "prison": "FALSE", "verdict_date": "2025-09-12", "decision": "3 years"}, Status.IMPRISONED),
    ],
)
def test_where_somebody_is_unknown_rather_than_guessed(cells: dict[str, str], expected: Status) -> None:
    assert person(**cells).custody.status is expected


def test_convicted_but_not_recognised_is_no_political_prisoner() -> None:
    assert person(status="np").recognised is False
    assert person(status="former").recognised is True


@pytest.mark.parametrize(
    ("label", "standing"),
    [
        ("Former political prisoner", Standing.FORMER),
        ("бывшая политзаключенная", Standing.FORMER),
        ("Палітвязень", Standing.ACTIVE),
        ("NP ", Standing.NEVER),
    ],
)
def test_the_labels_of_the_site_are_understood(label: str, standing: Standing) -> None:
    assert entry(status=label).standing is standing


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("2026", Status.UNKNOWN),
        ("2026-11", Status.UNKNOWN),
        ("2026-10", Status.RELEASED),
        ("2026-11-23", Status.RELEASED),
    ],
)
def test_a_release_dated_to_a_month_that_is_not_over_may_lie_ahead(ends: str, expected: Status) -> None:
    assert person(status="former", prison="FALSE", release_date=ends).custody.status is expected


def test_a_full_term_is_a_ground_but_the_cluster_of_pardon_or_amnesty_is_none() -> None:
    assert entry(status="former", description="served full term, released").ground is Ground.FULL_TERM
    assert entry(status="former", clusters="Pardon / amnesty").ground is None


def test_a_release_to_come_is_the_end_of_the_term() -> None:
    assert person(release_date="april 2030").custody.ends == PartialDate(2030, 4)


@pytest.mark.parametrize("column", ["birthday", "arrested", "verdict_date", "release_date"])
def test_an_unreadable_date_costs_the_cell_not_the_person(column: str) -> None:
    (only,) = read(register([row(**{column: "some day"})]))
    assert isinstance(only, Row)
    assert [(doubt.problem, doubt.field) for doubt in only.doubts] == [(Problem.NOT_A_DATE, column)]


def test_nobody_is_born_in_the_future() -> None:
    (only,) = read(register([row(birthday="2031-01-01")]))
    assert isinstance(only, Row)
    assert isinstance(only.taken, Entry)
    assert only.taken.person.born is None
    assert [doubt.field for doubt in only.doubts] == ["birthday"]


def test_namesakes_and_two_people_with_one_address_stay_apart() -> None:
    rows = read(register([row(id="258"), row(id="2171")]))
    assert [each.taken.person.id for each in rows if isinstance(each, Row) and isinstance(each.taken, Entry)] == [
        "viasna:258",
        "viasna:2171",
    ]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": ""}, Problem.NO_NAME),
        ({"name": "Pavel A."}, Problem.PLACEHOLDER_NAME),
        ({"name": "A resident of Vydumka"}, Problem.PLACEHOLDER_NAME),
        ({"name": "J" * 121}, Problem.TOO_LONG),
        ({"status": "known"}, Problem.NOT_A_CHOICE),
        ({"id": ""}, Problem.MISSING),
        ({"id": "one"}, Problem.WRONG_TYPE),
        ({"id": "2"}, Problem.REPEATED),
    ],
)
def test_a_bad_row_is_refused_with_the_line_it_begins_on_and_the_rest_is_kept(
    cells: dict[str, str], problem: Problem
) -> None:
    before, refused, after = read(register([row(id="2"), row(**cells), row(id="3")]))
    assert isinstance(before, Row)
    assert isinstance(after, Row)
    assert isinstance(refused, RefusedRow)
    assert (refused.line, refused.refusal.problem) == (5, problem)


def test_a_row_with_broken_quotes_costs_only_itself() -> None:
    text = (
        register([row(id="2", articles="", prison="")])
        + '"3","bro"ken","x"\n'
        + register([row(id="4")]).split("\n", 1)[1]
    )
    kinds = [type(each) for each in read(text)]
    assert kinds == [Row, RefusedRow, Row]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", FileProblem.EMPTY),
        (" \n\n", FileProblem.EMPTY),
        ("<!DOCTYPE html><html><body>Forbidden</body></html>", FileProblem.HTML),
        ("\ufeff\n<html>", FileProblem.HTML),
        ("Имя и фамилия,Статус,Пол\nЯн Выдуманный,x,y\n", FileProblem.TRANSLATED_HEADER),
        ("Name and surname,Status,Gender\nJan,x,y\n", FileProblem.TRANSLATED_HEADER),
        (register([row()], [name for name in HEADER if name != "id"]), FileProblem.MISSING_COLUMNS),
        (register([row()], [*HEADER, "prosecutor"]), FileProblem.UNKNOWN_COLUMNS),
        (register([row()], [*HEADER, "id"]), FileProblem.UNKNOWN_COLUMNS),
        (register([row()]) + '"2","https://', FileProblem.CUT_SHORT),
        ("just,some,table\n1,2,3\n", FileProblem.MISSING_COLUMNS),
    ],
)
def test_a_file_that_is_not_the_export_is_rejected(text: str, problem: FileProblem) -> None:
    with pytest.raises(FileRefused) as refused:
        read(text)
    assert refused.value.problem is problem


def test_missing_columns_are_named() -> None:
    with pytest.raises(FileRefused) as refused:
        read(register([row()], [name for name in HEADER if name not in {"id", "died"}]))
    assert refused.value.detail == "id, died"


@pytest.mark.parametrize("raw", ["Прывітанне".encode("cp1251"), "id,url".encode("utf-16")])
def test_other_encodings_are_rejected(raw: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        decoded(raw)
    assert refused.value.problem is FileProblem.NOT_UTF8


@pytest.mark.parametrize(
    ("url", "name", "language"),
    [
        ("https://prisoners.spring96.org/en/person/x", "Jan Vydumany", "en"),
        ("https://prisoners.spring96.org/ru/person/x", "Ян Выдуманный", "ru"),
        ("https://prisoners.spring96.org/be/person/x", "Ян Выдуманы", "be"),
        ("", "Ян Выдуманный", "ru"),
        ("", "Зміцер Выдуманы", "be"),
    ],
)
def test_names_go_to_the_language_of_the_export(url: str, name: str, language: str) -> None:
    assert person(url=url, name=name, decision="", penalty="").names == {language: (name,)}


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://example.org/x", "http://[bad", "FALSE"])
def test_only_viasnas_own_pages_are_cited(url: str) -> None:
    assert person(url=url).sources[0].url == "https://prisoners.spring96.org/en/list"


def test_old_forms_of_an_address_are_made_one() -> None:
    found = person(url="http://prisoners.spring96.org./en/person/jan?x=1")
    assert found.sources[0].url == "https://prisoners.spring96.org/en/person/jan"
