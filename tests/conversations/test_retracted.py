"""News that was taken back: behind *Show* it says so, and nowhere is it news."""

import pytest

from domain.event import Act, EventState
from domain.records import read_event
from tests.clock import START
from tests.conversations.live import Live
from tests.conversations.newsroom import SOURCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

RELEASE = {"kind": "release", "date": "2031-06-21", "people": ["viasna:179"], "ground": "pardon", "sources": [SOURCE]}


async def shown(shared: Live, name: str, state: EventState, **more: object) -> str | None:
    """Return what *Show* tells somebody who follows nobody of an event in this state."""
    event = read_event({"id": name, **RELEASE, **more})
    filed = await shared.store.events.file(event, state, START)
    reader = await shared.reader("be")
    page = await shared.say(reader, "/help")
    return await shared.press_carrying(reader, page, f"1.show.{filed.number}.1")


async def test_behind_show_it_is_said_to_be_retracted(shared: Live) -> None:
    told = await shown(shared, "gone", EventState.RETRACTED, act=Act.CANCEL)
    assert told is not None
    assert told.startswith("Адклікана. Раней мы напісалі: «Вызваленне: 21 чэрвеня 2031")


async def test_behind_show_a_correction_is_labelled(shared: Live) -> None:
    told = await shown(shared, "mended", EventState.HISTORY, act=Act.UPDATE)
    assert told is not None
    assert told.startswith("Выпраўленне.\nВызваленне: 21 чэрвеня 2031")


async def test_a_draft_is_not_shown(shared: Live) -> None:
    told = await shown(shared, "not-yet", EventState.DRAFT)
    assert told is not None
    assert "2031" not in told


async def test_neither_the_latest_news_nor_the_card_tells_of_it(shared: Live) -> None:
    await shown(shared, "never-so", EventState.RETRACTED, date="2033-01-01")
    reader = await shared.reader("en")
    for asked in ("/latest", "/latest releases", "/find Тихановский"):
        assert "2033" not in (await shared.say(reader, asked)).text
