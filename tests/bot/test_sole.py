"""One process of a data directory at a time, under one id; and nothing said while another may be the sender."""

import asyncio
import stat
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.sole import SoleMessenger, sole_sender
from domain.delivery import Outcome, RetryLater, Sent
from domain.message import PLAIN, Manner, Message
from domain.ports import Correspondent
from domain.tenure import BEAT, SURE
from storage.sender import SenderRow
from tests.clock import FakeClock
from tests.workers.outbox import PATIENCE_SECONDS, open_outbox
from workers.pacer import Pacer
from workers.seat import Seat


def test_an_installation_keeps_its_id(tmp_path: Path) -> None:
    with sole_sender(tmp_path / "data") as first:
        pass
    with sole_sender(tmp_path / "data") as again, sole_sender(tmp_path / "other") as other:
        assert first == again != other
    lock = tmp_path / "data" / "sender.lock"
    assert lock.read_text("ascii") == first
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", [b"", b"abc", b"\xff" * 32, b"0" * 33])
def test_an_id_that_is_not_whole_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "sender.lock").write_bytes(broken)
    with sole_sender(tmp_path) as made:
        assert len(made) == 32
    with sole_sender(tmp_path) as again:
        assert made == again


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    with (
        sole_sender(tmp_path),
        pytest.raises(ConfigError, match="another `zvestka run` is at work"),
        sole_sender(tmp_path),
    ):
        pass


class Overheard(SoleMessenger):
    """Rings once it was asked to send."""

    def __init__(self, messenger: Correspondent, seat: Seat) -> None:
        super().__init__(messenger, seat)
        self.asked = asyncio.Event()

    async def send(self, chat_id: int, thread_id: int | None, message: Message, manner: Manner = PLAIN) -> Outcome:
        outcome = await super().send(chat_id, thread_id, message, manner)
        self.asked.set()
        return outcome


async def test_nothing_is_said_in_doubt_and_it_is_said_once_the_row_is_seen_to_be_ours(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_outbox(tmp_path) as outbox:
        [chat] = outbox.readers(1)
        await outbox.subscribe([chat])
        seat = await Seat.take(SenderRow(outbox.store.database), "a" * 32, clock)
        messenger = Overheard(outbox.messenger(Pacer(1_000, outbox.clock)), seat)
        clock.advance(SURE.total_seconds())
        number = await outbox.confirm()
        async with outbox.working(messenger=messenger):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await messenger.asked.wait()
            assert not outbox.tries()
            assert await seat.beat()
            await outbox.settled(number)
        assert outbox.told(chat) == 1


async def test_every_way_of_speaking_is_closed_in_doubt(tmp_path: Path, clock: FakeClock) -> None:
    async with open_outbox(tmp_path) as outbox:
        [chat] = outbox.readers(1)
        seat = await Seat.take(SenderRow(outbox.store.database), "a" * 32, clock)
        messenger = SoleMessenger(outbox.messenger(Pacer(1_000, outbox.clock)), seat)
        said = await messenger.send(chat, None, Message("one"))
        assert isinstance(said, Sent)
        for sure in (True, False):
            calls = len(outbox.telegram.calls)
            outcomes = [
                await messenger.send(chat, None, Message("two")),
                await messenger.rewrite(chat, said.message_id, Message("three")),
                await messenger.take_back(chat, said.message_id),
            ]
            assert [isinstance(each, Sent) for each in outcomes] == [sure] * 3
            assert len(outbox.telegram.calls) - calls == (3 if sure else 0)
            clock.advance(SURE.total_seconds())
        assert outcomes == [RetryLater(BEAT, everyone=True)] * 3
