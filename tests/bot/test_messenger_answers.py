"""What Telegram took counts as taken, whether or not its answer can be read: a second copy would go out for ever."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.messenger import TelegramMessenger, open_messenger, outcome_of
from domain.delivery import Failed, Sent
from domain.message import Message
from workers.pacer import Pacer

TOKEN = f"{7 * 10**9}:{'x' * 35}"


@pytest.fixture(params=[{"message_id": 41}, True, {}, None])
async def answered(request: pytest.FixtureRequest) -> AsyncIterator[tuple[TelegramMessenger, object]]:
    """Yield a messenger whose Telegram takes every message and says so in few words."""

    async def answer(_asked: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": request.param})

    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/sendMessage", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with open_messenger(TOKEN, address, Pacer(1_000, SystemClock())) as messenger:
        yield messenger, request.param
    await runner.cleanup()


async def test_a_message_taken_is_sent(answered: tuple[TelegramMessenger, object]) -> None:
    messenger, said = answered
    number = 41 if said == {"message_id": 41} else 0
    assert await messenger.send(5, None, Message("text")) == Sent(number)


@pytest.mark.parametrize("prefix", ["Bad Request: ", ""])
def test_a_message_that_says_so_already_stands_as_wanted_and_one_that_is_gone_does_not(prefix: str) -> None:
    unchanged = f"{prefix}message is not modified: specified new message content and reply markup are the same"
    assert outcome_of(400, {"ok": False, "description": unchanged}, 41) == Sent(41)
    gone = {"ok": False, "description": f"{prefix}message to edit not found"}
    assert outcome_of(400, gone, 41) == Failed("BadRequest")
