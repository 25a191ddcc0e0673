"""aiogram as bots use it, behind the stand's interface: workers, workers paced by aiolimiter, polling."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiolimiter import AsyncLimiter

from benchmarks.delivery_outbox import Delivery, Outbox, Send
from benchmarks.delivery_stand import BUTTON, TEXT, Order, Report, Stopwatch
from benchmarks.fast_loop import new_loop

POLLED_CONNECTIONS = 256
_KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=BUTTON[0], callback_data=BUTTON[1])]],
)

Pace = Callable[[], AbstractAsyncContextManager[object]]


def by_workers(workers: int, order: Order) -> Report:
    """Send as fast as so many workers can, relatives first, waiting where a 429 asks for it."""
    return _run(order, workers, nullcontext)


def paced(burst: int, workers: int, order: Order) -> Report:
    """Send through an aiolimiter that lets so many go at once (1: evenly), relatives first."""
    limiter = AsyncLimiter(burst, burst / order.rate)
    return _run(order, workers, lambda: limiter)


def _run(order: Order, workers: int, pace: Pace) -> Report:
    async def send_all() -> Report:
        outbox = await Outbox.open(order.folder)
        async with _bot(order, workers) as bot:
            await bot.me()
            report = await Delivery(order, outbox, _sending(bot, pace)).by_workers(workers, 0)
        await outbox.close()
        return report

    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(send_all())


def _bot(order: Order, connections: int) -> Bot:
    return Bot(order.token, AiohttpSession(api=TelegramAPIServer.from_base(order.api), limit=connections))


def _sending(bot: Bot, pace: Pace) -> Send:
    async def send(chat: int) -> int:
        errors = 0
        while True:
            try:
                async with pace():
                    await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=_KEYBOARD)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except (TelegramNetworkError, TelegramServerError):
                errors += 1
            else:
                return errors

    return send


def answer_updates(at_once: int | None, order: Order) -> Report:
    """Poll and answer with so many updates in hand at once (None: as many as come)."""

    async def answer() -> Report:
        outbox = await Outbox.open(order.folder)
        answered: set[int] = set()
        done = asyncio.Event()
        dispatcher = Dispatcher()

        @dispatcher.message()
        async def reply(message: Message) -> None:
            await outbox.keep_effect(message.chat.id, message.text or "")
            await message.answer(TEXT, parse_mode="HTML", reply_markup=_KEYBOARD)
            answered.add(message.message_id)
            if len(answered) == len(order.asking):
                done.set()

        async with _bot(order, POLLED_CONNECTIONS) as bot:
            await bot.me()
            watch = Stopwatch()
            polling = asyncio.create_task(
                dispatcher.start_polling(bot, handle_signals=False, tasks_concurrency_limit=at_once)
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), order.seconds)
            report = watch.report()
            polling.cancel()
        return report

    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(answer())
