"""What Telegram answers decides what becomes of a chat; whatever happens on the way, nobody is lost."""

import asyncio
import itertools
from dataclasses import replace

import pytest

from domain.delivery import LEASE, Outcome, Sent
from domain.event import EventState, Filed
from domain.language import Language
from domain.message import PLAIN, Manner, Message
from domain.subscription import ChatKind
from storage.events import Events
from tests.logs import everything_said
from tests.storage.samples import TODAY, person
from tests.workers.outbox import PATIENCE_SECONDS, SPEED, Outbox


async def test_everybody_is_told_once(outbox: Outbox) -> None:
    chats = outbox.readers(40)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    async with outbox.working():
        progress = await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 40
    assert (progress.sent, progress.failed) == (40, 0)


async def test_the_rate_holds_on_the_line(outbox: Outbox) -> None:
    await outbox.subscribe(outbox.readers(30))
    number = await outbox.confirm()
    async with outbox.working(rate=60):
        await outbox.settled(number)
    assert outbox.tries()[-1] - outbox.tries()[0] >= 29 / 60 * 0.9


async def test_a_429_holds_the_whole_sender(outbox: Outbox) -> None:
    chats = outbox.readers(60)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.latency = 0.02
    async with outbox.working(rate=400):
        await outbox.telegram.wait_for(lambda: len(outbox.tries()) > 10)
        outbox.telegram.faults.too_many("sendMessage", 10)
        await outbox.settled(number)
    [refused] = [call for call in outbox.telegram.calls if call.error_code == 429]
    answered = refused.at_monotonic + outbox.telegram.faults.latency
    later = [tried for tried in outbox.tries() if tried > answered + 0.03]
    assert later[0] >= answered + 10 / SPEED - 0.01
    assert [outbox.told(chat) for chat in chats] == [1] * 60


GONE = (
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (403, "Forbidden: bot can't initiate conversation with a user"),
    (403, "Forbidden: bot was kicked from the group chat"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot was kicked from the channel chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: bot is not a member of the channel chat"),
    (403, "Forbidden: the group chat was deleted"),
    (400, "Bad Request: chat not found"),
)


@pytest.mark.parametrize(("code", "words"), GONE)
async def test_a_closed_chat_is_erased(outbox: Outbox, code: int, words: str) -> None:
    [chat] = outbox.readers(1)
    await outbox.subscribe([chat])
    number = await outbox.confirm()
    outbox.telegram.faults.refuse("sendMessage", code, words)
    async with outbox.working():
        await outbox.settled(number)
    assert await outbox.store.subscribers.get(chat) is None
    assert len(outbox.tries()) == 1


OURS = (
    (400, 'Bad Request: can\'t parse entities: Unsupported start tag "Тайна" at byte offset 5', "can't parse entities"),
    (400, "Bad Request: message is too long", "message is too long"),
    (400, 'Bad Request: wrong text "chat not found"', "BadRequest"),
    (403, "Forbidden: bot was blocked by the user Тайна", "Forbidden"),
    (403, "Forbidden: something new from Тайна", "Forbidden"),
)


@pytest.mark.parametrize(("code", "words", "reason"), OURS)
async def test_our_own_mistake_keeps_the_chats_and_is_told_once(
    outbox: Outbox, code: int, words: str, reason: str
) -> None:
    chats = outbox.readers(3)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.refuse("sendMessage", code, words, times=3)
    with everything_said() as said:
        async with outbox.working():
            progress = await outbox.settled(number)
    assert progress.failed == 3
    assert await outbox.store.subscribers.count() == 3
    lines = [line for line in said.getvalue().splitlines() if " ERROR zvestka.delivery " in line]
    assert len(lines) == 1
    assert reason in lines[0]
    assert "Тайна" not in said.getvalue()


async def test_a_moved_group_is_followed_and_told(outbox: Outbox) -> None:
    admin = outbox.telegram.add_person("Ева", "be")
    group = outbox.telegram.add_group("Дыяспара", [admin], [admin])
    outbox.telegram.add_bot_to(group)
    await outbox.subscribe([group.id], ChatKind.GROUP)
    number = await outbox.confirm()
    moved = outbox.telegram.migrate(group.id)
    async with outbox.working():
        await outbox.settled(number)
        await outbox.telegram.wait_for(lambda: outbox.told(moved))
    assert outbox.told(moved) == 1
    assert await outbox.store.subscribers.get(group.id) is None
    assert await outbox.store.subscribers.get(moved) is not None


@pytest.mark.parametrize("code", [401, 409, 500, 502, 504])
async def test_a_passing_fault_is_tried_again_until_delivered(outbox: Outbox, code: int) -> None:
    chats = outbox.readers(2)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.refuse("sendMessage", code, "something", times=5)
    async with outbox.working():
        progress = await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1, 1]
    assert progress.failed == 0
    waits = [later - sooner for sooner, later in itertools.pairwise(outbox.tries()[1::2])]
    assert max(waits) >= 4 / SPEED * 0.9, "the waits between the tries double"


async def test_a_cut_line_is_tried_again(outbox: Outbox) -> None:
    chats = outbox.readers(5)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.reset("sendMessage", times=5)
    async with outbox.working():
        await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 5


