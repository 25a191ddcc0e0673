"""What editors see of a text: the sentences that tell the event, with the places of the words."""

from hypothesis import given
from hypothesis import strategies as st

from domain.excerpts import GAP, LONGEST, excerpt
from domain.reading import Span

TEXT = (
    "Першы сказ пра надвор’е. У аўторак на волю выйшаў Ян Выдуманы. Ён адбыў тэрмін.\n"
    "Другі абзац ні пра што. Яшчэ адзін сказ. Родныя пацвердзілі, што Ян Выдуманы дома. Канец."
)


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def test_the_sentence_around_the_words_is_shown_with_their_places() -> None:
    found = excerpt(TEXT, [span("выйшаў"), span("Ян Выдуманы")])
    assert found.text == "У аўторак на волю выйшаў Ян Выдуманы."
    assert [found.text[start:end] for start, end in found.marks] == ["выйшаў", "Ян Выдуманы"]


def test_sentences_far_apart_are_joined_by_a_gap() -> None:
    found = excerpt(TEXT, [span("выйшаў"), span("дома")])
    assert found.text == f"У аўторак на волю выйшаў Ян Выдуманы.{GAP}Родныя пацвердзілі, што Ян Выдуманы дома."
    assert [found.text[start:end] for start, end in found.marks] == ["выйшаў", "дома"]


def test_places_outside_the_text_are_left_out() -> None:
    assert excerpt(TEXT, [Span(5, 5), Span(-3, 4), Span(10, 10_000)]).text == ""


@given(
    st.text(alphabet="аб. \n!»", max_size=3_000),
    st.lists(st.tuples(st.integers(-5, 3_000), st.integers(0, 400)), max_size=12),
)
def test_whatever_the_text_the_excerpt_is_short_and_its_marks_lie_in_it_apart(
    text: str, places: list[tuple[int, int]]
) -> None:
    found = excerpt(text, [Span(start, start + length) for start, length in places])
    assert len(found.text) <= LONGEST
    reached = 0
    for start, end in found.marks:
        assert reached <= start < end <= len(found.text)
        reached = end
