"""python-telegram-bot's Application, on our transport, with our one door for updates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.door import PacedRequest
from bot.request import AiohttpRequest
from handlers.house import House
from handlers.routes import answer
from workers.pacer import Pacer

App = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def open_application(token: str, telegram_api: str, pacer: Pacer) -> AsyncIterator[App]:
    """Give an Application that has not met Telegram yet, without an Updater: bot/polling.py feeds it."""
    request, unused = PacedRequest(AiohttpRequest(), pacer), AiohttpRequest()
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{telegram_api}/bot")
        .base_file_url(f"{telegram_api}/file/bot")
        .request(request)
        .get_updates_request(unused)
        .updater(None)
        .job_queue(None)
        .build()
    )
    try:
        yield application
    finally:
        await application.shutdown()
        # shutdown() leaves them open where Telegram was never met
        await request.shutdown()
        await unused.shutdown()


def open_door(application: App, house: House) -> None:
    """Let every update in through handlers/routes.py."""

    async def enter(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        await answer(house, application.bot, update)

    application.add_handler(TypeHandler(Update, enter))
