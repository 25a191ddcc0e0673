"""Start and stop: opens the rooms from the ground up, lets the workers run together, closes in reverse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from telegram import Update
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.application import App, open_application, open_door
from bot.config import ConfigError, Settings
from bot.drawing import Drawing
from bot.lexicons import load_name_lexicon
from bot.menus import publish_menus
from bot.messenger import open_messenger
from bot.polling import Polling
from bot.sole import SoleMessenger, open_seat, sole_sender
from bot.sources import open_intake, sources_in_force
from bot.waits import seconds_asked
from domain.names import NameIndex
from domain.ports import Clock, Correspondent
from handlers.house import House
from handlers.pictures import Pictures
from storage.clock import ClockRow
from storage.owner import claim
from storage.store import Store
from storage.unbroken import unbroken
from texts.phrasebook import Phrasebook
from workers.arrivals import ArrivalsWorker
from workers.awaited import AwaitedWorker
from workers.clock_watch import ClockWatch
from workers.delivery import DeliveryWorker
from workers.desk import DeskWorker
from workers.digests import DigestWorker
from workers.indexing import IndexWorker, settle_memory
from workers.insisting import InsistingWorker
from workers.keeping import KeepingWorker
from workers.lasting import Worker, lasting, reported
from workers.living import LivingWorker
from workers.pacer import Pacer
from workers.progress import ProgressWorker
from workers.seat import Seat

log = logging.getLogger("zvestka")


async def run(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Run the bot until ``stop`` is set. Raise ConfigError where a setting is missing or Telegram refuses the token."""
    if not settings.bot_token:
        raise ConfigError("ZVESTKA_BOT_TOKEN is not set: get one from @BotFather, or try `zvestka playground`")
    if settings.webhook_url:
        raise ConfigError("ZVESTKA_WEBHOOK_URL is not supported yet: leave it out, and long polling is used")
    await _until(stop.wait(), _run(settings, clock))
    log.info("stopped")


async def _until(ending: Coroutine[Any, Any, object], work: Coroutine[Any, Any, None]) -> None:
    """Let ``work`` run until ``ending`` is over; then it is cancelled, and has closed what it opened when this returns.

    Raise what ``ending`` raised, else what ``work`` did.
    """
    working = asyncio.ensure_future(work)
    awaited = asyncio.ensure_future(ending)
    try:
        await asyncio.wait({working, awaited}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (working, awaited):
            task.cancel()
            await unbroken(_ended(task))
    for task in (awaited, working):
        if not task.cancelled():
            task.result()


async def _ended(task: asyncio.Task[Any]) -> None:
    await asyncio.wait({task})


async def _run(settings: Settings, clock: Clock) -> None:
    async with AsyncExitStack() as rooms:
        holder = rooms.enter_context(sole_sender(settings.data_dir))
        pacer = Pacer(settings.send_rate, clock)
        house = await rooms.enter_async_context(open_house(settings, clock, pacer))
        seat = await rooms.enter_async_context(open_seat(house.store.database, holder, clock))
        await _until(seat.keep(), _serve(settings, house, seat, pacer))


async def _serve(settings: Settings, house: House, seat: Seat, pacer: Pacer) -> None:
    clock = house.clock
    async with AsyncExitStack() as rooms:
        application = await rooms.enter_async_context(
            open_application(settings.bot_token, settings.telegram_api, pacer)
        )
        telegram = await rooms.enter_async_context(open_messenger(settings.bot_token, settings.telegram_api, pacer))
        messenger = SoleMessenger(telegram, seat)
        open_door(application, house)
        await _patiently(_greet, application, clock)
        await _check_owner(house, application)
        # Telegram gives no updates to a poll while a webhook is set.
        await _patiently(_leave_webhook, application, clock)
        intake = await rooms.enter_async_context(open_intake(settings, house.store, house.names, clock))
        await _work(house, application, (intake, *_workers(house, application, messenger, pacer)))


async def _leave_webhook(application: App) -> None:
    """Ask Telegram to hold updates for polling; a server that has no webhooks has none to leave."""
    try:
        await application.bot.delete_webhook()
    except (InvalidToken, BadRequest) as error:
        log.warning("Telegram did not say whether a webhook is set: %s", type(error).__name__)


async def _check_owner(house: House, application: App) -> None:
    await house.store.subscribers.load()  # says so itself where the key is not the one of these chats
    if not await claim(house.store.database, house.store.sealer.chat_key(application.bot.id)):
        raise ConfigError(
            "this store was made for another bot, or with another key: use that bot's ZVESTKA_BOT_TOKEN and the key "
            "it was made with (ZVESTKA_KEY_FILE), or another ZVESTKA_DATA_DIR"
        )


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock, pacer: Pacer) -> AsyncIterator[House]:
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
            pace=pacer,
            sources={row.name: row.every for row in sources_in_force(settings).rows},
            pictures=Pictures(Drawing(settings.data_dir / "drawing")),
        )
    finally:
        await store.close()


