"""A text as an article: its headline, the sentences of its body, and which of them lead."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.reading.days import published_in
from domain.reading.lexicon import ReadingLexicon
from domain.reading.spans import LONGEST_TEXT, Sentence, sentences
from domain.reading.telling import Told, tell

LONGEST_HEADLINE = 400
LEAD_SENTENCES = 4
"""Sentences of the body that carry the news; what comes after explains it."""


class Zone(Enum):
    """Where a sentence stands in an article."""

    HEAD = "head"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Placed:
    """What a sentence tells, and where it stands."""

    zone: Zone
    told: Told


@dataclass(frozen=True, slots=True)
class Article:
    """A text in order: every sentence with its zone, and its language and day of publication."""

    placed: tuple[Placed, ...]
    language: str
    published: date | None


def arrange(text: str, lexicon: ReadingLexicon, published: date | None) -> Article:
    """Read a text whose first line is its headline (it may be empty)."""
    published = published or published_in(text)
    language = language_of(text)
    headline = _plain(text.partition("\n")[0])
    placed: list[Placed] = []
    led = 0
    for sentence in sentences(text, lexicon.short_forms):
        zone = Zone.HEAD if sentence.paragraph == 0 else Zone.LEAD if led < LEAD_SENTENCES else Zone.BODY
        if zone is not Zone.HEAD and headline and _repeats(text, sentence, headline):
            continue
        told = tell(sentence, lexicon, language, published)
        if placed and _goes_on_recalling(placed[-1].told, told):
            told = told.as_recalled()
        led += zone is Zone.LEAD and told.is_full
        placed.append(Placed(zone, told))
    return Article(tuple(placed), language, published)


def language_of(text: str) -> str:
    """Tell be, ru, lacinka or en by the letters of a text."""
    start = text[:LONGEST_TEXT].lower()
    cyrillic = sum(start.count(letter) for letter in "аеоніысрт")
    latin = sum(start.count(letter) for letter in "aeionrst")
    if cyrillic * 2 > latin:
        return "be" if start.count("і") + start.count("ў") > start.count("и") + start.count("щ") else "ru"
    return "lacinka" if sum(start.count(letter) for letter in "ŭłśćńčž") > len(start) // 100 else "en"


def _plain(text: str) -> str:
    return " ".join(text[:LONGEST_HEADLINE].lower().split()).strip(" .")


def _repeats(text: str, sentence: Sentence, headline: str) -> bool:
    """Whether a sentence only says the headline again, as pages do above their text."""
    said = _plain(text[sentence.span.start : sentence.span.end])
    return len(said) > 10 and said in headline


def _goes_on_recalling(before: Told, told: Told) -> bool:
    """Whether a paragraph that begins with "recall that …" goes on."""
    return before.sentence.paragraph == told.sentence.paragraph and "recalls" in before.opens_with and not told.fresh
