"""What Telegram should never send: skipped and counted, never logged, and nobody waits behind it."""

from typing import Any

import pytest
from telegram import Bot

from bot.polling import number_of
from playground import Telegram
from playground.updates import Updates
from tests.bot.polled import polled
from tests.clock import FakeClock
from tests.logs import everything_said
from tests.mutations import good_updates, mutated

SECRET = "Тайнаімя"

MALFORMED: tuple[Any, ...] = (
    {"message": {}},
    {"message": {"text": SECRET}},
    {"message": SECRET},
    {"message": [SECRET]},
    {"callback_query": {"id": SECRET}},
    {"callback_query": {"id": "1", "from": {"id": 5_812_000_099, "first_name": SECRET}, "chat_instance": "1"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": [SECRET], "type": "private"}, "text": SECRET}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}, "text": SECRET}},
)


@pytest.mark.parametrize("update", MALFORMED)
async def test_skipped_counted_and_passed(telegram: Telegram, bot: Bot, clock: FakeClock, update: Any) -> None:
    eva = telegram.add_person("Ева", "be")
    with everything_said() as said:
        async with polled(telegram, bot, clock) as here:
            telegram.type(eva.id, eva.id, "before")
            telegram.inject_raw(update)
            telegram.type(eva.id, eva.id, "after")
            await here.until("before", "after")
            await telegram.wait_for(lambda: not telegram.updates.pending())
            assert here.polling.skipped == 1
    assert here.done == ["before", "after"]
    assert "skipped a malformed update" in said.getvalue()
    assert SECRET not in said.getvalue()
    assert "5812000099" not in said.getvalue()


@pytest.mark.parametrize("number", ["twelve", None, True, 1.5, -7, 0, [1], {"id": 1}])
async def test_a_number_that_is_none(telegram: Telegram, bot: Bot, clock: FakeClock, number: Any) -> None:
    eva = telegram.add_person("Ева", "be")
    async with polled(telegram, bot, clock) as here:
        telegram.inject_raw({"update_id": number, "message": {"text": SECRET}})
        await telegram.wait_for(lambda: here.polling.skipped)
        telegram.type(eva.id, eva.id, "after")
        await here.until("after")
        await telegram.wait_for(lambda: not telegram.updates.pending())
    assert here.done == ["after"]


@pytest.mark.parametrize("result", [{"update_id": 1}, "updates", 7, None, True])
async def test_a_result_that_is_no_list(
    telegram: Telegram, bot: Bot, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, result: Any
) -> None:
    eva = telegram.add_person("Ева", "be")
    telegram.type(eva.id, eva.id, "kept")
    real, odd = Updates.fetch, 3

    async def sometimes(*asked: Any) -> Any:
        nonlocal odd
        odd -= 1
        return result if odd >= 0 else await real(*asked)

    monkeypatch.setattr(Updates, "fetch", sometimes)
    async with polled(telegram, bot, clock) as here:
        await here.until("kept")
    assert clock.monotonic() >= 0.5 + 1 + 2, "it is not asked again at once"


async def test_hundreds_of_mutations(telegram: Telegram, bot: Bot, clock: FakeClock) -> None:
    eva = telegram.add_person("Ева", "be")
    bases = good_updates(telegram, telegram.add_person(SECRET, "be"), SECRET)
    texts = [f"good {number}" for number in range(50)]
    damaged = list(mutated(bases, 500, seed=1))
    with everything_said() as said:
        async with polled(telegram, bot, clock) as here:
            for number, text in enumerate(texts):
                for update in damaged[number * 10 : number * 10 + 10]:
                    telegram.inject_raw(update)
                telegram.type(eva.id, eva.id, text)
            await here.until(*texts)
            await telegram.wait_for(lambda: not telegram.updates.pending())
            assert here.polling.skipped > 50
    assert [text for text in here.done if text in texts] == texts
    assert SECRET not in said.getvalue()


def test_numbers() -> None:
    assert number_of({"update_id": 5}) == 5
    others: tuple[object, ...] = ({"update_id": "5"}, {}, [], None, 5, {"update_id": True})
    assert not any(map(number_of, others))
