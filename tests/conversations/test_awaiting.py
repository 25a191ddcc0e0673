"""A name that is not listed yet: kept as typed, asked about when somebody like them is listed, followed on a yes."""

from datetime import date

import pytest

from domain.dates import PartialDate
from domain.language import Language
from domain.person import Person as Prisoner
from domain.subscription import AWAITED_LIMIT
from playground.chats import Message, Person
from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def awaited_names(shared: Live, person: Person) -> list[str]:
    kept = await shared.stored(person)
    return [each.name for each in kept.awaited] if kept else []


async def listed(shared: Live, number: int, name: str) -> None:
    """Let the register gain somebody, as an import by another process does."""
    names = {Language("be"): (name,)}
    await shared.store.people.put(
        [Prisoner(f"test:{number}", names, born=PartialDate(1990 + number))], date(2026, 1, number)
    )


async def asked(shared: Live, reader: Person, before: set[int]) -> Message:
    return await shared.next_message(reader.chat_id, before)


async def test_found_nobody_offers_to_tell(shared: Live) -> None:
    reader = await shared.reader("be")
    nothing = await shared.say(reader, "Хрысанф Драздовіч-Пякарскі")
    await shared.press(reader, nothing, "Паведаміць, калі з’явіцца")
    assert await awaited_names(shared, reader) == ["Хрысанф Драздовіч-Пякарскі"]
    assert "Хрысанф Драздовіч-Пякарскі" in shared.now(reader.chat_id, nothing).text
    again = await shared.say(reader, "/follow хрысанф драздовіч-пякарскі")
    assert again.text.startswith("Гатова")
    assert len(await awaited_names(shared, reader)) == 1


async def test_when_listed_the_reader_says_whether_it_is_them(shared: Live) -> None:
    reader = await shared.reader("ru")
    await shared.say(reader, "/follow Зосима Вербицкий-Лях")
    before = shared.seen(reader.chat_id)
    await listed(shared, 1, "Засім Вярбіцкі-Лях")
    question = await asked(shared, reader, before)
    assert "Зосима Вербицкий-Лях" in question.text
    assert "1991" in question.text
    await shared.press(reader, question, "Да, получать новости")
    kept = await shared.stored(reader)
    assert kept is not None
    assert not kept.awaited
    assert len(kept.follows) == 1


async def test_somebody_else_is_not_followed_and_not_asked_about_again(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.say(reader, "/follow Ananii Kazubouski")
    before = shared.seen(reader.chat_id)
    await listed(shared, 2, "Ананій Казубоўскі")
    first = await asked(shared, reader, before)
    await shared.press(reader, first, "No, somebody else")
    assert shared.now(reader.chat_id, first).text.startswith("Good")
    before = shared.seen(reader.chat_id)
    await listed(shared, 3, "Ананій Казубоўскі")
    second = await asked(shared, reader, before)
    assert "1993" in second.text
    kept = await shared.stored(reader)
    assert kept is not None
    assert not kept.follows
    assert [each.name for each in kept.awaited] == ["Ananii Kazubouski"]


async def test_discreet_readers_see_a_name_only_when_they_ask(shared: Live) -> None:
    reader = await shared.reader("be", "on")
    await shared.say(reader, "/follow Піліп Абразцоў-Мароз")
    before = shared.seen(reader.chat_id)
    await listed(shared, 4, "Піліп Абразцоў-Мароз")
    alert = await asked(shared, reader, before)
    assert alert.text == "Ёсць абнаўленне."
    await shared.press(reader, alert, "Паказаць")
    assert "Піліп Абразцоў-Мароз" in shared.now(reader.chat_id, alert).text
    await shared.press(reader, alert, "Так, атрымліваць навіны")
    assert not await awaited_names(shared, reader)


async def test_the_list_shows_names_awaited_and_ends_them(shared: Live) -> None:
    reader = await shared.reader("en")
    await shared.say(reader, "/follow Quirin Abezianau")
    shown = await shared.say(reader, "/following")
    await shared.press(reader, shown, "Quirin Abezianau (not listed yet)")
    await shared.press(reader, shown, "Do not await")
    assert not await awaited_names(shared, reader)
    await shared.say(reader, "/follow Quirin Abezianau")
    ended = await shared.say(reader, "/unfollow quirin abezianau")
    assert ended.text.startswith("Done. We no longer await")
    assert not await awaited_names(shared, reader)


async def test_the_list_of_awaited_names_has_an_end(shared: Live) -> None:
    reader = await shared.reader("en")
    for letter in "ABCDEFGHIJK":
        last = await shared.say(reader, f"/follow Zwq{letter}x Vbnm{letter}{letter}q")
    assert len(await awaited_names(shared, reader)) == AWAITED_LIMIT
    assert last.text.startswith(f"You await {AWAITED_LIMIT}")


async def test_in_a_group_nothing_is_offered(shared: Live) -> None:
    admin = await shared.reader("en")
    group = shared.telegram.add_group("Friends", [], [admin])
    shared.telegram.add_bot_to(group)
    nothing = await shared.say(admin, "/find Zwqx Vbnmq", group.id)
    assert "await" not in " ".join(button.value for button in nothing.buttons)
