"""A fourth language needs one catalog and nothing else: a made-up Polish one, from the template, says everything."""

import re
import shutil
from pathlib import Path

import pytest
from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from domain.callback import Verb
from domain.language import Language, choose_language
from tests.texts.samples import PLAIN_NAME, every_message, verbs_of
from tests.texts.test_catalogs import FOLDER, forms
from texts import menus
from texts.markup import plain
from texts.onboarding import pick_language, risk
from texts.phrasebook import Phrasebook, Voice

MARK = "ж"
LETTER = re.compile(r"[A-Za-z](?![^{}]*\})")
ADDRESSES = r"(https://|spring96|reform|example)\S*( Viasna)?|(test:)+\S*|\bEnglish\b"
TYPED = r"/quiet off|/(waves|numbers) chart|/subscribe( [a-z]+)+|/[a-z]+"
FIGURES = re.compile(r"[\d:–−+, ]+(UTC[\d:−+]+)?")
NOT_OURS = re.compile(
    rf"/announce \{{.*|{ADDRESSES}|reform\W+news|/?[a-z]+ – |{TYPED}|UTC| en$|\bx\b", re.DOTALL | re.MULTILINE
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Phrasebook:
    folder = tmp_path_factory.mktemp("locales")
    for catalog in FOLDER.glob("*.po"):
        shutil.copy(catalog, folder)
    with (folder / "pl.po").open("wb") as file:
        write_po(file, made_up())
    return Phrasebook.load(Path(folder))


def made_up() -> Catalog:
    """Return the template, translated."""
    with (FOLDER / "zvestka.pot").open("rb") as file:
        template = read_po(file)
    catalog = Catalog(locale="pl")
    for message in template:
        if message.id:
            catalog.add(
                message.id, marked(message.context or "", message.id, catalog.num_plurals), context=message.context
            )
    return catalog


def marked(context: str, message_id: object, plurals: int) -> str | tuple[str, ...]:
    """Return the text with every letter outside placeholders replaced, so that English left over shows."""
    said = forms(message_id)
    if context == "date pattern":
        return said[0]
    made_up = LETTER.sub(MARK, said[-1])
    return made_up if len(said) == 1 else (made_up,) * plurals


def polish(book: Phrasebook) -> Voice:
    return book.voice(Language("pl"))


def test_it_is_offered_by_its_own_name(book: Phrasebook) -> None:
    assert book.languages == ("be", "ru", "en", "pl")
    labels = [row[0].label for row in pick_language(book.voice(Language("be"))).keyboard]
    assert labels == ["Беларуская", "Русский", "English", "polski"]


def test_it_can_be_chosen(book: Phrasebook) -> None:
    assert choose_language("pl-PL", book.languages) == "pl"
    assert risk(polish(book)).keyboard[0][0].action == "1.start.0.on.pl"


def test_everything_is_said_in_it(book: Phrasebook) -> None:
    known = set(book.own_names.values())
    a_name = re.compile(r"(\d+\. )?Імя Прозвішча( en)?")
    for message in every_message(PLAIN_NAME, polish(book)):
        assert MARK in message.text or message.text == "x"
        labels = [button.label for row in message.keyboard for button in row]
        own = [label for label in labels if not (label in known or a_name.match(label) or FIGURES.fullmatch(label))]
        assert all(MARK in label for label in own)
    assert all(MARK in description for _, description in menus.commands(polish(book)))


def test_no_english_is_left_outside_the_catalog(book: Phrasebook) -> None:
    said = (message for message in every_message(PLAIN_NAME, polish(book)) if Verb.APPROVE not in verbs_of(message))
    left = {word for each in said for word in re.findall(r"[A-Za-z]{3,}", NOT_OURS.sub("", plain(each.text)))}
    months = {name for use in ("format", "stand-alone") for name in get_month_names("wide", use, "pl").values()}
    assert left <= {"polski", *(part for month in months for part in re.findall(r"[a-z]{3,}", month))}


def test_without_a_catalog_english_speaks(book: Phrasebook) -> None:
    assert book.voice(Language("xx")).language == "en"
