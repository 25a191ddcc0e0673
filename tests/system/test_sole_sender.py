"""Two senders by mistake: the second refuses to start, in one data directory or on two hosts."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.tenure import WATCH
from playground import Telegram, serve
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings, stop
from tests.system.quick import SPEED


async def test_the_second_sender_refuses(tmp_path: Path) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    installation = Installation(tmp_path, bot_settings(telegram, server.url))
    async with installation.running(telegram):
        second = await installation.command("run")
    assert second.code == 2
    assert "another" in second.err
    await server.close()


async def test_another_bots_token_is_refused_before_it_erases_anybody(tmp_path: Path) -> None:
    first, second = Telegram(), Telegram()
    servers = [await serve(first), await serve(second)]
    async with Installation(tmp_path, bot_settings(first, servers[0].url)).running(first):
        pass
    ended = await Installation(tmp_path, bot_settings(second, servers[1].url)).command("run")
    assert ended.code == 2
    assert "another bot" in ended.err
    assert {call.method for call in second.calls} == {"getMe"}
    for server in servers:
        await server.close()


@dataclass(frozen=True, slots=True)
class Hosts:
    """Two hosts with a data directory each, on one PostgreSQL, one key and one bot, on a quick clock."""

    telegram: Telegram
    first: Installation
    second: Installation


@pytest.fixture
async def hosts(tmp_path: Path, empty_database_url: str) -> AsyncIterator[Hosts]:
    telegram = Telegram()
    server = await serve(telegram)
    settings = bot_settings(
        telegram, server.url, database_url=empty_database_url, key_file=str(tmp_path / "key" / "key")
    )
    first, second = (Installation(tmp_path / name, settings, "tests.system.quick") for name in ("first", "second"))
    yield Hosts(telegram, first, second)
    await server.close()


on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
WATCHING = "watching for 60 s"


@on_postgresql
async def test_a_second_host_refuses_while_the_first_lives_and_begins_when_it_has_stopped(hosts: Hosts) -> None:
    async with hosts.first.running(hosts.telegram) as first:
        refused = await hosts.second.command("run")
        assert refused.code == 2
        last = refused.err.splitlines()[-1]
        assert last.startswith("zvestka: Another `zvestka run` is at work on this database")
        assert "Traceback" not in refused.err
        assert (await stop(first)).code == 0
    async with hosts.second.running(hosts.telegram) as second:
        assert WATCHING not in (await stop(second)).err


@on_postgresql
async def test_a_killed_sender_comes_back_at_once_on_its_own_host(hosts: Hosts) -> None:
    async with hosts.first.running(hosts.telegram) as first:
        first.send_signal(signal.SIGKILL)
        await first.wait()
    async with hosts.first.running(hosts.telegram) as again:
        ended = await stop(again)
    assert ended.code == 0
    assert WATCHING not in ended.err


@on_postgresql
async def test_a_second_host_takes_over_from_one_that_hangs_which_then_ends(hosts: Hosts) -> None:
    async with hosts.first.running(hosts.telegram) as first:
        first.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        async with hosts.second.running(hosts.telegram) as second:
            assert second.returncode is None
            assert time.monotonic() - begun >= WATCH.total_seconds() / SPEED
            first.send_signal(signal.SIGCONT)
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert await first.wait() == 2
            taken = await stop(first)
            assert WATCHING in (await stop(second)).err
    assert taken.err.splitlines()[-1].startswith("zvestka: Another `zvestka run` has taken over this database")
    assert "Traceback" not in taken.err
