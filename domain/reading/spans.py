"""From a text to sentences of words, every word knowing where it stands: linear time, whatever the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.names.folding import words

LONGEST_TEXT = 60_000
"""Characters that are read; no piece of news is longer, and hostile pages cost no more than this."""

LONGEST_SENTENCE = 160
"""Words; a longer run without a full stop is cut, so that the work in a sentence stays bounded."""

_WORD = re.compile(
    r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)|\d+(?:-\d+)?|[^\W\d_]+(?:[’'ʼ`-][^\W\d_]+)*|[^\w\s]", re.UNICODE
)
_ENDS = frozenset(".!?…")
_CLOSES = frozenset("»”\"')]")
_MIXED = re.compile(r"[a-z].*[а-яёіў]|[а-яёіў].*[a-z]")
_SOFT = re.compile(r"(?<=[сзнц])ь(?=[бвздлмнпсцф])")
"""The soft sign of the classical Belarusian orthography, which the official one leaves out (сьмерць, зьняволены)."""

_APOSTROPHE = str.maketrans("’ʼ`", "'''")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in the text that was read: characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark: as written, folded (lower case, ё as е, one alphabet), and where it stands."""

    text: str
    fold: str
    span: Span

    @property
    def is_capital(self) -> bool:
        """Whether it begins as a name does: one capital, then small letters (or is a lone initial)."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not (self.text[0].isalnum())


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, the number of its paragraph, and whether it opens the paragraph."""

    words: tuple[Word, ...]
    paragraph: int
    opens: bool

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def fold(text: str) -> str:
    """Return a word as the lexicons are compared with it: small letters, one alphabet, one orthography."""
    lower = text.lower().translate(_APOSTROPHE).replace("ё", "е")
    if _MIXED.search(lower):
        lower = "".join(words(text)).replace("ё", "е") or lower
    return _SOFT.sub("", lower)


def sentences(text: str, short_forms: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences of the first `LONGEST_TEXT` characters; a full stop after a short form ends none."""
    start = 0
    for number, line in enumerate(text[:LONGEST_TEXT].split("\n")):
        found = tuple(_words(line, start))
        opens = True
        for part in _parts(found, short_forms):
            yield Sentence(part, number, opens)
            opens = False
        start += len(line) + 1


def _words(line: str, start: int) -> Iterator[Word]:
    for found in _WORD.finditer(line):
        text = found.group()[:80]
        yield Word(text, fold(text), Span(start + found.start(), start + found.start() + len(text)))


def _parts(found: Sequence[Word], short_forms: frozenset[str]) -> Iterator[tuple[Word, ...]]:
    begin = 0
    for at in range(len(found)):
        if at + 1 - begin >= LONGEST_SENTENCE or _is_end(found, at, short_forms):
            yield tuple(found[begin : at + 1])
            begin = at + 1
    if begin < len(found):
        yield tuple(found[begin:])


def _is_end(found: Sequence[Word], at: int, short_forms: frozenset[str]) -> bool:
    here = found[at]
    if here.text in _CLOSES and at and found[at - 1].text in _ENDS:
        return _starts_anew(found, at)
    if here.text not in _ENDS or not _starts_anew(found, at):
        return False
    before = found[at - 1].fold if at else ""
    return here.text != "." or not (before in short_forms or (len(before) == 1 and found[at - 1].is_capital))


def _starts_anew(found: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(found):
        return True
    after = found[at + 1]
    touching = after.span.start == found[at].span.end
    return not touching and (after.text[0].isupper() or after.text[0].isdigit() or after.text in '«“"—–-•')
