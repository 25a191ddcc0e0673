"""What stands behind Show: pages that Telegram's pop-up takes."""

from hypothesis import given
from hypothesis import strategies as st

from domain.event import EventKind
from tests.texts.samples import event, person, voice
from texts.alert import alert_text, discreet_alert, shown_keyboard
from texts.markup import escape, plain, utf16_length
from texts.popups import LONGEST_POPUP, popup_pages


@given(st.text(st.characters(codec="utf-8"), max_size=900))
def test_no_page_is_too_long_and_no_word_is_lost(text: str) -> None:
    pages = popup_pages(escape(text))
    assert all(utf16_length(page) <= LONGEST_POPUP for page in pages)
    told = "".join(page.rpartition("\n")[0] if len(pages) > 1 else page for page in pages)
    assert "".join(told.split()) == "".join(plain(escape(text)).split())


def test_a_short_text_has_no_page_mark() -> None:
    assert popup_pages("<b>Імя</b>\nНа волі.") == ("Імя\nНа волі.",)


def test_pages_end_with_sentences_and_are_counted() -> None:
    pages = popup_pages(" ".join(["Гэта сказ на пяць слоў."] * 20))
    assert [page[-3:] for page in pages] == [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    assert all(page[:-4].endswith("слоў.") for page in pages)


def test_a_long_sentence_is_cut_between_words() -> None:
    pages = popup_pages("слова " * 90)
    assert all(page[:-4].endswith("слова") for page in pages)


def test_the_name_comes_first() -> None:
    somebody = person("Імя Прозвішча")
    text = alert_text(event(EventKind.RELEASE), [somebody], frozenset({somebody.id}), voice("be"))
    assert popup_pages(text)[0].startswith("Імя Прозвішча\n")


def test_the_discreet_alert_says_nothing() -> None:
    assert [discreet_alert(17, voice(each)).text for each in ("be", "ru", "en")] == [
        "Ёсць абнаўленне.",
        "Есть обновление.",
        "There is an update.",
    ]
    assert discreet_alert(17, voice("be")).keyboard[0][0].action == "1.show.17.1"


def test_show_names_the_next_page() -> None:
    (button,) = shown_keyboard(17, 2, 3, voice("be"))[0]
    assert (button.label, button.action) == ("Паказаць 2/3", "1.show.17.2")


def test_past_the_last_page_show_begins_anew() -> None:
    for page in (1, 4):
        (button,) = shown_keyboard(17, page, 3, voice("ru"))[0]
        assert (button.label, button.action) == ("Показать", "1.show.17.1")
