"""Letters that deceive are folded, taken out, or named."""

import pytest

from sources.lettering import lettered, plain


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Cяргей", "Сяргей"),
        ("гадзiны", "гадзіны"),
        ("Iван i Пётр", "Іван і Пётр"),
        ("Minsк", "Minsk"),
        ("Вrest", "Brest"),
        ("Telegram-канал", "Telegram-канал"),
        ("a\u200bb\u202ec\u2066d\U000e0041e\ufeff", "abcde"),
        ("a\x00\x1b[31m", "a[31m"),
        ("и\u0306", "й"),
        ("a" + "\u0301" * 50, "á\u0301\u0301"),
        ("  one\t two\r\n\r\n three\u2028four ", "one two\nthree\nfour"),
        ("10\u00a0000", "10 000"),
        ("Ура&#33; &amp;laquo;так&amp;raquo;", "Ура! &laquo;так&raquo;"),
        ("&#0;&#1114111;&#xD800;x", "\ufffd\ufffdx"),
    ],
)
def test_letters_are_made_plain(raw: str, text: str) -> None:
    assert lettered(raw).text == text


def test_words_that_stay_mixed_are_named_and_kept() -> None:
    lettering = lettered("Zмагар і Ωмега: iPhoneы, ѕtop, Zмагар")
    assert lettering.mixed == ("Zмагар", "Ωмега", "iPhoneы")
    assert lettering.text == "Zмагар і Ωмега: iPhoneы, stop, Zмагар"


def test_a_title_is_one_short_line() -> None:
    assert plain("a\nb " * 100, 7) == "a b a b"


def test_a_megabyte_takes_no_time() -> None:
    for hostile in ("a" * 10**6, "яa" * 10**6, "\u0301\u0316" * 10**6, " \n" * 10**6, "&#" * 10**6, "\u200b" * 10**6):
        assert len(lettered(hostile).text) <= len(hostile)
