"""The catalogs say the same things in every language, and say all of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import locales
import texts
from tests.texts.samples import BOOK

FOLDER = Path(next(iter(locales.__path__)))
LANGUAGES = [str(language) for language in BOOK.languages]
PLACEHOLDER = re.compile(r"\{\w*\}")
FORMS = {"be": 3, "ru": 3, "en": 2}


def catalog(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(language: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield context, forms in English, forms in ``language``."""
    for message in catalog(language):
        if message.id:
            yield message.context or "", forms(message.id), forms(message.string)


def forms(message_id: object) -> tuple[str, ...]:
    return tuple(message_id) if isinstance(message_id, (list, tuple)) else (str(message_id),)


def extracted() -> set[tuple[str, tuple[str, ...]]]:
    folder = Path(next(iter(texts.__path__)))
    found = extract_from_dir(folder, [("**.py", "python")], comment_tags=("NOTE:",))
    return {(context or "", forms(message_id)) for _, _, message_id, _, context in found}


def keys(language: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(context, ids) for context, ids, _ in entries(language)}


def test_the_three_languages_are_there() -> None:
    assert LANGUAGES == ["be", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_has_exactly_what_the_code_says(language: str) -> None:
    assert keys(language) == extracted()


def test_template_has_exactly_what_the_code_says() -> None:
    with (FOLDER / "zvestka.pot").open("rb") as file:
        found = {(message.context or "", forms(message.id)) for message in read_po(file) if message.id}
    assert found == extracted()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_fuzzy_or_obsolete(language: str) -> None:
    known = catalog(language)
    assert not [ids for _, ids, said in entries(language) if not all(text.strip() for text in said)]
    assert not [message.id for message in known if message.id and message.fuzzy]
    assert not known.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_there(language: str) -> None:
    for _, ids, said in entries(language):
        assert len(said) == (FORMS[language] if len(ids) > 1 else 1), ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    for _, ids, said in entries(language):
        wanted = sorted(PLACEHOLDER.findall(ids[0]))
        assert all(sorted(PLACEHOLDER.findall(text)) == wanted for text in said), ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_texts_are_plain(language: str) -> None:
    """Markup is made in texts/markup.py alone."""
    for _, ids, said in entries(language):
        assert not re.search(r"[<>&\n]", "".join((*ids, *said))), ids


def test_every_gendered_text_has_its_three_contexts() -> None:
    gendered = {context for context, _ in extracted() if "gender:" in context}
    stems = {context.rpartition("gender:")[0] for context in gendered}
    assert stems
    assert gendered == {f"{stem}gender:{gender}" for stem in stems for gender in ("m", "f", "other")}


@pytest.mark.parametrize("language", ["be", "ru"])
def test_a_person_of_unknown_gender_is_not_called_a_man(language: str) -> None:
    said = {(context, ids): text for context, ids, text in entries(language)}
    for (context, ids), text in said.items():
        if context.endswith("gender:other"):
            stem = context.removesuffix("other")
            assert len({text, said[stem + "m", ids], said[stem + "f", ids]}) == 3, context
