"""Pages as a reader sees them, however badly they are written."""

from datetime import UTC, datetime

import pytest

from sources.documents import DocumentProblem, DocumentRefused
from sources.markup import parse_markup, text_of
from sources.page import Link, read_page
from tests.sources import samples

URL = "https://news.example/be/news/1"


def test_a_page_is_its_title_text_date_and_links() -> None:
    page = read_page(samples.PAGE.encode(), "", URL)
    assert page.title == "Алесю Прыдуманую вызвалілі"
    assert page.text.split("\n") == [
        "Алесю Прыдуманую вызвалілі",
        "Яна выйшла на волю.",
        "Без канца тэга",
        "раз",
        "два",
        "3",
        "4",
    ]
    assert page.published == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert page.language == "be"
    assert page.links == (
        Link("https://news.example/", "Галоўная"),
        Link("https://news.example/be/news/7", "на волю"),
    )


def test_a_page_that_says_little_is_read_all_the_same() -> None:
    page = read_page("<title>Заголовак</title><p>Тэкст<br>далей".encode(), "utf-8", URL)
    assert (page.title, page.text, page.published, page.language) == ("Заголовак", "Тэкст\nдалей", None, None)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<p>b</p>c", "a\nb\nc"),
        ("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d"),
        ("<p>" * 5_000 + "a", "a"),
        ("<li>a" * 3, "a\na\na"),
        ("</div></p></x>a", "a"),
        ("<b><i>a</b>b</i>", "ab"),
        ("<script>x</script ><p>a", "a"),
        ("<x <y>a", "a"),
        ("<!doctype html><!ELEMENT x><![if IE]>a<![endif]><?php echo ?>b", "ab"),
        ("a<!-- b -->c", "ac"),
        ("<div/>a<br/>b", "a\nb"),
        ("a\x00b<", "a\x00b<"),
    ],
)
def test_bad_html_is_read_as_well_as_it_can_be(html: str, text: str) -> None:
    assert text_of(parse_markup(html)) == text


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<div>" * 300, DocumentProblem.TOO_DEEP),
        ("<br>" * 100_001, DocumentProblem.TOO_MANY),
        ("a" * 2_200_000, DocumentProblem.TOO_LARGE),
    ],
)
def test_markup_has_its_bounds(html: str, problem: DocumentProblem) -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse_markup(html)
    assert refused.value.problem is problem
