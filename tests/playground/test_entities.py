"""Telegram's HTML: what it means, in UTF-16 units, and how it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.entities import Entity, detect, to_html, utf16_length
from playground.errors import ApiError
from playground.markup import parse_html


def test_offsets_count_utf16_units() -> None:
    text, entities = parse_html("😀 <b>Ж😀</b> <i>x</i>")
    assert text == "😀 Ж😀 x"
    assert entities == (Entity("bold", 3, 3), Entity("italic", 7, 1))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot;", 'a <b> & "c"'),
        ("&laquo;&nbsp;", "&laquo;&nbsp;"),
        ("&#1046;&#x416;", "ЖЖ"),
        ("AT&T, a & b", "AT&T, a & b"),
        ("1 > 0", "1 > 0"),
        ("&#12345678;&lt", "&#12345678;<"),
        ("<a>not an address</a>", "not an address"),
    ],
)
def test_only_four_names_and_numbers_are_decoded(markup: str, text: str) -> None:
    assert parse_html(markup) == (text, ())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<strong>a</strong>", Entity("bold", 0, 1)),
        ("<em>a</em>", Entity("italic", 0, 1)),
        ("<ins>a</ins>", Entity("underline", 0, 1)),
        ("<del>a</del>", Entity("strikethrough", 0, 1)),
        ('<span class="tg-spoiler">a</span>', Entity("spoiler", 0, 1)),
        ("<tg-spoiler>a</tg-spoiler>", Entity("spoiler", 0, 1)),
        ("<blockquote expandable>a</blockquote>", Entity("expandable_blockquote", 0, 1)),
        (
            '<a href="https://example.org/?a=1&amp;b=2">a</a>',
            Entity("text_link", 0, 1, url="https://example.org/?a=1&b=2"),
        ),
        ("<B>a</b>", Entity("bold", 0, 1)),
        ('<pre><code class="language-python">a</code></pre>', Entity("pre", 0, 1, language="python")),
        ('<code class="language-python"><pre>a</></>', Entity("pre", 0, 1, language="python")),
        ("<i\nid = x1 data-y>a</  >", Entity("italic", 0, 1)),
        ("<a href=E.org>a</a>", Entity("text_link", 0, 1, url="http://e.org/")),
        ("<code><b>a</b></code>", Entity("code", 0, 1)),
    ],
)
def test_tags(markup: str, expected: Entity) -> None:
    text, entities = parse_html(markup)
    assert text == "a"
    assert expected in entities


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("Ж<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<Дата>", 'Unsupported start tag "Дата" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("😀<i  =x>", 'Empty attribute name in the tag "i" at byte offset 4'),
        ("<i a = ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i a='>", "Unclosed start tag at byte offset 0"),
        ("<i a = b,c>", "Unexpected end of name token at byte offset 7"),
        ("</", "Unexpected end tag at byte offset 0"),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refusals_name_the_byte(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_html_comes_back_as_it_was() -> None:
    markup = 'A <b>b <i>c</i></b><i>d &lt;&amp;</i> <a href="https://e.org/?a&amp;b">😀</a>'
    assert to_html(*parse_html(markup)) == markup


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_only_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, ())
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(st.text(alphabet="<>/&;=\"' abisx#3", max_size=40))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        text, entities = parse_html(markup)
    except ApiError:
        return
    assert all(0 <= one.offset < one.end <= utf16_length(text) for one in entities)


def test_commands_mentions_and_addresses_are_found() -> None:
    found = {(one.type, one.offset, one.length) for one in detect("/find@a_bot Ж, @someone #тэг https://e.org/a.")}
    assert found == {("bot_command", 0, 11), ("mention", 15, 8), ("hashtag", 24, 4), ("url", 29, 15)}


def test_a_slash_inside_words_is_no_command() -> None:
    assert not list(detect("and/or 1/2 a@b /імя"))
