"""Every command and every button, in every language: an answer in that language that Telegram takes."""

import re
from collections.abc import Iterable

import pytest

from domain.callback import Verb
from handlers.routes import BUTTONS, COMMANDS
from playground.chats import Message
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = ("be", "ru", "en")
FOREIGN = {"be": set("ищъИЩЪ"), "ru": set("іўІЎ"), "en": {chr(code) for code in range(0x400, 0x460)}}
OWN = {"be": set("іўыяа"), "ru": set("иыщяа"), "en": set("eaton")}

WITH = {
    "start": ("p_1",),
    "find": ("Тихановский", "Zzzz Qqqq"),
    "follow": ("Бяляцкі", "1"),
    "unfollow": ("Бяляцкі", "Ціханоўскі"),
    "subscribe": ("pardons", "gossip", "trials deaths weekly", "daily", "pardons now daily"),
    "unsubscribe": ("all", "gossip"),
    "latest": ("pardons", "numbers"),
    "waves": ("chart", "gossip"),
    "numbers": ("chart", "gossip"),
    "language": ("xx",),
    "discreet": ("on", "off"),
    "quiet": ("23-7", "23-7 +3", "off", "noon"),
    "digest": ("7", "7 +5:30", "noon"),
    "insist": ("on", "off"),
}
FIGURES = re.compile(r"[\d:–−+, ]+(UTC[\d:−+]+)?")
TYPED = [f"/{command} {words}".strip() for command in COMMANDS for words in ("", *WITH.get(command, ()))]
TYPED = [*TYPED, "/nosuch", "/find Сяргей Альшэўскі", f"/find {'x' * 300}"]


def speaks(text: str, language: str, names: Iterable[str]) -> None:
    """Check that ``text`` is in the language: its letters, none of its neighbour's, other than in ``names``."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    assert OWN[language] & set(text), text
    assert not FOREIGN[language] & set(text), text


def names_in(message: Message, typed: str) -> list[str]:
    """Return what may be in another language: what was typed, and a card's heading of all a person's names."""
    card = message.text.splitlines()[:2] if "\n\n" in message.text else []
    return [*card, *typed.split(), *typed.partition(" ")[2:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", TYPED)
async def test_every_command_answers_in_the_readers_language(shared: Live, typed: str, language: str) -> None:
    reader = await shared.reader(language)
    answer = await shared.say(reader, typed)
    speaks(answer.text, language, names_in(answer, typed))
    for button in answer.buttons:
        names_itself = button.value.split(".")[1] in {Verb.PICK, Verb.LANGUAGE, Verb.CARD}
        if not (names_itself or FIGURES.fullmatch(button.text)):
            speaks(button.text, language, ())


PRESSED = {
    Verb.PICK: "{language}",
    Verb.START: "off.{language}",
    Verb.TOPIC: "pardons",
    Verb.PACE: "pardons",
    Verb.SHOW: "1",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", [verb for verb in BUTTONS if verb is not Verb.HIDE])
async def test_every_button_answers_in_the_readers_language(shared: Live, verb: Verb, language: str) -> None:
    reader = await shared.reader(language)
    page = await shared.say(reader, "/unsubscribe all")  # what no button shows
    arg = PRESSED.get(verb, "").format(language=language)
    told = await shared.press_carrying(reader, page, f"1.{verb}.1.{arg}")
    shown = shared.now(reader.chat_id, page)
    assert told or shown != page
    speaks(told or shown.text, language, names_in(shown, ""))
    assert told is None or len(told.encode("utf-16-le")) <= 400


@pytest.mark.parametrize("verb", BUTTONS)
async def test_every_button_is_answered_before_anything_is_stored(shared: Live, verb: Verb) -> None:
    reader = shared.telegram.add_person("Reader", "en")
    page = await shared.say(reader, "/help")
    await shared.press_carrying(reader, page, f"1.{verb}.0.")
    await shared.press_carrying(reader, await shared.say(reader, "/help"), f"1.{verb}.7.yes")


async def test_every_verb_has_somebody_who_answers() -> None:
    assert set(BUTTONS) == set(Verb)
