"""getUpdates: kept until acknowledged, one reader at a time."""

import asyncio

import telegram as ptb

from playground import Telegram
from playground.chats import Person
from tests.playground.conftest import Api, HandClock


async def test_updates_come_again_until_acknowledged(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    for text in ("one", "two", "three"):
        telegram.type(hanna.chat_id, hanna.id, text)
    first = await bot.get_updates()
    assert await bot.get_updates() == first
    assert [update.update_id for update in await bot.get_updates(offset=first[1].update_id)] == [
        first[1].update_id,
        first[2].update_id,
    ]
    assert len(await bot.get_updates()) == 2
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()


async def test_a_negative_offset_keeps_the_newest(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    for text in ("one", "two", "three"):
        telegram.type(hanna.chat_id, hanna.id, text)
    (newest,) = await bot.get_updates(offset=-1)
    assert newest.message is not None
    assert newest.message.text == "three"
    assert await bot.get_updates() == (newest,)


async def test_limit(bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    for number in range(120):
        telegram.type(hanna.chat_id, hanna.id, str(number))
    assert len(await bot.get_updates()) == 100
    assert len(await bot.get_updates(limit=3)) == 3


async def test_a_long_poll_returns_when_something_happens(api: Api, telegram: Telegram, hanna: Person) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=50))
    await telegram.wait_for(lambda: telegram.updates.has_reader)
    telegram.type(hanna.chat_id, hanna.id, "now")
    (update,) = (await poll)["result"]
    assert update["message"]["text"] == "now"


async def test_a_second_reader_sends_the_first_away(api: Api, telegram: Telegram, hanna: Person) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=50))
    await telegram.wait_for(lambda: telegram.updates.has_reader)
    second = asyncio.create_task(api("getUpdates", timeout=50))
    gone = await first
    assert gone["error_code"] == 409
    assert gone["description"].startswith("Conflict: terminated by other getUpdates request")
    telegram.type(hanna.chat_id, hanna.id, "now")
    assert len((await second)["result"]) == 1


async def test_only_allowed_kinds_are_queued(api: Api, telegram: Telegram, hanna: Person) -> None:
    await api("getUpdates", allowed_updates=["callback_query"])
    telegram.type(hanna.chat_id, hanna.id, "unheard")
    assert (await api("getUpdates"))["result"] == []
    await api("getUpdates", allowed_updates=[])
    telegram.type(hanna.chat_id, hanna.id, "heard")
    assert len((await api("getUpdates"))["result"]) == 1


async def test_a_malformed_update_is_delivered_as_it_is(api: Api, telegram: Telegram, hanna: Person) -> None:
    number = telegram.inject_raw({"message": {"chat": "nonsense"}})
    telegram.type(hanna.chat_id, hanna.id, "after")
    broken, good = (await api("getUpdates"))["result"]
    assert broken == {"update_id": number, "message": {"chat": "nonsense"}}
    assert good["update_id"] == number + 1


async def test_after_a_day_nobody_remembers(api: Api, telegram: Telegram, clock: HandClock, hanna: Person) -> None:
    telegram.type(hanna.chat_id, hanna.id, "old")
    clock.seconds += 86_401
    assert (await api("getUpdates"))["result"] == []


async def test_a_webhook_excludes_polling(bot: ptb.Bot, api: Api, telegram: Telegram, hanna: Person) -> None:
    assert "An HTTPS URL must be provided" in await api.refused("setWebhook", url="http://example.org")
    assert await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    assert (await api.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    telegram.type(hanna.chat_id, hanna.id, "waits")
    told = await bot.get_webhook_info()
    assert (told.url, told.pending_update_count, told.allowed_updates) == ("https://example.org/hook", 1, ("message",))
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()
