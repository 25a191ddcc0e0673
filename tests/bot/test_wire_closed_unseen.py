"""A connection that ended while nobody looked: said again only where surely nothing was said."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from tests.bot.far_end import PATH, PATIENCE_SECONDS, ok, wired

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no seconds: closing sends RST in place of FIN."""


@dataclass
class Blunt:
    """A server in a thread of its own: it answers one request, ends the connection when told to, and takes another."""

    listener: socket.socket
    is_reset: bool
    told: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    answered: int = 0

    def serve(self) -> None:
        with suppress(TimeoutError, OSError):  # nobody came again
            with self._answer() as first:
                self.told.wait(PATIENCE_SECONDS)
                if self.is_reset:
                    first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.ended.set()
            self._answer().close()

    def _answer(self) -> socket.socket:
        connection, _ = self.listener.accept()
        connection.settimeout(PATIENCE_SECONDS)
        connection.recv(1 << 16)
        connection.sendall(ok(b"[%d]" % self.answered))
        self.answered += 1
        return connection

    def end(self) -> None:
        """End the first connection; the event loop does not run until that is done."""
        self.told.set()
        assert self.ended.wait(PATIENCE_SECONDS)


@pytest.fixture(params=[True, False], ids=["reset", "closed"])
def blunt(request: pytest.FixtureRequest) -> Iterator[Blunt]:
    """Serve in a thread until the test is over."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(PATIENCE_SECONDS)
    server = Blunt(listener, request.param)
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)  # wakes who accepts
    thread.join()
    listener.close()


async def test_only_what_surely_never_left_is_said_again(blunt: Blunt) -> None:
    async with wired(f"http://127.0.0.1:{blunt.listener.getsockname()[1]}") as wire:
        assert await wire.post(PATH, b"") == (200, b"[0]")
        blunt.end()
        if blunt.is_reset:  # the write itself fails
            assert await wire.post(PATH, b"") == (200, b"[1]")
        else:  # the write goes out, and who can say whether it was read
            with pytest.raises(ConnectionError):
                await wire.post(PATH, b"")
            assert blunt.answered == 1
