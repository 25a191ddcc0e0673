"""The packaged lexicons, read once."""

import pytest

from bot.lexicons import load_reading_lexicon
from domain.reading import ReadingLexicon


@pytest.fixture(scope="session")
def lexicon() -> ReadingLexicon:
    """Return the tables a lawyer can extend."""
    return load_reading_lexicon()
