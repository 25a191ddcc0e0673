"""The rules of the house style that a machine can check, over catalogs and over what is really said."""

import re
import unicodedata

import pytest

from domain.language import Language
from tests.texts.samples import BOOK, PLAIN_NAME, every_message
from tests.texts.test_catalogs import LANGUAGES, entries
from texts import menus
from texts.markup import plain

FORBIDDEN = {
    "be": r"нарэшце|злачын(ец|ц)|\bзэк|сьмерць|калёні|шыза|\bвырак|інвалід|прэзідэнт|магчыма|сачыць|амністыравал",
    "ru": r"наконец|преступник|уголовник|\bзэк|белорусси|инвалид|президент|возможно|следить|раская",
    "en": r"finally|\bconvicts?\b|\binmate|repent|congratulat|\bpresident\b|perhaps your|clemency",
}
STRANGE = {"be": "иИщЩъЪ", "ru": "іІўЎ’"}
LABELS = re.compile(r"экстрэміс|тэрарыз|экстремис|террориз|extremis|terroris", re.IGNORECASE)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
PREPOSITION = re.compile(r"(?<!\w)(з|са|у|ў|ва|с|со|в|во|пра|аб|аба|о|об|обо|about|of) \{name")
AFTER_PLACEHOLDER = re.compile(r"\} (у|ў|ва|з|са|с|со|в|во)(?!\w)")


def said(language: str) -> str:
    messages = every_message(PLAIN_NAME, BOOK.voice(Language(language)))
    labels = menus.commands(BOOK.voice(Language(language)))
    rows = [plain(m.text) + " " + " ".join(b.label for row in m.keyboard for b in row) for m in messages]
    return "\n".join([*rows, *(description for _, description in labels)])


def catalog_texts(language: str) -> list[str]:
    return [text for context, _, forms in entries(language) if context != "date pattern" for text in forms]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_exclamation_marks_and_no_emoji(language: str) -> None:
    text = said(language) + "".join(catalog_texts(language))
    assert "!" not in text
    assert not {letter for letter in text if unicodedata.category(letter) in {"So", "Sk"}} - {"№"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_to_avoid(language: str) -> None:
    known = said(language) + "\n".join(catalog_texts(language))
    assert not re.findall(FORBIDDEN[language], known.replace("president.gov.by", ""), re.IGNORECASE)


@pytest.mark.parametrize("language", STRANGE)
def test_no_letter_of_the_other_language(language: str) -> None:
    assert not [text for text in catalog_texts(language) if set(text) & set(STRANGE[language])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_the_state_stand_in_quotation_marks(language: str) -> None:
    assert not [text for text in catalog_texts(language) if LABELS.search(QUOTED.sub("", text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_never_declined_and_no_sound_is_guessed(language: str) -> None:
    assert not [text for text in catalog_texts(language) if PREPOSITION.search(text) or AFTER_PLACEHOLDER.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_hold_on_to_their_words(language: str) -> None:
    loose = re.compile(r"\{n\} \w|№ |\b(арт|ст|ч|No|Art)\. ")
    assert not [text for text in catalog_texts(language) if loose.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_never_part_of_a_plural_form_without_its_number(language: str) -> None:
    for _, ids, forms in entries(language):
        assert len(ids) == 1 or all("{n}" in text for text in forms), ids


@pytest.mark.parametrize(("language", "quotes"), [("be", "«»"), ("ru", "«»"), ("en", "“”")])
def test_quotation_marks(language: str, quotes: str) -> None:
    marks = set("«»“”„\"'") - set(quotes) - (set("'") if language == "en" else set())
    assert not [text for text in catalog_texts(language) if set(text) & marks]
    assert all(text.count(quotes[0]) == text.count(quotes[1]) for text in catalog_texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_twice(language: str) -> None:
    assert not re.search(r"(?<!\.)\.\.(?!\.)|  | \.| ,", said(language))


def test_belarusian_and_russian_differ_everywhere_they_can() -> None:
    """A text copied from one catalog to the other is a slip, unless both really say the same."""
    russian = {(context, ids): forms for context, ids, forms in entries("ru")}
    same = {ids[0] for context, ids, forms in entries("be") if forms == russian[context, ids]}
    shared = {
        "Back", "Date", "No date", "Trial", "Trials", "Status: {status}", "Date: {date}.", "Zvestka", "Verdict: {date}",
        "d MMMM y", "LLLL y", "y", "Viasna", "BelTA", "Belsat", "DW", "Human Rights Watch", "Meduza", "Novy Chas",
        "Radio Svaboda", "Reform.news", "Reuters", "Zerkalo", "{n} second",
    }  # fmt: skip
    assert same <= shared
