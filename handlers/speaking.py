"""When the answer to an update begins: what the update asks for is in the store by then."""

from collections.abc import Callable


class Speaking:
    """Tells who listens, by the update's number, before the first word of its answer leaves."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[int], None]] = []

    def listen(self, heard: Callable[[int], None]) -> None:
        """Let ``heard`` be told from now on."""
        self._listeners.append(heard)

    def begin(self, number: int) -> None:
        """Say that the answer to update ``number`` begins."""
        for heard in self._listeners:
            heard(number)