async def _greet(application: App) -> None:
    """Ask Telegram who we are."""
    try:
        await application.initialize()
    except InvalidToken:
        raise ConfigError("ZVESTKA_BOT_TOKEN: Telegram does not know this token (was it revoked?)") from None


async def _patiently(step: Callable[[App], Awaitable[None]], application: App, clock: Clock) -> None:
    """Take a step of the start, again while Telegram cannot be reached."""
    wait = 1.0
    while True:
        try:
            await step(application)
        except TelegramError as error:
            asked = seconds_asked(error) if isinstance(error, RetryAfter) else 0.0
            pause = max(wait, asked)
            log.warning("Telegram cannot be reached (%s), trying again in %.0f s", type(error).__name__, pause)
            await clock.sleep(pause)
            wait = min(60.0, wait * 2)
        else:
            return


async def _work(house: House, application: App, others: Sequence[Worker]) -> None:
    clock = house.clock
    index = IndexWorker(house.store, house.names, clock, house.register_bell)
    await index.load()
    await house.store.deliveries.reclaim(clock.now())
    settle_memory()
    log.info("ready: %d people", len(house.names))
    async with asyncio.TaskGroup() as tasks:
        for worker in (index, *others):
            tasks.create_task(lasting(worker, clock))
        tasks.create_task(reported("menus", publish_menus(application.bot, house.phrasebook, house.editors)))


def _workers(house: House, application: App, messenger: Correspondent, pacer: Pacer) -> Sequence[Worker]:
    async def serve(update: Update) -> None:
        await application.process_update(update)

    store, clock = house.store, house.clock
    delivery = DeliveryWorker(store, house.phrasebook, messenger, clock, pacer)
    watch = ClockWatch(ClockRow(store.database), clock, store.deliveries.hasten)
    return (
        Polling(application.bot, serve, clock, held=pacer.held, speaking=house.speaking),
        delivery,
        InsistingWorker(store, delivery.alerts, messenger, clock, pacer),
        DeskWorker(
            store,
            house.phrasebook,
            messenger,
            clock,
            house.editors,
            house.approvals,
            bell=house.bell,
            previews=house.previews,
            boards=house.boards,
        ),
        ProgressWorker(
            store,
            house.phrasebook,
            messenger,
            clock,
            house.editors,
            pacer,
            bell=house.progress_bell,
            boards=house.boards,
        ),
        ArrivalsWorker(store, house.phrasebook, messenger, clock, house.editors),
        AwaitedWorker(store, house.names, house.phrasebook, messenger, clock, pacer, house.register_bell),
        watch,
        KeepingWorker(store.deliveries, store.articles, watch, clock),
        DigestWorker(store, house.phrasebook, messenger, clock, pacer, watch),
        LivingWorker(store, house.phrasebook, messenger, clock, pacer, watch),
    )
