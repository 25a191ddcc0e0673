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
