"""How the wire keeps its connections: used again, replaced, never too many, never in doubt."""

import asyncio

import pytest

from bot.wire import Wire
from tests.bot.far_end import PATH, Answer, ends, far_end, hangs_up_after, ok, says, wired


@pytest.mark.parametrize(
    "answer",
    [
        says(ok(b"[1]", b"Connection: close")),
        hangs_up_after(ok(b"[1]", b"Connection: close")),
        says(ok(b"[1]").replace(b"HTTP/1.1", b"HTTP/1.0")),
        says(ok(b"[1]") + ok(b"[2]")),
        says(ok(b"[1]") + b"HTTP/1.1 20"),
        says(ok(b"[1]") + b"?"),
    ],
)
async def test_a_connection_in_doubt_is_not_used_again(answer: Answer) -> None:
    async with ends(answer) as (far, wire):
        for _ in range(3):
            assert await wire.post(PATH, b"") == (200, b"[1]")
        await far.until(lambda: not far.open)
    assert (len(far.requests), far.opened) == (3, 3)


async def test_a_connection_closed_while_idle_is_replaced() -> None:
    async with ends(says(ok())) as (far, wire):
        await wire.post(PATH, b"")
        far.hang_up()
        await asyncio.gather(*(line.lost for line in wire._lines))
        assert not wire._lines
        assert await wire.post(PATH, b"") == (200, b"{}")
    assert (len(far.requests), far.opened) == (2, 2)


