"""The one loader of packaged tables: rules and lexicons that a lawyer or a speaker can read and extend."""

from importlib.resources import files

from domain.names import NameLexicon
from domain.reading import ReadingLexicon


def load_name_lexicon() -> NameLexicon:
    """Return the tables of names and endings that lie in domain/lexicons/."""
    tables = (entry for entry in files("domain").joinpath("lexicons").iterdir() if entry.name.endswith(".tsv"))
    return NameLexicon.parse({table.name: table.read_text("utf-8") for table in tables})


def load_reading_lexicon() -> ReadingLexicon:
    """Return the tables of news that lie in domain/lexicons/reading/, with the given names they share."""
    names = files("domain").joinpath("lexicons")
    tables = {table.name: table.read_text("utf-8") for table in names.joinpath("reading").iterdir()}
    return ReadingLexicon.parse(tables | {"given_names.tsv": names.joinpath("given_names.tsv").read_text("utf-8")})
