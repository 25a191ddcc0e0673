"""kill -9 between handling and acknowledging: what was said comes again, and its effect is there once."""

import asyncio
import json
import signal
from pathlib import Path

from domain.subscription import Subscriber
from playground import Telegram, serve
from storage.store import Store
from tests.system.processes import PATIENCE_SECONDS, Installation, bot_settings, stop
from tests.system.test_two_processes import PERSON


async def test_a_follow_survives(tmp_path: Path) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    installation = Installation(tmp_path, bot_settings(telegram, server.url))
    (tmp_path / "people.jsonl").write_text(json.dumps(PERSON, ensure_ascii=False) + "\n", "utf-8")
    assert (await installation.command("import", str(tmp_path / "people.jsonl"))).code == 0
    eva = telegram.add_person("Ева", "be")

    async with installation.running(telegram) as first:
        telegram.faults.hang("sendMessage", 60)
        telegram.type(eva.id, eva.id, "/follow Прыкладны")
        await _followed(installation, eva.id)
        first.send_signal(signal.SIGKILL)
        await first.wait()
    assert [each["message"]["text"] for each in telegram.updates.pending()] == ["/follow Прыкладны"]
    telegram.faults.clear()

    async with installation.running(telegram) as second:
        await telegram.wait_for(lambda: telegram.sent(eva.id), PATIENCE_SECONDS)
        telegram.type(eva.id, eva.id, "/following")
        await telegram.wait_for(lambda: len(telegram.sent(eva.id)) == 2, PATIENCE_SECONDS)
        ended = await stop(second)
    assert ended.code == 0
    assert not telegram.updates.pending(), "a clean stop acknowledges what was handled"
    assert len((await _followed(installation, eva.id)).follows) == 1
    await server.close()


async def _followed(installation: Installation, chat_id: int) -> Subscriber:
    """Wait until the chat follows somebody."""
    store = await Store.open(f"sqlite:///{installation.database}", installation.folder / "secret" / "key")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (subscriber := await store.subscribers.get(chat_id)):  # noqa: ASYNC110 - another process's rows
            await asyncio.sleep(0.05)
    await store.close()
    return subscriber


async def test_exit_codes_tell_a_setting_from_a_stop(tmp_path: Path) -> None:
    telegram = Telegram()
    server = await serve(telegram)
    revoked = bot_settings(telegram, server.url) | {"ZVESTKA_BOT_TOKEN": "7000000001:" + "A" * 35}
    ended = await Installation(tmp_path, revoked).command("run")
    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith("zvestka: ZVESTKA_BOT_TOKEN: Telegram does not know this token")
    assert "Traceback" not in ended.err
    assert "AAAA" not in ended.err
    await server.close()
