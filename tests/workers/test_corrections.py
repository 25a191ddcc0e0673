"""Corrections over HTTP: the original struck out, the new message in reply, whatever goes wrong on the way."""

from dataclasses import replace
from datetime import timedelta

from domain.event import Act
from domain.language import Language
from domain.rhythm import Quiet
from domain.subscription import ChatKind, Subscriber
from playground.chats import Message
from tests.clock import START
from tests.storage.samples import TODAY, person
from tests.workers.outbox import Outbox

WRONG, RIGHT = "wrong.", "right."


async def told(outbox: Outbox, readers: int = 1) -> tuple[int, list[int]]:
    """Tell so many readers something wrong; return the event's number and their chats."""
    chats = outbox.readers(readers)
    await outbox.subscribe(chats)
    return await tell(outbox), chats


async def tell(outbox: Outbox) -> int:
    """Tell whoever asked something wrong; return the event's number."""
    number = await outbox.confirm(summary={Language("en"): WRONG})
    async with outbox.working():
        await outbox.settled(number)
    return number


async def corrected(outbox: Outbox, number: int, **changes: object) -> None:
    """Tell what is right to whoever is concerned."""
    await outbox.correct(number, summary={Language("en"): RIGHT}, **changes)
    async with outbox.working():
        await outbox.settled(number)


async def change(outbox: Outbox, chat_id: int, **changes: object) -> None:
    """Let a chat change its settings."""

    def changed(kept: Subscriber) -> Subscriber:
        return replace(kept, **changes)  # type: ignore[arg-type]

    assert await outbox.store.subscribers.change(chat_id, changed)


def methods(outbox: Outbox) -> list[str]:
    """Return what was called of Telegram."""
    return [call.method for call in outbox.telegram.calls]


def is_struck(message: Message) -> bool:
    return "<s>" in message.html and message.edited


