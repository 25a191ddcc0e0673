"""Pop-ups: plain text in pages of at most 200 UTF-16 units (Bot API, answerCallbackQuery)."""

import re
from collections.abc import Iterable, Iterator

from texts.markup import plain, utf16_length

LONGEST_POPUP = 200

_SENTENCE_END = re.compile(r"(?<=[.…;:!?])(?=[ \n])|(?=\n)")


def popup_pages(html: str) -> tuple[str, ...]:
    """Return the plain text of ``html`` in pages, each with its mark (“1/3”) where there are several."""
    text = plain(html).strip()
    if utf16_length(text) <= LONGEST_POPUP:
        return (text,)
    pages = list(_packed(text, LONGEST_POPUP - len("\n99/99")))
    return tuple(f"{page}\n{number}/{len(pages)}" for number, page in enumerate(pages, 1))


def _packed(text: str, room: int) -> Iterator[str]:
    page = ""
    for piece in _pieces(text, room):
        if utf16_length((page + piece).strip()) > room:
            yield page.strip()
            page = ""
        page += piece
    if page.strip():
        yield page.strip()


def _pieces(text: str, room: int) -> Iterator[str]:
    """Cut after sentences; a sentence that no page holds, between words; such a word, anywhere."""
    for sentence in _SENTENCE_END.split(text):
        if utf16_length(sentence) <= room:
            yield sentence
        else:
            yield from _words(re.split(r"(?=[ \n])", sentence), room)


def _words(words: Iterable[str], room: int) -> Iterator[str]:
    # Half a page a piece: a lone letter may take two units.
    for word in words:
        yield from (word[start : start + room // 2] for start in range(0, len(word), room // 2))
