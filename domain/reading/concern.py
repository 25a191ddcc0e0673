"""Is a text one for us? In a feed that prints everything, most are not (lexicons/reading/concern.tsv)."""

from domain.reading.lexicon import ReadingLexicon
from domain.reading.spans import sentences


def concerns_us(text: str, lexicon: ReadingLexicon) -> bool:
    """Return whether a text speaks of people held for politics, of such cases, or of those who speak for them."""
    return any(True for sentence in sentences(text, lexicon.short_forms) for _ in lexicon.concern.find(sentence.words))
