"""Our own earlier words, quoted: between this language's quotation marks, shortened, without the source."""

from collections.abc import Mapping, Sequence

from domain.dates import PartialDate
from domain.event import Event
from domain.person import Person, PersonId
from texts.alert import told_by_name, told_of
from texts.announcement import certainty, ground, summary, told
from texts.dates import day
from texts.markup import escape, fits, plain, sentences
from texts.phrasebook import Voice

LONGEST_QUOTE = 700
"""UTF-16 units: what was wrong is recognised, and most of the message is left for what is right."""

_INNER: Mapping[str, Mapping[int, int]] = {"«": str.maketrans("«»", "„“"), "“": str.maketrans("“”", "‘’")}
"""The marks of a quotation within one, by the outer mark (grammar.md, 3)."""

_YEAR = "2000"


def said(event: Event, people: Sequence[Person], mine: frozenset[PersonId], voice: Voice) -> str:
    """Return in which plain words a chat that follows ``mine`` was told ``event``, at most ``LONGEST_QUOTE`` of them.

    Lines stay lines. The source and the condolence are left out: they are not what was wrong.
    """
    named = told_of(event, told_by_name(event, people, mine), voice)
    label, rest = certainty(event, voice), sentences(ground(event, voice), summary(event, voice))
    rows = [row for names, sentence in named for row in (*names, sentences(label, sentence))]
    rows = rows or plain(told(event, people, LONGEST_QUOTE, voice)).split("\n")
    if len(named) == 1:
        return _short("\n".join((*rows[:-1], sentences(rows[-1], rest))))
    return _short("\n".join(filter(None, (*rows, rest))))


def _short(text: str) -> str:
    return plain(fits(escape(text), LONGEST_QUOTE))


def quoting(sentence: str, text: str, voice: Voice) -> str:
    """Return the catalog's ``sentence`` with ``text`` between its quotation marks, in the place of ``{old}``.

    Marks within the quotation become the inner ones, and its last stop is left to the sentence, unless it belongs to
    an abbreviation («2026 г.»).
    """
    inner = text.translate(next((marks for outer, marks in _INNER.items() if outer in sentence), {}))
    return sentence.replace("{old}", inner if _abbreviated(inner, voice) else inner.removesuffix("."))


def _abbreviated(text: str, voice: Voice) -> bool:
    """Tell whether ``text`` ends as a year does in this language."""
    mark = day(PartialDate(int(_YEAR)), voice).removeprefix(_YEAR)
    return bool(mark) and text.endswith(mark)
