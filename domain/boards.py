"""Which messages show the editors how an event's sending goes: in memory only, so that no chat is written down."""

from collections.abc import Mapping, Sequence

from domain.message import Message


class Boards:
    """Messages by event and editor, with what each says now (None: not known). What a restart loses is sent anew.

    An editor mostly has one; an old one, pressed after a restart, is kept up as well.
    """

    def __init__(self) -> None:
        self._boards: dict[int, dict[int, dict[int, Message | None]]] = {}
        self._asked: set[int] = set()

    def put(self, number: int, chat_id: int, message_id: int) -> None:
        """Let a message show how event ``number`` goes; whatever it says now is written over."""
        self._of(number, chat_id)[message_id] = None

    def offer(self, number: int, chat_id: int, message_id: int) -> None:
        """Let a message show it where no other one in the chat does."""
        if not self._of(number, chat_id):
            self.put(number, chat_id, message_id)

    def ask(self, number: int) -> None:
        """Let every editor see at once how an event goes: somebody has changed it."""
        self._asked.add(number)

    def take_asked(self) -> frozenset[int]:
        """Return the events somebody asked about since this was called last."""
        asked = frozenset(self._asked)
        self._asked.clear()
        return asked

    def numbers(self) -> Sequence[int]:
        """Return the events that some message shows."""
        return tuple(self._boards)

    def of(self, number: int, chat_id: int) -> Mapping[int, Message | None] | None:
        """Return an editor's messages about an event, empty where they took theirs away; None where they had none."""
        boards = self._boards.get(number, {}).get(chat_id)
        return None if boards is None else dict(boards)

    def note(self, number: int, chat_id: int, message_id: int, said: Message) -> None:
        """Note what a message says now."""
        self._of(number, chat_id)[message_id] = said

    def remove(self, number: int, chat_id: int, message_id: int) -> None:
        """Forget a message that is gone; its editor is not sent another."""
        self._of(number, chat_id).pop(message_id, None)

    def leave_out(self, number: int, chat_id: int) -> None:
        """Send an editor no message about an event: they cannot be reached."""
        self._of(number, chat_id)

    def close(self, number: int) -> None:
        """Forget an event that needs no showing any more."""
        self._boards.pop(number, None)

    def _of(self, number: int, chat_id: int) -> dict[int, Message | None]:
        return self._boards.setdefault(number, {}).setdefault(chat_id, {})
