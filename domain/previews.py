"""Which messages show a draft to the editors, so that none of them still asks once it is settled: in memory only."""

from collections.abc import Sequence

from domain.event import Filed

Place = tuple[int, int]
"""A chat, and the number of a message in it."""

Preview = tuple[int, int, int]
"""A place, and which revision it shows."""


class Previews:
    """Places of previews by the number of the event they show. What a restart loses, a press on it puts right."""

    def __init__(self) -> None:
        self._places: dict[int, dict[Place, int]] = {}

    def put(self, filed: Filed, chat_id: int, message_id: int) -> None:
        """Note that a message shows what lies on the desk, with its buttons."""
        self._places.setdefault(filed.number, {})[chat_id, message_id] = filed.event.revision

    def remove(self, number: int, chat_id: int, message_id: int) -> None:
        """Forget a message; nothing happens where it is not known."""
        places = self._places.get(number, {})
        places.pop((chat_id, message_id), None)
        if not places:
            self._places.pop(number, None)

    def numbers(self) -> Sequence[int]:
        """Return the events that some message shows."""
        return tuple(self._places)

    def of(self, number: int) -> Sequence[Preview]:
        """Return the messages that show an event, oldest first."""
        return tuple((*place, revision) for place, revision in self._places.get(number, {}).items())