async def test_a_lost_answer_repeats_once_a_loss(outbox: Outbox) -> None:
    chats = outbox.readers(10)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.lose_answer("sendMessage", times=3)
    async with outbox.working():
        await outbox.settled(number)
    assert all(outbox.told(chat) >= 1 for chat in chats)
    assert sum(outbox.told(chat) for chat in chats) == 13


async def test_a_stop_finishes_what_is_in_flight(outbox: Outbox) -> None:
    chats = outbox.readers(60)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    outbox.telegram.faults.latency = 0.1
    async with outbox.working(rate=200):
        await outbox.telegram.wait_for(lambda: len(outbox.tries()) >= 20)
    stopped = await outbox.store.deliveries.progress(number)
    assert stopped.sent == sum(outbox.told(chat) for chat in chats) >= 20
    assert stopped.waiting == 60 - stopped.sent
    outbox.telegram.faults.latency = 0
    await outbox.store.deliveries.reclaim(outbox.clock.now())
    async with outbox.working():
        await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 60


class Unforeseen:
    """A messenger that breaks on its first messages in a way nobody has foreseen."""

    def __init__(self, faults: int) -> None:
        self._faults = faults
        self.sent: list[int] = []

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        self._faults -= 1
        if self._faults >= 0:
            raise KeyError("Тайна")
        self.sent.append(chat_id)
        return Sent(1)

    async def rewrite(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        raise AssertionError("nothing is corrected here")

    async def take_back(self, chat_id: int, message_id: int) -> Outcome:
        raise AssertionError("nothing is taken back here")


async def test_what_nobody_foresaw_is_tried_again_and_told_once(outbox: Outbox) -> None:
    await outbox.subscribe([11, 12])
    number = await outbox.confirm()
    messenger = Unforeseen(6)
    with everything_said() as said:
        async with outbox.working(messenger=messenger):
            await outbox.settled(number)
    assert sorted(messenger.sent) == [11, 12]
    assert said.getvalue().count("ERROR zvestka.delivery") == 1
    assert "builtins.KeyError" in said.getvalue()
    assert "Тайна" not in said.getvalue()


async def test_a_name_corrected_meanwhile_is_told_as_corrected(outbox: Outbox) -> None:
    [change] = await outbox.store.people.put([person(1)], TODAY)
    assert change.code
    await outbox.subscribe(outbox.readers(1))
    first = await outbox.confirm("first", people=("viasna:1",))
    async with outbox.working():
        await outbox.settled(first)
        await outbox.store.people.put([person(1, names={Language("en"): ("Corrected Name",)})], TODAY)
        await outbox.clock.sleep(1)
        late = outbox.readers(1)
        await outbox.subscribe(late)
        second = await outbox.confirm("second", people=("viasna:1",))
        await outbox.settled(second)
    assert "Corrected Name" in outbox.telegram.sent(late[0])[0].text


async def test_who_forgets_while_leased_is_not_told(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    chats = outbox.readers(3)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    leased, forgotten, read = asyncio.Event(), asyncio.Event(), Events.by_number

    async def slowly(events: Events, wanted: int) -> Filed | None:
        leased.set()
        await forgotten.wait()
        return await read(events, wanted)

    monkeypatch.setattr(Events, "by_number", slowly)
    async with outbox.working():
        await leased.wait()
        for chat in chats[:2]:
            await outbox.store.subscribers.erase(chat)
        forgotten.set()
        await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [0, 0, 1]
    assert await outbox.store.subscribers.get(chats[0]) is None


async def test_what_nobody_confirmed_is_never_told(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a later revision stand in the store, its text is not what the editors approved for this delivery."""
    await outbox.subscribe(outbox.readers(1))
    number = await outbox.confirm()
    read = Events.by_number

    async def revised(events: Events, wanted: int) -> Filed | None:
        filed = await read(events, wanted)
        return filed and replace(filed, event=replace(filed.event, revision=2), state=EventState.DRAFT)

    monkeypatch.setattr(Events, "by_number", revised)
    async with outbox.working():
        progress = await outbox.settled(number)
    assert progress.failed == 1
    assert not outbox.tries()


async def test_an_outcome_that_the_database_never_takes_keeps_its_place_and_nobody_elses(outbox: Outbox) -> None:
    chats = outbox.readers(20)
    await outbox.subscribe(chats)
    number = await outbox.confirm()
    async with outbox.store.database.writing() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER never BEFORE UPDATE ON deliveries WHEN NEW.id = 7 AND NEW.message IS NOT NULL "
            "BEGIN SELECT RAISE(ABORT, 'never'); END"
        )
    with everything_said() as said:
        async with outbox.working():
            async with asyncio.timeout(PATIENCE_SECONDS):
                leased_again = outbox.clock.monotonic() + 2 * LEASE.total_seconds()
                while outbox.clock.monotonic() < leased_again or await _waiting(outbox, number) > 1:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            assert await _waiting(outbox, number) == 1
            async with outbox.store.database.writing() as connection:
                await connection.exec_driver_sql("DROP TRIGGER never")
            await outbox.settled(number)
    assert [outbox.told(chat) for chat in chats] == [1] * 20
    assert said.getvalue().count(" ERROR zvestka.delivery ") == 1


async def _waiting(outbox: Outbox, number: int) -> int:
    return (await outbox.store.deliveries.progress(number)).waiting
