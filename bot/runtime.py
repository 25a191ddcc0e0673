"""Start and stop: opens the rooms from the ground up, lets the workers run together, closes in reverse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.application import App, build_application, open_door
from bot.config import ConfigError, Settings
from bot.lexicons import load_name_lexicon
from bot.menus import publish_menus
from bot.messenger import TelegramMessenger
from bot.polling import Polling
from bot.sole import sole_sender
from domain.names import NameIndex
from domain.ports import Clock
from handlers.house import House
from storage.store import Store
from texts.phrasebook import Phrasebook
from workers.delivery import DeliveryWorker
from workers.desk import DeskWorker
from workers.indexing import IndexWorker
from workers.keeping import KeepingWorker
from workers.lasting import Worker, lasting

log = logging.getLogger("zvestka")


async def run(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Run the bot until ``stop`` is set. Raise ConfigError where a setting is missing or Telegram refuses the token."""
    if not settings.bot_token:
        raise ConfigError("ZVESTKA_BOT_TOKEN is not set: get one from @BotFather, or try `zvestka playground`")
    async with AsyncExitStack() as rooms:
        rooms.enter_context(sole_sender(settings.data_dir))
        house = await rooms.enter_async_context(open_house(settings, clock))
        application = await rooms.enter_async_context(_on_telegram(settings, house, clock))
        await _work(settings, house, application, clock, stop)
    log.info("stopped")


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock) -> AsyncIterator[House]:
    """Open the store with its key and fill the indexes; close the store at the end."""
    store = await Store.open(settings.database_url, settings.key_file)
    try:
        yield House(
            store=store,
            names=NameIndex(load_name_lexicon()),
            phrasebook=Phrasebook.load(),
            clock=clock,
            editors=frozenset(settings.editors),
            approvals=settings.approvals,
        )
    finally:
        await store.close()


@asynccontextmanager
async def _on_telegram(settings: Settings, house: House, clock: Clock) -> AsyncIterator[App]:
    application = build_application(settings.bot_token, settings.telegram_api)
    open_door(application, house)
    await _greet(application, clock)
    try:
        yield application
    finally:
        await application.shutdown()


async def _greet(application: App, clock: Clock) -> None:
    """Ask Telegram who we are; wait while it cannot be reached."""
    wait = 1.0
    while True:
        try:
            await application.initialize()
            await application.bot.delete_webhook()
        except InvalidToken:
            raise ConfigError("ZVESTKA_BOT_TOKEN: Telegram does not know this token (was it revoked?)") from None
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached (%s), trying again in %.0f s", type(error).__name__, wait)
            await clock.sleep(wait)
            wait = min(60.0, wait * 2)
        else:
            return


async def _work(settings: Settings, house: House, application: App, clock: Clock, stop: asyncio.Event) -> None:
    index = IndexWorker(house.store, house.names, clock)
    await index.load()
    await house.store.deliveries.reclaim(clock.now())
    log.info("ready: %d people", len(house.names))
    async with asyncio.TaskGroup() as tasks:
        workers = [index, *_workers(settings, house, application, clock)]
        running = [tasks.create_task(lasting(worker, clock)) for worker in workers]
        running.append(tasks.create_task(_publish(application, house)))
        await stop.wait()
        for task in running:
            task.cancel()


def _workers(settings: Settings, house: House, application: App, clock: Clock) -> Sequence[Worker]:
    async def serve(update: Update) -> None:
        await application.process_update(update)

    store, messenger = house.store, TelegramMessenger(application.bot)
    return (
        Polling(application.bot, serve, clock),
        DeliveryWorker(store, house.phrasebook, messenger, clock, settings.send_rate),
        DeskWorker(store, house.phrasebook, messenger, clock, house.editors, house.approvals, house.bell),
        KeepingWorker(store.deliveries, clock),
    )


async def _publish(application: App, house: House) -> None:
    try:
        await publish_menus(application.bot, house.phrasebook, house.editors)
    except TelegramError as error:
        log.warning("menus: %s", type(error).__name__)
