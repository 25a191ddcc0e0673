"""python-telegram-bot's Application, on our transport, with our one door for updates."""

from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.request import AiohttpRequest
from handlers.house import House
from handlers.routes import answer

App = Application[Any, Any, Any, Any, Any, Any]


def build_application(token: str, telegram_api: str) -> App:
    """Return an Application without an Updater: bot/polling.py feeds it."""
    return (
        Application.builder()
        .token(token)
        .base_url(f"{telegram_api}/bot")
        .base_file_url(f"{telegram_api}/file/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .updater(None)
        .job_queue(None)
        .build()
    )


def open_door(application: App, house: House) -> None:
    """Let every update in through handlers/routes.py."""

    async def enter(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        await answer(house, application.bot, update)

    application.add_handler(TypeHandler(Update, enter))
