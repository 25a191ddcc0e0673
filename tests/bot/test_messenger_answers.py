"""What Telegram took counts as taken, whether or not its answer can be read: a second copy would go out for ever."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot

from bot.application import open_application
from bot.clock import SystemClock
from bot.messenger import TelegramMessenger
from domain.delivery import Sent
from domain.message import Message
from workers.pacer import Pacer

TOKEN = f"{7 * 10**9}:{'x' * 35}"
ME = {"id": 7, "is_bot": True, "first_name": "Z", "username": "zbot"}


@pytest.fixture(params=[{"message_id": 41}, True, {}, None])
async def answered(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Bot, object]]:
    """Yield a bot whose Telegram takes every message and says so in few words."""

    async def answer(asked: web.Request) -> web.Response:
        result = ME if asked.match_info["method"] == "getMe" else request.param
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/{{method}}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with open_application(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}") as application:
        await application.initialize()
        yield application.bot, request.param
    await runner.cleanup()


async def test_a_message_taken_is_sent(answered: tuple[Bot, object]) -> None:
    bot, said = answered
    messenger = TelegramMessenger(bot, Pacer(1_000, SystemClock()))
    number = 41 if said == {"message_id": 41} else 0
    assert await messenger.send(5, None, Message("text")) == Sent(number)
