"""Escaping, measuring and cutting Telegram's HTML."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from texts.markup import bold, escape, fits, lines, paragraphs, plain, sentences, utf16_length, verbatim

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=80)


def seen(html: str) -> str:
    """Return the text of ``html``; raise ParseError where a tag or an entity is broken."""
    return "".join(ET.fromstring(f"<m>{html}</m>").itertext())


@given(ANY_TEXT)
def test_escaped_text_is_well_formed(text: str) -> None:
    assert seen(escape(text)) == plain(escape(text))


@given(ANY_TEXT, ANY_TEXT, st.integers(2, 60))
def test_a_cut_never_breaks_a_tag_or_an_entity(name: str, text: str, limit: int) -> None:
    cut = fits(paragraphs(bold(name), escape(text)), limit)
    assert utf16_length(seen(cut)) <= limit


def test_what_fits_is_left_alone() -> None:
    assert fits("<b>&lt;x&gt;</b>", 3) == "<b>&lt;x&gt;</b>"


def test_a_cut_shows_itself() -> None:
    assert fits("<b>abc &amp; def</b>", 6) == "<b>abc &amp;…</b>"


def test_a_letter_of_two_units_is_not_halved() -> None:
    assert fits("🙂🙂🙂", 4) == "🙂…"


def test_nothing_turns_the_text_round_or_hides_in_it() -> None:
    assert escape("a\u202eb\u200fc\u0000d\ud800e\u200b") == "abcde"


def test_a_host_becomes_no_link() -> None:
    assert escape("reform.news") == "reform.\u2060news"
    assert escape("19.11, арт. 411") == "19.11, арт. 411"


def test_a_block_to_copy_is_copied_exactly() -> None:
    assert seen(verbatim('{"url": "https://example.org/?a&b"}')) == '{"url": "https://example.org/?a&b"}'


def test_empty_parts_leave_no_gaps() -> None:
    assert lines(escape("a"), escape(""), escape("b")) == "a\nb"
    assert paragraphs(escape(""), escape("b")) == "b"
    assert sentences("a.", "", "b.") == "a. b."


def test_a_date_with_its_own_stop_ends_the_sentence() -> None:
    assert sentences("Дата: 2026 г..", "Так...") == "Дата: 2026 г. Так..."
