"""From sources on loopback, through the running bot, to the editors: each report once; then to who asked for it."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from commands import check, sources
from domain.polling import SourceState
from playground.chats import Message, Person
from tests.conversations.live import Live, open_live
from tests.conversations.reporting import lines
from tests.importing.exports import crowd
from tests.intake.newsstand import Newsstand, article, catalogue, item, open_newsstand, tag_page
from tests.sources import samples

NAMES = ("feed", "mirrored", "tags", "channel", "register")
FREED = "На волю выйшаў палітвязень Адам Прыкладны. Ён цалкам адбыў свой тэрмін."
SECONDS = 60.0


@pytest.fixture
async def stand() -> AsyncIterator[Newsstand]:
    """Give a stand on which five sources tell of three events; two of one, in other words."""
    async with open_newsstand() as opened:
        now = datetime.now(UTC)
        opened.put_feed(item(1, "Адам Прыкладны на волі", FREED, now), item(2, "Надвор’е", "Заўтра дождж.", now))
        opened.put("/be/tags/79", tag_page((8, f"{now:%d.%m.%Y}", "Адам Прыкладны вызваліўся")))
        opened.put("/be/news/8", article("Адам Прыкладны вызваліўся", "Палітвязень Адам Прыкладны вызваліўся."))
        day = f"{now:%Y-%m-%d}"
        post = samples.post(22, "Памёр палітвязень Ян Выдуманы.").replace("2026-11-23", day)
        opened.put_channel(post)
        opened.put_register(crowd(20))
        yield opened


@pytest.fixture
async def live(stand: Newsstand, tmp_path: Path) -> AsyncIterator[Live]:
    """Give a running bot that reads the stand every third of a second."""
    chosen = catalogue(tmp_path, dict.fromkeys(NAMES, stand), every=0.005)
    async with asyncio.timeout(100), open_live(tmp_path / "data", chosen) as running:
        yield running


async def test_what_sources_tell_comes_before_the_editors_once_and_then_to_a_subscriber(
    stand: Newsstand, live: Live, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = await live.reader("be")
    await live.say(reader, "/subscribe releases")
    await _waiting(live, 3)
    await _fares(live, "register", lambda state: state.items == 20)
    rows = crowd(20)
    rows[0] |= {"status": "former", "prison": "FALSE"}
    stand.put_register(rows)
    await _waiting(live, 4)
    await _asked_again(stand, "/rss")
    assert await live.store.reports.count_waiting() == 4, "nothing comes twice"
    assert await sources.show(_args(), live.settings) == 0
    told = {name: json.loads(line) for name, line in zip(NAMES, capsys.readouterr().out.splitlines(), strict=True)}
    made = {name: told[name]["reports"] for name in NAMES}
    assert made.pop("feed") + made.pop("mirrored") == 1, "whichever of the two was asked first"
    assert made == {"tags": 1, "channel": 1, "register": 1}
    assert all(told[name]["well"] for name in NAMES)
    await _confirm_release(live)
    alert = await live.telegram.wait_for(lambda: _about(live, reader.chat_id, "Адам Прыкладны"), SECONDS)
    assert "Вызваленне" in alert[0].text


async def test_the_operator_sees_a_source_fail(
    stand: Newsstand, live: Live, capsys: pytest.CaptureFixture[str]
) -> None:
    await _waiting(live, 3)
    del stand.site.routes["/s/news_example"]
    await _fares(live, "channel", lambda state: bool(state.failures))
    args = _args()
    args.json = False
    assert await sources.show(args, live.settings) == 1
    assert "the page is not there (HTTP 404)" in capsys.readouterr().out
    assert await check.check(args, live.settings) == 1
    assert "WRONG sources that give nothing (see `zvestka sources`): channel" in capsys.readouterr().out


def _args() -> argparse.Namespace:
    return argparse.Namespace(json=True)


async def _waiting(live: Live, number: int) -> None:
    """Wait until so many reports lie before the editors, and both were told of it."""
    for editor in live.editors:
        await live.telegram.wait_for(partial(_told, live, editor.chat_id, number), SECONDS)


async def _asked_again(stand: Newsstand, path: str) -> None:
    """Wait until a page has been asked for twice more: what the first answer led to is done then."""
    before = len(stand.asked(path))
    async with asyncio.timeout(SECONDS):
        while len(stand.asked(path)) < before + 2:  # noqa: ASYNC110 - a server rings no bell
            await asyncio.sleep(0.05)


async def _fares(live: Live, name: str, so: Callable[[SourceState], bool]) -> None:
    """Wait until a source fares so."""
    async with asyncio.timeout(SECONDS):
        while not ((state := await live.store.sources.of(name)) and so(state)):  # noqa: ASYNC110 - a database rings no bell
            await asyncio.sleep(0.05)


def _told(live: Live, chat_id: int, number: int) -> bool:
    return any(each.text == f"Reports waiting: {number}" for each in lines(live, chat_id))


def _about(live: Live, chat_id: int, words: str) -> list[Message]:
    return [each for each in live.telegram.sent(chat_id) if words in each.text]


async def _confirm_release(live: Live) -> None:
    """Let an editor find the release that two outlets tell of, once, and propose it; let both approve it."""
    first = live.editors[0]
    page = await live.say(first, "/review")
    seen: list[str] = []
    while "Адам Прыкладны" not in page.text:
        seen.append(page.text)
        page = await _pressed(live, first, page, ".review.", -1)
    assert "«Вясна»" in page.text
    assert "Навіны" in page.text
    before = {editor.chat_id: live.seen(editor.chat_id) for editor in live.editors}
    await _pressed(live, first, page, ".propose.", 0)
    for editor in live.editors:
        preview = await live.next_message(editor.chat_id, before[editor.chat_id])
        assert all(word in preview.text for word in ("Вызваленне", "Освобождение", "Release"))
        await _pressed(live, editor, preview, ".yes.", 0)


async def _pressed(live: Live, editor: Person, message: Message, verb: str, place: int) -> Message:
    value = [button.value for button in live.now(editor.chat_id, message).buttons if verb in button.value][place]
    await live.press_carrying(editor, message, value)
    return live.now(editor.chat_id, message)