async def test_what_comes_unasked_ends_an_idle_connection() -> None:
    kept: list[asyncio.StreamWriter] = []

    async def answer(writer: asyncio.StreamWriter) -> None:
        kept.append(writer)
        writer.write(ok(b"[%d]" % len(kept)))

    async with ends(answer) as (far, wire):
        assert await wire.post(PATH, b"") == (200, b"[1]")
        kept[0].write(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")
        await far.until(lambda: not far.open)
        assert await wire.post(PATH, b"") == (200, b"[2]")


async def test_a_connection_idle_for_too_long_is_replaced() -> None:
    async with far_end(says(ok())) as far, wired(far.url, keep=-1) as wire:
        for _ in range(3):
            await wire.post(PATH, b"")
        await far.until(lambda: far.open <= 1)
    assert far.opened == 3


async def test_an_answer_before_the_whole_request_was_sent_leaves_no_usable_connection() -> None:
    over = asyncio.Event()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
        await over.wait()  # and read no further
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server, wired(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as wire:
        for _ in range(2):
            assert await wire.post(PATH, b"x" * (1 << 24)) == (413, b"")
        over.set()


async def test_a_slow_answer_is_a_timeout_and_never_the_next_ones() -> None:
    may_answer = asyncio.Event()

    async def answer(writer: asyncio.StreamWriter) -> None:
        if len(far.requests) == 2:
            await may_answer.wait()
        writer.write(ok(b"[%d]" % len(far.requests)))

    async with far_end(answer) as far, wired(far.url, seconds=0.2) as wire:
        assert await wire.post(PATH, b"") == (200, b"[1]")
        with pytest.raises(TimeoutError) as raised:
            await wire.post(PATH, b"")
        assert "secret" not in repr(raised.value)
        assert await wire.post(PATH, b"") == (200, b"[3]")
        may_answer.set()
        assert await wire.post(PATH, b"") == (200, b"[4]")
    assert (len(far.requests), far.opened) == (4, 2)


async def test_a_timer_from_before_does_not_end_a_later_request_too_soon() -> None:
    loop = asyncio.get_running_loop()

    async def answer(writer: asyncio.StreamWriter) -> None:
        if len(far.requests) == 1:
            loop.call_later(0.2, writer.write, ok())

    async with far_end(answer) as far, wired(far.url, seconds=0.3, connections=1) as wire:
        await wire.post(PATH, b"")
        began = loop.time()
        with pytest.raises(TimeoutError):
            await wire.post(PATH, b"")
        assert 0.29 < loop.time() - began < 5
    assert far.opened == 1


async def test_a_timer_that_goes_off_while_nothing_is_asked_does_nothing(caplog: pytest.LogCaptureFixture) -> None:
    past = asyncio.Event()
    async with far_end(says(ok())) as far, wired(far.url, seconds=0.5) as wire:
        await wire.post(PATH, b"")
        asyncio.get_running_loop().call_later(0.5, past.set)
        await past.wait()
        assert await wire.post(PATH, b"") == (200, b"{}")
    assert far.opened == 1
    assert not caplog.records


async def test_two_hundred_requests_are_under_way_at_once() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        await far.until(lambda: len(far.requests) == 200)
        writer.write(ok())

    async with ends(answer, connections=200) as (far, wire):
        answers = await asyncio.gather(*(wire.post(PATH, b"%d" % each) for each in range(200)))
    assert answers == [(200, b"{}")] * 200
    assert {request.rpartition(b"\n")[2] for request in far.requests} == {b"%d" % each for each in range(200)}


async def test_each_answer_goes_to_who_asked() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        said = far.requests[-1].rpartition(b"\n")[2]
        await asyncio.sleep(int(said) % 7 / 1_000)
        writer.write(ok(said))

    async with ends(answer, connections=16) as (far, wire):
        answers = await asyncio.gather(*(wire.post(PATH, b"%d" % each) for each in range(300)))
    assert answers == [(200, b"%d" % each) for each in range(300)]


async def test_there_are_never_more_connections_than_allowed_and_who_waits_is_served_in_turn() -> None:
    async with ends(says(ok()), connections=3) as (far, wire):
        await asyncio.gather(*(wire.post(PATH, b"%d" % each) for each in range(60)))
        assert (far.most, far.opened) == (3, 3)
        far.requests.clear()
    async with ends(says(ok()), connections=1) as (far, wire):
        await asyncio.gather(*(wire.post(PATH, b"%d" % each) for each in range(60)))
    assert [int(request.rpartition(b"\n")[2]) for request in far.requests] == list(range(60))


async def test_the_connection_used_last_is_used_next() -> None:
    ports: list[int] = []

    async def answer(writer: asyncio.StreamWriter) -> None:
        ports.append(writer.get_extra_info("peername")[1])
        writer.write(ok())

    async with ends(answer, connections=3) as (_, wire):
        await asyncio.gather(*(wire.post(PATH, b"") for _ in range(3)))
        for _ in range(5):
            await wire.post(PATH, b"")
    assert len(set(ports[:3])) == 3
    assert set(ports[3:]) == {ports[2]}


async def test_waiting_for_a_connection_counts_as_time_and_leaves_nothing_behind() -> None:
    may_answer = asyncio.Event()

    async def answer(writer: asyncio.StreamWriter) -> None:
        await may_answer.wait()
        writer.write(ok())

    async with far_end(answer) as far, wired(far.url, seconds=0.1, connections=1) as wire:
        outcomes = await asyncio.gather(*(wire.post(PATH, b"") for _ in range(5)), return_exceptions=True)
        assert [type(each) for each in outcomes] == [TimeoutError] * 5
        may_answer.set()
        assert await wire.post(PATH, b"") == (200, b"{}")


async def test_who_gives_up_closes_the_connection_and_lets_the_next_one_in() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        if len(far.requests) > 1:
            writer.write(ok())

    async with ends(answer, connections=1) as (far, wire):
        asked, impatient, patient = (asyncio.create_task(wire.post(PATH, b"")) for _ in range(3))
        await far.until(lambda: bool(far.requests))
        impatient.cancel()
        asked.cancel()
        assert await patient == (200, b"{}")
        assert asked.cancelled()
        assert impatient.cancelled()
        await far.until(lambda: far.open == 1)
    assert (len(far.requests), far.opened) == (2, 2)


async def test_closing_ends_what_is_under_way_and_what_waits() -> None:
    async def answer(_writer: asyncio.StreamWriter) -> None:
        """Say nothing."""

    async with ends(answer, connections=2) as (far, wire):
        posts = [asyncio.create_task(wire.post(PATH, b"")) for _ in range(4)]
        await far.until(lambda: len(far.requests) == 2)
        await wire.close()
        assert not wire._lines
        outcomes = await asyncio.gather(*posts, return_exceptions=True)
        await far.until(lambda: not far.open)
        with pytest.raises(ConnectionError):
            await wire.post(PATH, b"")
    assert [type(each) for each in outcomes] == [ConnectionError] * 4
    assert far.opened == 2


async def test_a_connection_made_after_closing_carries_nothing() -> None:
    async with ends(says(ok())) as (far, wire):
        post = asyncio.create_task(wire.post(PATH, b""))
        await asyncio.sleep(0)  # it dials now
        await wire.close()
        with pytest.raises(ConnectionError):
            await post
        await far.until(lambda: not far.open)
    assert not far.requests


async def test_nothing_is_sent_before_it_is_open() -> None:
    async with far_end(says(ok())) as far:
        with pytest.raises(ConnectionError):
            await Wire(far.url, timeout=1, connections=1).post(PATH, b"")
    assert not far.opened


async def test_a_request_leaves_when_it_may_on_the_connection_it_would_have_had() -> None:
    waits = [0.0, 0.01, 0.02, 0.0]
    async with far_end(says(ok())) as far:
        wire = Wire(far.url, timeout=5, connections=4, leave=lambda: waits.pop(0))
        await wire.open()
        for _ in range(2):
            assert await wire.post(PATH, b"") == (200, b"{}")
        assert (len(far.requests), far.opened, waits) == (2, 1, [])
        await wire.close()


async def test_who_must_not_leave_yet_and_gives_up_leaves_the_connection_to_others() -> None:
    waits = [0.0, 3600.0, 0.0]
    async with far_end(says(ok())) as far:
        wire = Wire(far.url, timeout=5, connections=4, leave=lambda: waits.pop(0))
        await wire.open()
        await wire.post(PATH, b"")
        kept_back = asyncio.create_task(wire.post(PATH, b""))
        while len(waits) == 2:  # noqa: ASYNC110 - the wire's next step
            await asyncio.sleep(0)
        kept_back.cancel()
        await asyncio.wait({kept_back})
        assert await wire.post(PATH, b"") == (200, b"{}")
        assert (len(far.requests), far.opened) == (2, 1)
        await wire.close()
