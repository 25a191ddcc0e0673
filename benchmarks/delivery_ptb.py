"""python-telegram-bot as bots use it, behind the stand's interface: a plain loop, gather, AIORateLimiter, polling."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import NetworkError, RetryAfter
from telegram.ext import AIORateLimiter, Application, ContextTypes, ExtBot, MessageHandler, filters
from telegram.request import HTTPXRequest

from benchmarks.delivery_outbox import BROADCAST_LANE, Delivery, Outbox, Send
from benchmarks.delivery_stand import BUTTON, TEXT, Order, Report, Stopwatch
from benchmarks.fast_loop import new_loop
from bot.waits import seconds_asked

GATHERED = 16
"""Connections beyond which httpx slows down (PERFORMANCE.md, 7)."""
RETRIES = 10
_KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton(BUTTON[0], callback_data=BUTTON[1])]])


def plain_loop(order: Order) -> Report:
    """Await one message after the other."""
    return _run(order, lambda delivery: delivery.by_workers(1, BROADCAST_LANE), connections=1)


def gather(order: Order) -> Report:
    """Start everything at once."""
    return _run(order, lambda delivery: delivery.all_at_once(), connections=GATHERED)


def limited_fifo(workers: int, order: Order) -> Report:
    """Send through AIORateLimiter as it is documented, first come first served."""
    limiter = AIORateLimiter(order.rate, 1, max_retries=RETRIES)
    return _run(order, lambda delivery: delivery.by_workers(workers, BROADCAST_LANE), workers, limiter)


def limited(workers: int, order: Order) -> Report:
    """Send through AIORateLimiter as it is documented, relatives first in the workers' queue."""
    limiter = AIORateLimiter(order.rate, 1, max_retries=RETRIES)
    return _run(order, lambda delivery: delivery.by_workers(workers, 0), workers, limiter)


def limited_evenly(workers: int, order: Order) -> Report:
    """Send through AIORateLimiter tuned to allow no burst, relatives first in the workers' queue."""
    limiter = AIORateLimiter(1, 1 / order.rate, max_retries=RETRIES)
    return _run(order, lambda delivery: delivery.by_workers(workers, 0), workers, limiter)


def _run(
    order: Order,
    deliver: Callable[[Delivery], Awaitable[Report]],
    connections: int,
    limiter: AIORateLimiter | None = None,
) -> Report:
    async def send_all() -> Report:
        outbox = await Outbox.open(order.folder)
        request = HTTPXRequest(connections, pool_timeout=order.seconds)
        async with ExtBot(order.token, f"{order.api}/bot", request=request, rate_limiter=limiter) as bot:
            report = await deliver(Delivery(order, outbox, _sending(bot)))
        await outbox.close()
        return report

    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(send_all())


def _sending(bot: ExtBot[Any]) -> Send:
    async def send(chat: int) -> int:
        errors = 0
        while True:
            try:
                await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=_KEYBOARD)
            except RetryAfter as error:
                errors += bot.rate_limiter is not None
                await asyncio.sleep(seconds_asked(error))
            except NetworkError:
                errors += 1
            else:
                return errors

    return send


def answer_updates(at_once: int, order: Order) -> Report:
    """Poll and answer with so many updates in hand at once; the process ends with it, so nothing is wound up."""

    async def answer() -> Report:
        outbox = await Outbox.open(order.folder)
        answered: set[int] = set()
        done = asyncio.Event()

        async def reply(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
            assert update.message is not None
            await outbox.keep_effect(update.message.chat_id, update.message.text or "")
            await update.message.reply_text(TEXT, parse_mode="HTML", reply_markup=_KEYBOARD)
            answered.add(update.update_id)
            if len(answered) == len(order.asking):
                done.set()

        application = _application(order, at_once)
        application.add_handler(MessageHandler(filters.TEXT, reply))
        return await _polled(application, done, order.seconds)

    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(answer())


def _application(order: Order, at_once: int) -> "Application[Any, Any, Any, Any, Any, Any]":
    builder = Application.builder().token(order.token).base_url(f"{order.api}/bot").job_queue(None)
    return builder.concurrent_updates(at_once).connection_pool_size(at_once).pool_timeout(order.seconds).build()


async def _polled(
    application: "Application[Any, Any, Any, Any, Any, Any]", done: asyncio.Event, seconds: float
) -> Report:
    assert application.updater is not None
    await application.initialize()
    await application.start()
    watch = Stopwatch()
    await application.updater.start_polling()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), seconds)
    return watch.report()
