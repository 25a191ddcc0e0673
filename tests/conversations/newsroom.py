"""The two editors at work: they paste, read previews, approve."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from playground.chats import Message, Person
from tests.conversations.live import PATIENCE_SECONDS, Live

Event = dict[str, object]

SOURCE = {"url": "https://example.org/1", "publisher": "Viasna", "published": "2024-09-16"}


def pardon(name: str, **more: object) -> Event:
    """Return a wave of pardons without names."""
    return {"id": name, "kind": "pardon", "date": "2024-09-16", "count": 37, "sources": [SOURCE], **more}


def pasted(event: Event) -> str:
    """Return what an editor pastes."""
    return f"/announce {json.dumps(event, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the editors: one preview each, with the number of the event and the preview's stamp."""

    live: Live
    previews: tuple[Message, Message]

    @property
    def approval(self) -> str:
        """What the button *Approve* carries."""
        return self._value(".yes.")

    @property
    def dropping(self) -> str:
        """What the button *Drop* carries."""
        return self._value(".drop.")

    def _value(self, verb: str) -> str:
        return next(str(each.value) for each in self.previews[0].buttons if verb in each.value)

    async def approve(self, editor: int) -> str | None:
        """Let editor 0 or 1 press *Approve*; return the pop-up."""
        return await self.press(editor, self.approval)

    async def press(self, editor: int, value: str) -> str | None:
        """Let editor 0 or 1 press a button of their preview."""
        return await self.live.press_carrying(self.live.editors[editor], self.previews[editor], value)

    def now(self, editor: int) -> Message:
        """Return an editor's preview as it stands now."""
        return self.live.now(self.live.editors[editor].chat_id, self.previews[editor])


async def laid(live: Live, before: Mapping[int, set[int]]) -> Desk:
    """Return the previews that both editors get beside what stood in their chats ``before``."""

    def new() -> list[Message]:
        chats = [editor.chat_id for editor in live.editors]
        found = [[each for each in live.telegram.sent(chat) if each.id not in before[chat]] for chat in chats]
        asking = [[each for each in some if any(".yes." in one.value for one in each.buttons)] for some in found]
        return [some[0] for some in asking] if all(asking) else []

    first, second = await live.telegram.wait_for(new, PATIENCE_SECONDS)
    return Desk(live, (first, second))


def standing(live: Live, *people: Person) -> Mapping[int, set[int]]:
    """Return the numbers of the bot's messages in the chats of the editors and of ``people``."""
    return {each.chat_id: live.seen(each.chat_id) for each in (*live.editors, *people)}


async def put_on_desk(live: Live, event: Event) -> Desk:
    """Let the first editor paste ``event``; return the previews that both get."""
    before = {editor.chat_id: live.seen(editor.chat_id) for editor in live.editors}
    author = live.editors[0]
    live.telegram.type(author.chat_id, author.id, pasted(event))
    first, second = await live.next_messages([editor.chat_id for editor in live.editors], before)
    return Desk(live, (first, second))


async def confirm(live: Live, event: Event) -> None:
    """Let both editors approve ``event``."""
    desk = await put_on_desk(live, event)
    assert await desk.approve(0)
    assert await desk.approve(1) is None


async def told(live: Live, event: Event, *readers: Person) -> list[Message]:
    """Confirm ``event`` and return the alert that each of ``readers`` gets."""
    before = {reader.chat_id: live.seen(reader.chat_id) for reader in readers}
    await confirm(live, event)
    return await live.next_messages([reader.chat_id for reader in readers], before)
