"""An editor with a report's form before them."""

from collections.abc import Sequence

from domain.event import Event
from domain.quarantine import queue_of
from playground.chats import Message
from tests.conversations.live import Live


def labels(message: Message) -> list[str]:
    """Return the labels of the buttons, Hide left out."""
    return [button.text for button in message.buttons if ".hide." not in button.value]


async def pressed(live: Live, message: Message, *path: str, editor: int = 0) -> Message:
    """Let an editor press buttons of one message, one after the other; return it as it stands then."""
    for label in path:
        assert await live.press(live.editors[editor], message, label) is None
    return live.now(live.editors[editor].chat_id, message)


async def form_of_first(live: Live, editor: int = 0) -> Message:
    """Let an editor open the form of the oldest report."""
    page = await live.say(live.editors[editor], "/review")
    return await pressed(live, page, ("Выправіць", "Исправить")[editor], editor=editor)


async def typed(live: Live, text: str, editor: int = 0) -> Message:
    """Let an editor type an answer; return what comes."""
    return await live.say(live.editors[editor], text)


async def events(live: Live) -> Sequence[Event]:
    """Return what would be proposed now, in the order of the queue."""
    waiting = await live.store.reports.waiting(500)
    return [bundle.event for bundle in queue_of(waiting, len(waiting)).bundles]
