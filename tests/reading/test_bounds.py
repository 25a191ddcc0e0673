"""A hostile text costs no more than a long one."""

import time

import pytest

from domain.reading import ReadingLexicon, read

MILLION = 1_000_000
SECONDS = 2


@pytest.mark.parametrize(
    "part", ["памілаваў 5 чалавек. ", "Іван Прыдумскі ", ",", "1 ", "1.000", "\n", "».", "a'", "aа", "у 2020 годзе "]
)
def test_a_megabyte_is_read_in_time(part: str, lexicon: ReadingLexicon) -> None:
    text = (part * (MILLION // len(part) + 1))[:MILLION]
    start = time.process_time()
    read(text, lexicon)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("text", ["", "\n", "\n\n", " ", "\u202e\u200b", "5", "Іван"])
def test_nothing_to_read(text: str, lexicon: ReadingLexicon) -> None:
    reading = read(text, lexicon)
    assert not reading.events
    assert not reading.background
