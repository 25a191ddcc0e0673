"""The one loader of packaged tables: rules and lexicons that a lawyer or a speaker can read and extend."""

from importlib.resources import files

from domain.names import NameLexicon


def load_name_lexicon() -> NameLexicon:
    """Return the tables of names and endings that lie in domain/lexicons/."""
    tables = (entry for entry in files("domain").joinpath("lexicons").iterdir() if entry.name.endswith(".tsv"))
    return NameLexicon.parse({table.name: table.read_text("utf-8") for table in tables})
