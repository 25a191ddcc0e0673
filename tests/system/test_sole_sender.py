"""Two senders by mistake: the second refuses to start."""

from pathlib import Path

from playground import Telegram, serve
from tests.system.processes import Installation, bot_settings


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
