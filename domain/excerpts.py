"""The part of a text that tells an event, for the editors: short, with the places of the words that tell it (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.reading import Span

LONGEST = 900
"""Characters: three or four sentences."""

REACH = 160
"""Characters looked at on either side of the words for where their sentence begins and ends."""

GAP = " […] "

_END = re.compile(r"[.!?…][»”\"')\]]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a source, and from which character to which the event was read."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def excerpt(text: str, spans: Iterable[Span]) -> Excerpt:
    """Return the sentences of ``text`` in which ``spans`` lie, in their order, as many as there is room for."""
    wanted = sorted({span for span in spans if 0 <= span.start < span.end <= len(text)})
    told, marks = "", []
    for piece in _pieces(text, wanted):
        if len(told) + len(GAP) + piece.end - piece.start > LONGEST:
            break
        told += GAP if told else ""
        shift = len(told) - piece.start
        marks += [(span.start + shift, span.end + shift) for span in wanted if _lies_in(span, piece)]
        told += text[piece.start : piece.end]
    return Excerpt(told, tuple(_apart(marks)))


def _lies_in(span: Span, piece: Span) -> bool:
    return piece.start <= span.start and span.end <= piece.end


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences around the spans; those that touch are one."""
    last: Span | None = None
    for span in spans:
        here = _around(text, span)
        if last is None:
            last = here
        elif here.start <= last.end + 1:
            last = Span(last.start, max(last.end, here.end))
        else:
            yield last
            last = here
    if last is not None:
        yield last


def _around(text: str, span: Span) -> Span:
    before = text[max(0, span.start - REACH) : span.start]
    behind = text[span.end : span.end + REACH]
    starts = [found.end() for found in _END.finditer(before)]
    end = _END.search(behind)
    start = span.start - len(before) + (starts[-1] if starts else 0)
    return Span(start, span.end + (len(end[0].rstrip()) + end.start() if end else len(behind)))


def _apart(marks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield marks in order, none inside or across another."""
    reached = 0
    for start, end in sorted(marks):
        if start >= reached:
            yield start, end
            reached = end