async def test_the_original_is_struck_out_and_the_correction_replies_to_it(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    await corrected(outbox, number)
    original, correction = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert correction.text.startswith("Correction. On 23 November 2026 we wrote: “")
    assert WRONG.removesuffix(".") in correction.text
    assert RIGHT in correction.text
    assert correction.reply_to == original.id
    [asked] = [call.params["reply_parameters"] for call in outbox.telegram.calls if "reply_parameters" in call.params]
    assert asked == {"message_id": original.id, "allow_sending_without_reply": True}


async def test_a_retraction_reaches_only_who_was_told(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    [late] = outbox.readers(1)
    await outbox.subscribe([late])
    await corrected(outbox, number, act=Act.CANCEL)
    original, retraction = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert retraction.text.startswith("Retracted. On 23 November 2026 we wrote: “")
    assert outbox.told(late) == 0


async def test_a_second_correction_replies_to_the_first(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    await corrected(outbox, number, count=15)
    await corrected(outbox, number, count=16)
    original, first, second = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert is_struck(first)
    assert second.reply_to == first.id


async def test_a_correction_that_could_not_begin_does_not_leave_the_original_standing(outbox: Outbox) -> None:
    """Nobody knows whether the first correction came; the original did."""
    number, [chat] = await told(outbox)
    outbox.telegram.faults.server_error("editMessageText")
    await outbox.correct(number, count=15)
    async with outbox.working():
        await outbox.telegram.wait_for(lambda: "editMessageText" in methods(outbox))
    await corrected(outbox, number, count=16)
    original, correction = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert correction.reply_to == original.id


async def test_a_discreet_chat_reads_that_there_is_a_correction_and_no_more(outbox: Outbox) -> None:
    await outbox.store.people.put([person(1)], TODAY)
    [chat] = outbox.readers(1)
    await outbox.subscribe([chat])
    await change(outbox, chat, discreet=True)
    number = await outbox.confirm(people=("viasna:1",))
    async with outbox.working():
        await outbox.settled(number)
    await corrected(outbox, number)
    original, correction = outbox.telegram.sent(chat)
    assert original.text == "There is a correction. See the new message below."
    assert correction.text == "There is a correction."
    assert [button.text for button in correction.buttons] == ["Show"]
    assert correction.reply_to == original.id


async def test_a_group_is_corrected_in_its_topic(outbox: Outbox) -> None:
    admin = outbox.telegram.add_person("Ева", "be")
    group = outbox.telegram.add_group("Дыяспара", [admin], [admin], forum=True)
    outbox.telegram.add_bot_to(group)
    topic = outbox.telegram.add_topic(group.id, "Навіны")
    await outbox.subscribe([group.id], ChatKind.GROUP)
    await change(outbox, group.id, thread_id=topic)
    number = await tell(outbox)
    await corrected(outbox, number)
    original, correction = outbox.telegram.sent(group.id)
    assert is_struck(original)
    assert (original.thread_id, correction.thread_id, correction.reply_to) == (topic, topic, original.id)


async def test_who_deleted_the_original_reads_the_correction_still(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    [original] = outbox.telegram.sent(chat)
    del outbox.telegram.chats[chat].messages[original.id]
    await corrected(outbox, number)
    [correction] = outbox.telegram.sent(chat)
    assert correction.text.startswith("Correction.")


async def test_a_429_between_two_chats_loses_nobody(outbox: Outbox) -> None:
    number, chats = await told(outbox, 12)
    outbox.telegram.faults.too_many("editMessageText", 5)
    outbox.telegram.faults.too_many("sendMessage", 5)
    await corrected(outbox, number)
    for chat in chats:
        original, correction = outbox.telegram.sent(chat)
        assert is_struck(original)
        assert correction.reply_to == original.id


async def test_killed_between_the_two_both_are_done_again(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    await outbox.correct(number, summary={Language("en"): RIGHT})
    outbox.telegram.faults.hang("sendMessage", 30)
    async with outbox.working() as worker:
        await outbox.telegram.wait_for(lambda: is_struck(outbox.telegram.sent(chat)[0]))
        [under_way] = worker._under_way
        under_way.cancel()
    assert outbox.told(chat) == 1
    outbox.telegram.faults.clear()
    await outbox.store.deliveries.reclaim(outbox.clock.now())
    async with outbox.working():
        await outbox.settled(number)
    original, correction = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert correction.reply_to == original.id


async def test_who_erases_itself_between_the_two_is_told_no_more(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    outbox.telegram.faults.latency = 0.2
    await outbox.correct(number, summary={Language("en"): RIGHT})
    async with outbox.working():
        await outbox.telegram.wait_for(lambda: "editMessageText" in methods(outbox))
        await outbox.store.subscribers.erase(chat)
        await outbox.settled(number)
    assert outbox.told(chat) == 1


async def test_a_correction_overtakes_other_news(outbox: Outbox) -> None:
    number, chats = await told(outbox, 3)
    await outbox.subscribe(outbox.readers(60))
    other = await outbox.confirm("other")
    async with outbox.working(rate=100):
        await outbox.telegram.wait_for(lambda: len(outbox.tries()) > 10)
        await outbox.correct(number, act=Act.CANCEL)
        await outbox.settled(number)
        assert (await outbox.store.deliveries.progress(other)).waiting > 10
        await outbox.settled(other)
    for chat in chats:
        assert [message.text for message in outbox.telegram.sent(chat) if message.text.startswith("Retracted.")]


async def test_a_correction_arrives_after_an_original_that_was_still_under_way(outbox: Outbox) -> None:
    [chat] = outbox.readers(1)
    await outbox.subscribe([chat])
    number = await outbox.confirm()
    outbox.telegram.faults.latency = 0.3
    async with outbox.working():
        await outbox.telegram.wait_for(outbox.tries)
        await outbox.correct(number, count=15)
        await outbox.settled(number)
    original, correction = outbox.telegram.sent(chat)
    assert is_struck(original)
    assert correction.reply_to == original.id


async def test_in_quiet_hours_a_correction_makes_no_sound(outbox: Outbox) -> None:
    number, [chat] = await told(outbox)
    now = START + timedelta(seconds=outbox.clock.monotonic())
    await change(outbox, chat, quiet=Quiet(now.hour, (now.hour + 2) % 24), offset=0)
    await corrected(outbox, number)
    original, correction = outbox.telegram.sent(chat)
    assert (original.silent, correction.silent) == (False, True)
