"""The seconds that one fetch has, for all that it asks of servers on its way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Budget:
    """Seconds to spend on exchanges; waiting politely for a turn at a host is not counted.

    They are the event loop's, by which ``asyncio.timeout`` counts too.
    """

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @asynccontextmanager
    async def spending(self) -> AsyncIterator[None]:
        """Raise TimeoutError inside when nothing is left."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left):
                yield
        finally:
            self._left -= loop.time() - began
