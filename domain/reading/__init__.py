"""Reading a piece of news: which events it newly reports, about whom, and which it only recalls."""

from domain.reading.concern import concerns_us
from domain.reading.lexicon import ReadingLexicon
from domain.reading.reading import Fact, ReadEvent, Reading, read
from domain.reading.spans import Span

__all__ = ["Fact", "ReadEvent", "Reading", "ReadingLexicon", "Span", "concerns_us", "read"]
