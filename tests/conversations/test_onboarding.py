"""Pressing Start: three steps, nothing stored before the last, and links that lead to a person."""

import pytest

from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = {
    "be": ("Выберыце мову", "Мы захоўваем", "Напішыце імя"),
    "ru": ("Выберите язык", "Мы храним", "Напишите имя"),
    "en": ("Choose a language", "We store", "Write a person"),
}


@pytest.mark.parametrize("language", ["be", "ru", "en"])
async def test_three_steps_edit_one_message_in_the_language_picked(shared: Live, language: str) -> None:
    reader = shared.telegram.add_person("Reader", "pl")
    first = await shared.say(reader, "/start")
    assert first.text.startswith(STEPS["en"][0])
    assert [each.text for each in first.buttons[:3]] == ["Беларуская", "Русский", "English"]
    await shared.press_value(reader, first, f"1.pick.0.{language}")
    assert shared.now(reader.chat_id, first).text.startswith(STEPS[language][1])
    assert await shared.stored(reader) is None
    await shared.press_value(reader, first, f"1.start.0.off.{language}")
    assert STEPS[language][2] in shared.now(reader.chat_id, first).text
    kept = await shared.stored(reader)
    assert kept is not None
    assert (kept.language, kept.discreet, kept.follows) == (language, False, frozenset())


async def test_telegrams_language_is_spoken_at_first(shared: Live) -> None:
    for code, words in (("be", "Выберыце мову"), ("ru-RU", "Выберите язык"), ("", "Choose a language")):
        reader = shared.telegram.add_person("Reader", code)
        assert (await shared.say(reader, "/start")).text.startswith(words)


async def test_nothing_is_stored_before_a_follow_or_a_choice(shared: Live) -> None:
    before = await shared.store.subscribers.count()
    reader = shared.telegram.add_person("Ганна", "be")
    first = await shared.say(reader, "/start")
    await shared.press_value(reader, first, "1.pick.0.ru")
    for text in ("Ціханоўскі", "/find Альшэўскі", "/help", "/latest", "/privacy", "/following", "/start p_1"):
        await shared.say(reader, text)
    await shared.say(reader, "/unsubscribe pardons")
    await shared.say(reader, "/unfollow Ціханоўскі")
    assert await shared.store.subscribers.count() == before


async def test_discreet_unless_full_is_chosen(shared: Live) -> None:
    for choice, discreet in (("on", True), ("off", False)):
        reader = await shared.reader("ru", choice)
        kept = await shared.stored(reader)
        assert kept is not None
        assert kept.discreet is discreet


async def test_start_again_goes_on_where_one_was(shared: Live) -> None:
    reader = await shared.reader("ru")
    await shared.say(reader, "/follow Тихановский")
    again = await shared.say(reader, "/start")
    assert STEPS["ru"][2] in again.text
    kept = await shared.stored(reader)
    assert kept is not None
    assert len(kept.follows) == 1


async def test_an_old_picker_changes_the_language_of_somebody_stored(shared: Live) -> None:
    reader = shared.telegram.add_person("Reader", "en")
    picker = await shared.say(reader, "/start")
    await shared.say(reader, "/follow Тихановский")
    await shared.press_carrying(reader, picker, "1.pick.0.be")
    assert shared.now(reader.chat_id, picker).text.startswith(STEPS["be"][1])
    await shared.press_value(reader, picker, "1.start.0.on.be")
    kept = await shared.stored(reader)
    assert kept is not None
    assert (kept.language, len(kept.follows)) == ("be", 1)


async def test_links_open_a_card_or_follow(shared: Live) -> None:
    reader = shared.telegram.add_person("Ганна", "be")
    await shared.say(reader, "/follow Ціханоўскі")
    kept = await shared.stored(reader)
    assert kept is not None
    (code,) = kept.follows

    stranger = shared.telegram.add_person("Павел", "ru")
    card = await shared.say(stranger, f"/start p_{code}")
    assert card.text.startswith("Сергей Тихановский")
    assert await shared.stored(stranger) is None
    followed = await shared.say(stranger, f"/start f_{code}")
    assert "Сергей Тихановский" in followed.text
    kept = await shared.stored(stranger)
    assert kept is not None
    assert kept.follows == {code}


@pytest.mark.parametrize("payload", ["p_999999", "f_999999", f"p_{'9' * 60}", "f_", "p_x", "nonsense"])
async def test_a_wrong_link_is_answered_and_stores_nothing(shared: Live, payload: str) -> None:
    reader = shared.telegram.add_person("Reader", "en")
    answer = await shared.say(reader, f"/start {payload}")
    assert answer.text.startswith(("We found nothing", "Choose a language"))
    assert await shared.stored(reader) is None


async def test_a_picker_with_an_unknown_language_keeps_telegrams(shared: Live) -> None:
    reader = shared.telegram.add_person("Reader", "ru")
    picker = await shared.say(reader, "/start")
    await shared.press_carrying(reader, picker, "1.start.0.maybe.xx")
    kept = await shared.stored(reader)
    assert kept is not None
    assert (kept.language, kept.discreet) == ("ru", True)
