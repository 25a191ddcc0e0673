"""A source's words as editors see them: short, the words that tell the event in bold, everything else as plain text."""

from collections.abc import Iterator, Sequence

from domain.report import Mark
from texts.markup import Html, escape_part

LONGEST = 500
"""Characters of one source's words."""

BEFORE = 120
"""Characters shown before the first word that tells something."""


def marked(text: str, marks: Sequence[Mark]) -> Html:
    """Return a window of ``text`` in which the first mark is visible. Marks are taken as far as they make sense.

    A mark near the end of the window moves it: the cut, which looks for a space, would hide it.
    """
    sound = sorted((start, end) for start, end in marks if 0 <= start < end <= len(text))
    begin = _after_space(text, sound[0][0] - BEFORE) if sound and sound[0][1] > LONGEST - BEFORE else 0
    end = _before_space(text, begin + LONGEST)
    shown = Html("").join(_pieces(text, sound, begin, end))
    return Html(f"{'…' if begin else ''}{shown}{'…' if end < len(text) else ''}")


def _after_space(text: str, place: int) -> int:
    found = text.find(" ", max(0, place), max(0, place) + BEFORE // 2)
    return max(0, place) if found < 0 else found + 1


def _before_space(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    found = text.rfind(" ", place - BEFORE // 2, place)
    return place if found < 0 else found


def _pieces(text: str, marks: Sequence[Mark], begin: int, end: int) -> Iterator[Html]:
    reached = begin
    for start, stop in marks:
        here, there = max(start, reached), min(stop, end)
        if here >= there:
            continue
        yield escape_part(text, reached, here)
        yield Html(f"<b>{escape_part(text, here, there)}</b>")
        reached = there
    yield escape_part(text, reached, end)
