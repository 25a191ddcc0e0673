"""One cell of Viasna's register at a time: dates, articles, terms, institutions, names (SOURCES.md, 1)."""

import html
import re
from dataclasses import dataclass

from domain.dates import PartialDate
from domain.fields import clean
from domain.person import Gender, Sentence
from domain.records import LONGEST_NAME
from domain.refusal import Problem, Refused
from sources.viasna_vocabulary import Vocabulary

FIRST_OF_SPECIAL_PART = 122
"""The Criminal Code's Special Part begins here; lower numbers (13: preparation) are no charge of their own."""

_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ]\d\d:\d\d.*)?\Z", re.ASCII)
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([^\W\d_]{3,})\.?(?:\s+(\d{1,2}),)?,?\s+(\d{4})\b(?:\s*[^\W\d_]{1,4}\.?)?\Z"
)
_YEAR = re.compile(r"(\d{4})\s*[^\W\d_]{1,4}\.?\Z")
_TERM = re.compile(r"(\d{1,4})(?:\s+(1/2|½)|[.,](5))?(½)?\s*([^\W\d_]+)")
_NUMBER = re.compile(r"(\d{1,4})(?:\s?[-‐‑–]\s?(\d{1,2}))?")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads cells with one vocabulary. Unreadable dates and terms raise Refused with the field's name."""

    words: Vocabulary

    def plain(self, cell: str) -> str:
        """Return the cell without HTML entities and odd spaces, empty where it only says that nothing is known."""
        kept = clean(html.unescape(cell))
        return "" if kept.lower() in self.words.nothing else kept

    def date(self, cell: str, field: str) -> PartialDate | None:
        """Return a date in any of the forms seen (``2024-09``, ``24 April 1982``, ``april 2026``, ``24.04.1982``)."""
        text = self.plain(cell)
        if not text:
            return None
        try:
            return self._date(text)
        except ValueError:
            raise Refused(Problem.NOT_A_DATE, field, text) from None

    def _date(self, text: str) -> PartialDate:
        if found := _ISO.match(text):
            return _precise(*found.groups())
        if found := _DAY_FIRST.match(text):
            return _precise(*reversed(found.groups()))
        if found := _YEAR.match(text):
            return _precise(found[1], None, None)
        if found := _WORDS.match(text):
            return _precise(found[4], self._month(found[2]), found[1] or found[3])
        raise ValueError

    def _month(self, word: str) -> str:
        month = self.words.begun("month", word)
        if not month:
            raise ValueError
        return month

    def articles(self, cell: str) -> tuple[str, ...]:
        """Return the article numbers (``342``, ``361-4``), each once, without parts; what follows a dash is a title."""
        items = re.split(r"[;\n]", html.unescape(cell))
        titled = (re.split(r"\s[—–]\s", item)[0] for item in items)
        numbers = (
            number for item in titled for found in self.words.article.findall(item) for number in _numbers(found)
        )
        return tuple(dict.fromkeys(numbers))

    def sentence(self, cell: str, field: str) -> Sentence | None:
        """Return a term such as ``4 1/2 years`` or ``1 year and 10 months``; 19 months stay 19 months."""
        text = self.plain(cell)
        if not text:
            return None
        terms: dict[str, int] = {}
        for found in _TERM.finditer(text):
            unit = self.words.begun("unit", found[5])
            if unit in terms:
                raise Refused(Problem.UNREADABLE, field, text)
            if unit:
                terms[unit] = int(found[1])
                terms |= {"months": 6} if unit == "years" and (found[2] or found[3] or found[4]) else {}
        if not terms:
            raise Refused(Problem.UNREADABLE, field, text)
        return Sentence(**terms)

    def institution(self, cell: str) -> str:
        """Return ``colony-4``, ``prison-8``, ``sizo-1``, ``kgb``, else the source's words without the address."""
        title = self.plain(re.split(r"[;\n]", html.unescape(cell).strip())[0])
        if self.place(cell):
            return ""
        found = self.words.institution.search(title)
        if found:
            return f"{self.words.key('institution', found[1])}-{int(found[2])}"
        return self.words.mentioned("named_institution", title) or title[:LONGEST_NAME]

    def place(self, cell: str) -> str:
        """Return ``released`` or ``at_liberty`` where the prison cell says that there is none, else an empty string."""
        return self.words.begun("place", self.plain(cell))

    def gender(self, cell: str) -> Gender:
        """Return the grammatical gender, OTHER where the cell does not say."""
        found = self.words.begun("gender", self.plain(cell))
        return Gender(found) if found else Gender.OTHER

    def names(self, cell: str) -> tuple[str, ...]:
        """Return the name and its aliases; raise Refused where nobody is named, or the surname is withheld."""
        text = clean(html.unescape(cell))
        if not text:
            raise Refused(Problem.NO_NAME, "name")
        if len(text) > LONGEST_NAME:
            raise Refused(Problem.TOO_LONG, "name", LONGEST_NAME)
        spellings = tuple(dict.fromkeys(filter(None, _spellings(text))))
        if not spellings or _withheld(spellings[0]) or self.words.led("placeholder", text):
            raise Refused(Problem.PLACEHOLDER_NAME, "name", text)
        return spellings


def _precise(year: str | None, month: str | None, day: str | None) -> PartialDate:
    """``2020-00-00`` is a year only, as MySQL writes it."""
    return PartialDate(int(year or 0), int(month or 0), int(day or 0))


def _numbers(found: str) -> list[str]:
    """Numbers of the Special Part; ``3614`` is 361-4 whose superscript was lost."""
    read = (_number(*parts) for parts in _NUMBER.findall(found))
    return [number for number in read if int(number.partition("-")[0]) >= FIRST_OF_SPECIAL_PART]


def _number(main: str, index: str) -> str:
    if len(main) == 4:
        main, index = main[:3], main[3]
    return f"{main}-{index}" if index else main


def _withheld(name: str) -> bool:
    """``Pavel A.`` says too little to find or to tell apart: two whole words are the least."""
    words = re.split(r"[\s]+", name)
    return sum(len(re.findall(r"[^\W\d_]", word)) > 1 for word in words) < 2


def _spellings(text: str) -> list[str]:
    """``Hanna Sheina (Abrazumava)``: the bracketed word is another form of the word before it."""
    shown = clean(re.sub(r"[()\[\]]", " ", _BRACKETS.sub(" ", text)))
    others = [clean(found[1]) for found in _BRACKETS.finditer(text)]
    before = [clean(_BRACKETS.sub(" ", text[: found.start()])) for found in _BRACKETS.finditer(text)]
    after = [clean(_BRACKETS.sub(" ", text[found.end() :])) for found in _BRACKETS.finditer(text)]
    return [shown, *(_alias(*parts) for parts in zip(others, before, after, strict=True))]


def _alias(other: str, before: str, after: str) -> str:
    if not other or " " in other:
        return other if len(other.split()) > 1 and not _withheld(other) else ""
    kept = before.rpartition(" ")[0]
    alias = " ".join(filter(None, (kept, other, after)))
    return "" if _withheld(alias) else alias
