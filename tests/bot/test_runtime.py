"""Start and stop: Telegram out of reach, a token it does not know, a folder that cannot be used, a stop at any time."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.config import ConfigError, Settings
from bot.health import TokenState, token_state
from bot.runtime import run
from playground import Server, Telegram
from tests.clock import FakeClock

PATIENCE_SECONDS = 20


@pytest.fixture
def settings(telegram: Telegram, tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        key_file=tmp_path / "secret" / "key",
        database_url=f"sqlite:///{tmp_path}/data/zvestka.db",
        bot_token=telegram.token,
        telegram_api="http://127.0.0.1:9",  # nobody answers there
    )


@pytest.fixture
def known(settings: Settings, server: Server) -> Settings:
    return replace(settings, telegram_api=server.url)


async def test_telegram_out_of_reach_at_first(telegram: Telegram, known: Settings, clock: FakeClock) -> None:
    telegram.faults.refuse("getMe", 502, "Bad Gateway", times=2)
    telegram.faults.reset("getMe", times=2)
    telegram.faults.too_many("deleteWebhook", 90)
    eva, stop = telegram.add_person("Ева", "be"), asyncio.Event()
    running = asyncio.create_task(run(known, SlowWhenIdle(clock), stop))
    telegram.type(eva.id, eva.id, "/start")
    await telegram.wait_for(lambda: telegram.sent(eva.id), PATIENCE_SECONDS)
    assert clock.monotonic() >= 1 + 2 + 4 + 8 + 90
    stop.set()
    await running


async def test_a_stop_while_telegram_is_out_of_reach(settings: Settings) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(run(settings, SystemClock(), stop))
    while not settings.key_file.exists():  # noqa: ASYNC110 - a file
        await asyncio.sleep(0.01)
    stop.set()
    begun = time.monotonic()
    await running
    assert time.monotonic() - begun < 2


async def test_an_answer_that_is_none_of_telegrams(
    telegram: Telegram, known: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.door._respond", lambda _: web.Response(text="<html>Sign in to the network"))
    stop = asyncio.Event()
    running = asyncio.create_task(run(known, SlowWhenIdle(clock), stop))
    await telegram.wait_for(lambda: len(telegram.calls) > 3, PATIENCE_SECONDS)
    monkeypatch.undo()
    await telegram.wait_for(lambda: telegram.updates.has_reader, PATIENCE_SECONDS)
    stop.set()
    await running


async def test_a_token_that_telegram_does_not_know(known: Settings) -> None:
    revoked = replace(known, bot_token="7000000001:" + "A" * 35)
    with pytest.raises(ConfigError, match="ZVESTKA_BOT_TOKEN: Telegram does not know") as refused:
        await run(revoked, SystemClock(), asyncio.Event())
    assert "AAAA" not in str(refused.value)
    assert refused.value.__cause__ is None


async def test_no_token_and_a_webhook(known: Settings) -> None:
    with pytest.raises(ConfigError, match="@BotFather"):
        await run(replace(known, bot_token=""), SystemClock(), asyncio.Event())
    with pytest.raises(ConfigError, match="ZVESTKA_WEBHOOK_URL is not supported yet"):
        await run(replace(known, webhook_url="https://example.org"), SystemClock(), asyncio.Event())


async def test_a_folder_that_cannot_be_used(known: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(ConfigError, match="ZVESTKA_DATA_DIR: cannot write"):
        await run(known, SystemClock(), asyncio.Event())


async def test_one_sender_only(telegram: Telegram, known: Settings) -> None:
    stop = asyncio.Event()
    first = asyncio.create_task(run(known, SystemClock(), stop))
    await telegram.wait_for(lambda: telegram.updates.has_reader, PATIENCE_SECONDS)
    with pytest.raises(ConfigError, match="another `zvestka run` is at work"):
        await run(known, SystemClock(), asyncio.Event())
    begun = time.monotonic()
    stop.set()
    await first
    assert time.monotonic() - begun < 2
    again = asyncio.Event()
    again.set()
    await run(known, SystemClock(), again)  # the lock is free again


async def test_what_telegram_says_of_the_token(known: Settings, settings: Settings) -> None:
    assert await token_state(known) is TokenState.KNOWN
    assert await token_state(settings) is TokenState.UNREACHABLE
    assert await token_state(replace(known, bot_token="")) is TokenState.UNSET
    assert await token_state(replace(known, bot_token="7000000001:" + "A" * 35)) is TokenState.UNKNOWN


class SlowWhenIdle:
    """A clock on which long waits pass at once, and the short ones of idle workers do not."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.now, self.monotonic = clock.now, clock.monotonic

    async def sleep(self, seconds: float) -> None:
        self._clock.advance(seconds)
        await asyncio.sleep(0 if seconds >= 1 else seconds)
