"""Everything the bot can say, about people with harmless and with hostile names, as Telegram would take it."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from domain.callback import LONGEST, Callback, Verb
from domain.message import Message
from tests.texts.samples import (
    BOOK,
    HOSTILE,
    PLAIN_NAME,
    REACH,
    every_message,
    filed,
    listed,
    proof_of,
    verbs_of,
    voice,
)
from texts import apologies, correcting, desk, menus, onboarding, review, rhythm, search, subscribing
from texts.desk import Asked
from texts.markup import plain, utf16_length

LANGUAGES = [str(language) for language in BOOK.languages]


@pytest.fixture(scope="module", params=LANGUAGES)
def said(request: pytest.FixtureRequest) -> list[Message]:
    return [message for name in (PLAIN_NAME, *HOSTILE) for message in every_message(name, voice(request.param))]


def test_markup_is_well_formed(said: list[Message]) -> None:
    for message in said:
        root = ET.fromstring(f"<m>{message.text}</m>")
        assert {each.tag for each in root.iter()} <= {"m", "b", "pre", "s"}
        assert "".join(root.itertext()).strip()


def test_lengths(said: list[Message]) -> None:
    assert all(utf16_length(plain(message.text)) <= 4096 for message in said)
    assert all(0 < len(button.label) <= 64 for message in said for row in message.keyboard for button in row)


def test_no_placeholder_is_left(said: list[Message]) -> None:
    left = re.compile(r"\{(?!name\}|\"id\")|None|Undefined")
    assert not [message.text for message in said if left.search(message.text.replace('[{"url"', ""))]


def test_every_button_is_understood(said: list[Message]) -> None:
    actions = {button.action for message in said for row in message.keyboard for button in row}
    assert all(Callback.parse(action) and len(action.encode()) <= LONGEST for action in actions)


def test_every_verb_has_a_button(said: list[Message]) -> None:
    assert set().union(*map(verbs_of, said)) == set(Verb)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_risk_is_told_in_six_hundred_characters(language: str) -> None:
    message = onboarding.risk(voice(language))
    assert len(plain(message.text)) <= 600
    assert [row[0].action for row in message.keyboard] == [f"1.start.0.on.{language}", f"1.start.0.off.{language}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_popups_fit(language: str) -> None:
    speaker = voice(language)
    popups = (
        apologies.old_button(speaker), apologies.not_for_groups(speaker), desk.approved_by_you(1_131, speaker),
        desk.changed_since(speaker), desk.already_done(speaker), desk.not_an_editor(speaker).text,
        subscribing.admins_only(speaker).text, correcting.nothing_changed(speaker).text,
        review.handled(speaker), review.changed(speaker), rhythm.seen(speaker),
    )  # fmt: skip
    assert all(0 < utf16_length(popup) <= 200 for popup in popups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_of_the_bot(language: str) -> None:
    speaker = voice(language)
    assert 0 < len(menus.name(speaker)) <= 64
    assert 0 < len(menus.description(speaker)) <= 512
    assert 0 < len(menus.short_description(speaker)) <= 120
    for command, description in (*menus.commands(speaker), *menus.editor_commands(speaker)):
        assert re.fullmatch(r"[a-z]{1,32}", command)
        assert 0 < len(description) <= 256


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bot_looks_like_nothing_in_particular(language: str) -> None:
    speaker = voice(language)
    shown = " ".join((menus.name(speaker), menus.description(speaker), menus.short_description(speaker)))
    assert not re.search(r"палітвяз|полит|prison|турм|тюр|belarus|беларус|зняв|заключ", shown, re.IGNORECASE)


def test_each_language_is_offered_by_its_own_name() -> None:
    for language in LANGUAGES:
        labels = [row[0].label for row in onboarding.pick_language(voice(language)).keyboard]
        assert labels == ["Беларуская", "Русский", "English"]


def test_the_preview_shows_each_text_and_who_gets_it() -> None:
    shown = proof_of(PLAIN_NAME)
    (message,) = desk.previews(filed(), shown, REACH, Asked(2), voice("en"))
    assert all(text in message.text for text in shown.texts.values())
    assert "Chats that follow the people named: 1\nChats subscribed to this kind: 2\nApprovals" in message.text
    assert [row[0].action for row in message.keyboard] == [
        "1.yes.17.1-0a1b2c3d4e5f",
        "1.drop.17.1-0a1b2c3d4e5f",
    ]


def test_a_preview_too_long_for_one_message_cuts_nothing() -> None:
    shown = proof_of("Імя Прозвішча " * 120)
    *pages, decision = desk.previews(filed(), shown, REACH, Asked(2), voice("en"))
    told = [page.text for page in pages]
    assert all(any(text in page for page in told) for text in (*shown.texts.values(), *shown.personal.values()))
    assert not any(page.keyboard for page in pages)
    assert [row[0].label for row in decision.keyboard] == ["Approve", "Drop"]


def test_editors_see_where_no_source_is_named() -> None:
    bare = replace(filed(), event=replace(filed().event, sources=()))
    (message,) = desk.previews(bare, proof_of(PLAIN_NAME), REACH, Asked(2), voice("be"))
    assert "<b>Крыніца не названа</b>" in message.text
    (message,) = desk.previews(filed(), proof_of(PLAIN_NAME), REACH, Asked(2), voice("be"))
    assert "<b>Крыніца не названа</b>" not in message.text


def test_one_candidate_is_not_called_several() -> None:
    asked = search.candidates([listed()], voice("be")).text
    assert asked.startswith("Знойдзена адно падобнае імя. Гэта той чалавек?")
    assert search.candidates([listed(), listed(code=8)], voice("be")).text.startswith("Знойдзена некалькі")
