"""Following and its end: by name, by code, by button; the list and its pages."""

import pytest

from domain.subscription import FOLLOW_LIMIT
from playground.chats import Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")

BIALIATSKI, TSIKHANOUSKI = "Бяляцкі", "Ціханоўскі"


async def follows(shared: Live, person: Person) -> frozenset[int]:
    kept = await shared.stored(person)
    return kept.follows if kept else frozenset()


async def code_of(shared: Live, name: str) -> int:
    asker = await shared.reader("be")
    card = await shared.say(asker, name)
    return int(card.button("Атрымліваць навіны").value.split(".")[2])


async def test_by_name_by_code_and_by_button_are_one(shared: Live) -> None:
    code = await code_of(shared, TSIKHANOUSKI)
    for command in (f"/follow {TSIKHANOUSKI}", f"/follow {code}", "/follow Тихановского"):
        reader = shared.telegram.add_person("Ганна", "be")
        answer = await shared.say(reader, command)
        assert "Сяргей Ціханоўскі" in answer.text
        assert await follows(shared, reader) == {code}
    reader = await shared.reader("be")
    card = await shared.say(reader, TSIKHANOUSKI)
    await shared.press(reader, card, "Атрымліваць навіны")
    assert await follows(shared, reader) == {code}
    assert "Сяргей Ціханоўскі" in shared.now(reader.chat_id, card).text


async def test_followed_twice_is_said_and_the_card_offers_the_end(shared: Live) -> None:
    reader = await shared.reader("be")
    await shared.say(reader, f"/follow {BIALIATSKI}")
    again = await shared.say(reader, f"/follow {BIALIATSKI}")
    assert "ўжо" in again.text
    card = await shared.say(reader, BIALIATSKI)
    await shared.press_value(reader, card, next(b.value for b in card.buttons if b.value.startswith("1.unfol.")))
    assert not await follows(shared, reader)
    await shared.press_value(
        reader, card, next(b.value for b in shared.now(reader.chat_id, card).buttons if ".follow." in b.value)
    )
    assert len(await follows(shared, reader)) == 1


async def test_a_name_of_several_asks_and_of_nobody_says_so(shared: Live) -> None:
    reader = await shared.reader("en")
    asked = await shared.say(reader, "/follow Сяргей Альшэўскі")
    assert asked.text.startswith("Several names")
    assert (await shared.say(reader, "/follow Кш Ґґґґ Зззз")).text.startswith("Done. This name is not listed")
    assert (await shared.say(reader, "/follow 999999")).text.startswith("We found nothing")
    assert (await shared.say(reader, f"/follow {'9' * 3_000}")).text.startswith("This is too long")
    assert (await shared.say(reader, "/follow")).text.startswith("Write the name after the command")
    assert not await follows(shared, reader)


async def test_the_end_by_name_and_by_code(shared: Live) -> None:
    reader = await shared.reader("en")
    code = await code_of(shared, BIALIATSKI)
    await shared.say(reader, f"/follow {code}")
    assert "is not on your list" in (await shared.say(reader, f"/unfollow {TSIKHANOUSKI}")).text
    assert "no longer on your list" in (await shared.say(reader, "/unfollow Беляцкого")).text
    await shared.say(reader, f"/follow {code}")
    assert "no longer on your list" in (await shared.say(reader, f"/unfollow {code}")).text
    assert not await follows(shared, reader)
    assert (await shared.say(reader, "/unfollow Кш Ґґґґ Зззз")).text.startswith("We found nothing")
    assert (await shared.say(reader, "/unfollow")).text.startswith("Your list is empty")


async def test_of_two_namesakes_the_followed_one_is_unfollowed(shared: Live) -> None:
    reader = await shared.reader("en")
    asked = await shared.say(reader, "Сяргей Альшэўскі")
    codes = [int(each.value.split(".")[2]) for each in asked.buttons if ".card." in each.value]
    await shared.say(reader, f"/follow {codes[1]}")
    await shared.say(reader, "/unfollow Альшэўскі")
    assert not await follows(shared, reader)
    for code in codes:
        await shared.say(reader, f"/follow {code}")
    both = await shared.say(reader, "/unfollow Альшэўскі")
    assert both.text.startswith("On your list")
    assert await follows(shared, reader) == set(codes)


async def test_unfollowing_namesakes_nobody_follows_shows_the_list(shared: Live) -> None:
    reader = await shared.reader("en")
    assert (await shared.say(reader, "/unfollow Альшэўскі")).text.startswith("Your list is empty")


async def test_the_list_turns_its_pages_and_is_full_at_fifty(shared: Live) -> None:
    reader = await shared.reader("en")
    for code in range(1, FOLLOW_LIMIT + 1):
        await shared.say(reader, f"/follow {code}")
    full = await shared.say(reader, f"/follow {FOLLOW_LIMIT + 1}")
    assert full.text.startswith("Your list is full")
    assert len(await follows(shared, reader)) == FOLLOW_LIMIT
    await shared.press(reader, full, "My list")
    listed = shared.now(reader.chat_id, full)
    assert "50" in listed.text
    names = {each.value for each in listed.buttons if ".card." in each.value}
    await shared.press(reader, listed, "Next")
    second = {each.value for each in shared.now(reader.chat_id, full).buttons if ".card." in each.value}
    assert names
    assert second
    assert not names & second
    await shared.press(reader, listed, "Back")
    assert shared.now(reader.chat_id, full).keyboard == listed.keyboard
    await shared.press_carrying(reader, full, "1.mine.9999.")
    assert not [each for each in shared.now(reader.chat_id, full).buttons if each.text == "Next"]
