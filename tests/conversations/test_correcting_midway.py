"""What turns out to be wrong while it is still being sent: nobody more is told it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Select, func, select

from domain.language import ENGLISH
from domain.subscription import ChatKind, Subscriber, Topic
from storage.outbox_tables import deliveries
from tests.conversations.correcting import pressed, typed
from tests.conversations.live import PATIENCE_SECONDS, Live, open_live
from tests.conversations.mending import approved, form_of, number_of, retracting
from tests.conversations.newsroom import laid, pardon, put_on_desk, standing

RATE = 20
CHATS = 100
"""At ``RATE``, five seconds: time enough for an editor to see it is wrong."""


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Live]:
    """Yield a bot that sends slowly."""
    async with open_live(tmp_path, rate=RATE) as running:
        yield running


async def readers(live: Live) -> Sequence[int]:
    """Return the chats of people who have pressed Start and read everything."""
    chats = [live.telegram.add_person(f"Reader {number}", "en").chat_id for number in range(CHATS)]
    for chat in chats:
        live.telegram.chats[chat].bot = "member"
        topics = frozenset({Topic.ALL})
        await live.store.subscribers.put(Subscriber(chat, ChatKind.PRIVATE, ENGLISH, discreet=False, topics=topics))
    return chats


async def begun(live: Live, chats: Sequence[int]) -> int:
    """Confirm a wave; return its number as soon as some of ``chats`` were told."""
    await approved(await put_on_desk(live, pardon("midway")))
    await live.telegram.wait_for(lambda: len(told(live, chats)) >= RATE // 4, PATIENCE_SECONDS)
    return await number_of(live, "midway")


def told(live: Live, chats: Sequence[int], words: str = "37") -> Sequence[int]:
    """Return the chats that hold a message with ``words``."""
    return [chat for chat in chats if any(words in each.text for each in live.telegram.sent(chat))]


async def at_rest(live: Live) -> None:
    """Wait until what was leased before the desk stopped it is said: it counts as told (storage/leasing.py)."""
    under_way = select(func.count()).where(deliveries.c.due.is_not(None), deliveries.c.tried)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await _count(live, under_way):  # noqa: ASYNC110 - rows, which tell nobody
            await asyncio.sleep(0.02)


async def _count(live: Live, query: Select[int]) -> int:
    async with live.store.database.reading() as connection:
        return (await connection.execute(query)).scalar_one()


def righted(live: Live, chats: Sequence[int]) -> bool:
    """Tell whether the correction has come, after the original was struck out, to all who were told what is wrong."""
    return all(len(live.telegram.sent(chat)) == 2 for chat in told(live, chats))


async def test_whoever_was_not_told_yet_gets_only_what_is_right(slow: Live) -> None:
    chats = await readers(slow)
    number = await begun(slow, chats)
    form = await form_of(slow, number)
    await pressed(slow, form, "Колькасць:")
    form = await typed(slow, "36")
    before = standing(slow)
    await pressed(slow, form, "Прапанаваць")
    desk = await laid(slow, before)
    assert 0 < len(told(slow, chats)) < CHATS, "the desk stops it midway"
    await at_rest(slow)
    await approved(desk)
    await slow.telegram.wait_for(
        lambda: len(told(slow, chats, "36")) == CHATS and righted(slow, chats), PATIENCE_SECONDS
    )
    wrong = told(slow, chats)
    for chat in wrong:
        first, second = slow.telegram.sent(chat)
        assert first.text.startswith("Corrected.")
        assert second.reply_to == first.id
    assert 0 < len(wrong) < CHATS
    assert {len(slow.telegram.sent(chat)) for chat in set(chats).difference(wrong)} == {1}


async def test_dropped_the_rest_is_told_and_nothing_is_taken_back(slow: Live) -> None:
    chats = await readers(slow)
    desk = await retracting(slow, await begun(slow, chats))
    assert len(told(slow, chats)) < CHATS
    assert await desk.press(1, desk.dropping) is None
    await slow.telegram.wait_for(lambda: len(told(slow, chats)) == CHATS, PATIENCE_SECONDS)
    assert {len(slow.telegram.sent(chat)) for chat in chats} == {1}


async def test_what_is_taken_back_midway_reaches_nobody_new(slow: Live) -> None:
    chats = await readers(slow)
    desk = await retracting(slow, await begun(slow, chats))
    await at_rest(slow)
    await approved(desk)
    await slow.telegram.wait_for(
        lambda: told(slow, chats, "We are sorry.") == told(slow, chats) and righted(slow, chats), PATIENCE_SECONDS
    )
    wrong = told(slow, chats)
    assert 0 < len(wrong) < CHATS
    assert {len(slow.telegram.sent(chat)) for chat in wrong} == {2}
    assert {len(slow.telegram.sent(chat)) for chat in set(chats).difference(wrong)} == {0}
