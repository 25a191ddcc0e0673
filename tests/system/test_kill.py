"""kill -9 in the middle of a delivery: every chat is told, repeats are no more than were in flight.

Two hundred kills: `python -m benchmarks.chaos`.
"""

import signal
from pathlib import Path

from benchmarks.chaos import breaches, run
from benchmarks.chaos_stand import Plan, open_stand
from playground import Telegram, serve
from tests.system.fan_out import FanOut
from tests.system.processes import Installation, bot_settings
from workers.delivery import in_flight

CHATS = 200
RATE = 200


async def test_nobody_is_lost_and_few_are_told_twice(tmp_path: Path) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    telegram.faults.latency = 0.05
    settings = bot_settings(telegram, server.url, (1, 2), shell_approval="1", send_rate=str(RATE))
    fan_out = FanOut(telegram, Installation(tmp_path, settings))
    await fan_out.begin(CHATS)
    async with fan_out.installation.running(telegram) as first:
        await fan_out.has_told(CHATS // 3)
        first.send_signal(signal.SIGKILL)
        await first.wait()
    assert len(fan_out.told()) < CHATS
    async with fan_out.installation.running(telegram):
        await fan_out.has_told(CHATS)
        await fan_out.settled()
    assert fan_out.repeats() <= in_flight(RATE)
    await server.close()


async def test_killed_again_and_again_while_telegram_fails_in_every_way() -> None:
    figures = await run(Plan(chats=120, kills=6, latest=1.0, retracted=0))
    assert figures["kills"] == 6
    assert figures["tellings"] >= 120 * figures["stories"]
    assert not breaches(figures), figures


async def test_a_retraction_after_a_kill_reaches_all_who_were_told_and_nobody_is_told_after_it() -> None:
    async with open_stand(Plan(chats=120)) as stand:
        await stand.newsroom.confirm_next()
        async with stand.life() as bot:
            await stand.tell(50)
            stand.kill(bot)
        await stand.retract()
        await stand.finish()
        [withdrawn], tellings = stand.withdrawn, stand.witness.tellings
    told = withdrawn.told(tellings)
    assert 50 <= len(told) < 120
    assert told <= {telling.chat for telling in tellings if telling.story == withdrawn.retraction}
    assert withdrawn.told_after(tellings) == 0
