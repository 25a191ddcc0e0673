"""The disk fills up in the middle of a delivery: sending stops, the operator hears what to do, and nobody is lost.

A limit on the size of files, put on the running bot from outside, refuses every write to the database as a disk or a
quota does, without the right to mount anything.
"""

import asyncio
import os
import resource
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playground import Telegram, serve
from tests.system.fan_out import FanOut
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings, stop
from workers.delivery import in_flight

CHATS = 120
RATE = 60
QUIET_SECONDS = 2.0
pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of another process: Linux alone")


@pytest.fixture
async def fan_out(tmp_path: Path) -> AsyncIterator[FanOut]:
    telegram = Telegram()
    server = await serve(telegram)
    settings = bot_settings(telegram, server.url, (1, 2), shell_approval="1", send_rate=str(RATE))
    fan_out = FanOut(telegram, Installation(tmp_path, settings))
    await fan_out.begin(CHATS)
    yield fan_out
    await server.close()


async def test_a_full_disk_stops_the_sending_until_there_is_room(fan_out: FanOut) -> None:
    async with fan_out.installation.running(fan_out.telegram) as bot:
        await fan_out.has_told(CHATS // 8)  # many of those who pressed Start have no answer yet
        with _full_disk(bot.pid):
            before = fan_out.sends()
            await _stands_still(fan_out)
            assert fan_out.sends() - before <= in_flight(RATE)
            used = _processor_seconds(bot.pid)
            await asyncio.sleep(QUIET_SECONDS)
            assert _processor_seconds(bot.pid) - used < QUIET_SECONDS / 4, "it waits, it does not spin"
        await fan_out.has_told(CHATS)
        await fan_out.settled()
        said = (await stop(bot)).err
    assert set(fan_out.told().values()) == {1}
    told = [line for line in said.splitlines() if " zvestka.delivery " in line]
    assert ["ERROR" in line for line in told] == [True, False]
    assert "look at the disk" in told[0]
    assert "can be written again" in told[1]


async def test_killed_on_a_full_disk_it_repeats_no_more_than_was_in_flight(fan_out: FanOut) -> None:
    async with fan_out.installation.running(fan_out.telegram) as bot:
        await fan_out.has_told(CHATS // 4)
        with _full_disk(bot.pid):
            await _stands_still(fan_out)
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
    async with fan_out.installation.running(fan_out.telegram):
        await fan_out.has_told(CHATS)
        await fan_out.settled()
    assert 0 < fan_out.repeats() <= in_flight(RATE)


async def test_a_stop_on_a_full_disk_ends_and_says_so(fan_out: FanOut) -> None:
    async with fan_out.installation.running(fan_out.telegram) as bot:
        await fan_out.has_told(CHATS // 4)
        with _full_disk(bot.pid):
            await _stands_still(fan_out)
            ended = await stop(bot)
    assert ended.code == 0
    assert "an outcome was not written down" in ended.err


@contextmanager
def _full_disk(pid: int) -> Iterator[None]:
    """Let no file of a process grow or change."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
    yield
    if Path(f"/proc/{pid}").exists():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


async def _stands_still(fan_out: FanOut) -> None:
    """Wait until nothing has been sent for a while."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            before = fan_out.sends()
            await asyncio.sleep(QUIET_SECONDS / 2)
            if fan_out.sends() == before:
                return


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
