"""uvloop where it is installed, as whoever cares for speed runs his bot; asyncio's own loop elsewhere."""

import asyncio
import importlib
import importlib.util


def new_loop() -> asyncio.AbstractEventLoop:
    """Make an event loop."""
    loop: asyncio.AbstractEventLoop
    if importlib.util.find_spec("uvloop") is None:
        loop = asyncio.new_event_loop()
    else:
        loop = importlib.import_module("uvloop").new_event_loop()
    return loop
