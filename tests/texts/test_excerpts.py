"""What editors see of a source's words: the words that tell the event in bold, hostile text as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.excerpts import LONGEST, marked
from texts.markup import plain


def test_the_words_that_tell_the_event_stand_out() -> None:
    assert marked("На волю выйшаў Ян.", [(3, 7), (15, 17)]) == "На <b>волю</b> выйшаў <b>Ян</b>."


def test_markup_of_the_source_is_text() -> None:
    assert marked("<b>x</b> & y", [(9, 10)]) == "&lt;b&gt;x&lt;/b&gt; <b>&amp;</b> y"


def test_marks_that_make_no_sense_do_no_harm() -> None:
    assert marked("abcdef", [(4, 2), (-1, 3), (0, 99), (1, 3), (2, 4)]) == "a<b>bc</b><b>d</b>ef"


def test_a_long_text_shows_the_first_mark() -> None:
    shown = marked("слова " * 300 + "выйшаў " + "слова " * 300, [(1_800, 1_806)])
    assert "<b>выйшаў</b>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


@given(st.text(max_size=1_500), st.lists(st.tuples(st.integers(-9, 1_600), st.integers(-9, 1_600)), max_size=9))
def test_whatever_the_marks_nothing_is_said_twice_and_tags_are_closed(text: str, marks: list[tuple[int, int]]) -> None:
    shown = marked(text, marks)
    assert len(plain(shown)) <= LONGEST + 2 + text.count(".")
    assert shown.count("<b>") == shown.count("</b>")
    if len(text) <= LONGEST:
        assert plain(shown) == plain(marked(text, []))


@pytest.mark.parametrize("place", [*range(430, 520, 7), 900])
def test_the_first_mark_is_never_behind_the_cut(place: int) -> None:
    text = "х" * (place - 1) + " " + "выйшаў,на" + "х" * 200
    shown = marked(text, [(place, place + 6), (place + 7, place + 9)])
    assert "<b>выйшаў</b>" in shown


@pytest.mark.parametrize("mark", [(0, 6), (0, 7), (6, 11), (7, 11), (3, 9)])
def test_a_host_becomes_no_link_wherever_a_mark_cuts_it(mark: tuple[int, int]) -> None:
    assert plain(marked("reform.news", [mark])) == "reform.\u2060news"
