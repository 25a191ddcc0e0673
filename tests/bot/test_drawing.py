"""The artist: a process of its own draws; it is stopped where it takes too long, and says no more than it must."""

import asyncio
import logging
import os
from pathlib import Path

import pytest

from bot import drawing
from bot.drawing import Drawing
from bot.plotting import plot
from domain.chart import Bars, Chart, Form, Panel
from handlers.pictures import MOST, Pictures

CHART = Chart("Хвалі", "", "", (Panel(Form.ROWS, "", ("май",), (Bars("Памілаванні", (3,), (0,), ("3",)),)),))


async def test_what_another_process_draws_is_the_same_picture(tmp_path: Path) -> None:
    assert await Drawing(tmp_path / "drawing", 60).draw(CHART) == plot(CHART)


@pytest.mark.parametrize(
    ("start", "seconds", "said"),
    [
        ("raise ValueError('Secret')", 60, "a chart could not be drawn: ValueError"),
        ("import sys; sys.stdin.read()", 60, "a chart could not be drawn: no word"),
        ("import os; os._exit(3)", 60, "a chart could not be drawn: no word"),
        ("import signal; signal.pause()", 1, "a chart was not drawn within 1 s"),
    ],
)
async def test_a_process_that_fails_gives_no_picture(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    start: str,
    seconds: int,
    said: str,
) -> None:
    monkeypatch.setattr(drawing, "_ARGUMENTS", ("-c", start))
    caplog.set_level(logging.WARNING)
    assert await Drawing(tmp_path, seconds).draw(CHART) is None
    assert caplog.messages == [said]


async def test_a_reader_who_is_gone_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    up = tmp_path / "up"
    up.touch()
    waiting = f"import os, signal; open({str(up)!r}, 'w').write(str(os.getpid())); signal.pause()"
    monkeypatch.setattr(drawing, "_ARGUMENTS", ("-c", waiting))
    artist = Drawing(tmp_path, 60)
    drawn = asyncio.ensure_future(artist.draw(CHART))
    async with asyncio.timeout(20):
        while not up.read_text():  # noqa: ASYNC110 - a file rings no bell
            await asyncio.sleep(0)
    drawn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawn
    with pytest.raises(ProcessLookupError):
        os.kill(int(up.read_text()), 0)
    monkeypatch.undo()
    assert await artist.draw(CHART)


class Counting:
    """An artist who counts, and draws nothing real."""

    def __init__(self) -> None:
        self.drawn = 0

    async def draw(self, chart: Chart) -> bytes | None:
        self.drawn += 1
        await asyncio.sleep(0)
        return chart.title.encode() or None


def titled(title: str) -> Chart:
    return Chart(title, "", "", ())


async def test_pictures_are_drawn_once_and_then_named() -> None:
    artist = Counting()
    pictures = Pictures(artist)
    assert [await pictures.of(titled("a")) for _ in range(2)] == [b"a", b"a"]
    pictures.uploaded(titled("a"), "id")
    assert (await pictures.of(titled("a")), artist.drawn) == ("id", 1)
    pictures.forget(titled("a"))
    assert (await pictures.of(titled("a")), artist.drawn) == (b"a", 2)


async def test_who_asks_while_it_is_drawn_waits_for_the_same_picture() -> None:
    artist = Counting()
    pictures = Pictures(artist)
    assert await asyncio.gather(*(pictures.of(titled("a")) for _ in range(5))) == [b"a"] * 5
    assert artist.drawn == 1


async def test_who_is_gone_gives_the_turn_back() -> None:
    artist = Counting()
    pictures = Pictures(artist)
    gone = asyncio.ensure_future(pictures.of(titled("a")))
    await asyncio.wait({gone}, timeout=0)
    gone.cancel()
    assert await pictures.of(titled("b")) == b"b"


async def test_only_so_many_are_kept_and_the_oldest_go_first() -> None:
    artist = Counting()
    pictures = Pictures(artist)
    for number in range(MOST + 1):
        await pictures.of(titled(f"{number}"))
    await pictures.of(titled("1"))
    assert artist.drawn == MOST + 1
    await pictures.of(titled("0"))
    assert artist.drawn == MOST + 2
    pictures.uploaded(titled("new"), "id")
    await pictures.of(titled("3"))
    assert artist.drawn == MOST + 2


async def test_what_cannot_be_drawn_is_tried_again() -> None:
    artist = Counting()
    pictures = Pictures(artist)
    assert [await pictures.of(titled("")) for _ in range(2)] == [None, None]
    assert artist.drawn == 2
