"""Finding the person, however the name is written: `NameIndex` answers with a `Lookup`."""

from domain.names.index import NameIndex
from domain.names.lexicon import NameLexicon
from domain.names.scoring import Lookup, Match, Verdict

__all__ = ["Lookup", "Match", "NameIndex", "NameLexicon", "Verdict"]
