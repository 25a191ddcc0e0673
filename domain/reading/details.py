"""What else a sentence says of an event: articles of the Criminal Code, the term, the place."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.person import Sentence as Term
from domain.reading.counting import number
from domain.reading.lexicon import ReadingLexicon
from domain.reading.spans import Span, Word

ARTICLE_REACH = 3
"""Words between "article" and its number: a full stop, or the part of it (арт. 293, Part 1 of Article 13)."""

LONGEST_TERM = 35


@dataclass(frozen=True, slots=True)
class Details:
    """What a sentence names besides people and numbers of them, each with its place in the text."""

    articles: tuple[tuple[str, Span], ...]
    term: tuple[Term, Span] | None
    place: tuple[str, Span] | None


def details(words: Sequence[Word], lexicon: ReadingLexicon) -> Details:
    """Return the details of one sentence."""
    return Details(tuple(articles(words, lexicon)), term(words, lexicon), place(words, lexicon))


def articles(words: Sequence[Word], lexicon: ReadingLexicon) -> Iterator[tuple[str, Span]]:
    """Yield the articles named, as ``361-4``; the lost hyphen of ``арт. 3614`` is put back."""
    for at, word in enumerate(words):
        if not lexicon.beside(word, "article"):
            continue
        for near in words[at + 1 : at + 1 + ARTICLE_REACH]:
            if near.text[0].isdigit() and (value := article_number(near.text)):
                yield value, near.span
                break


def article_number(text: str) -> str | None:
    """Return the number of an article of the Criminal Code (100 to 466, with its mark), or None."""
    bare, _, mark = text.partition("-")
    if len(bare) == 4 and not mark:
        bare, mark = bare[:3], bare[3]
    if not (bare.isdecimal() and len(bare) == 3):
        return None
    return f"{bare}-{mark}" if mark else bare


def term(words: Sequence[Word], lexicon: ReadingLexicon) -> tuple[Term, Span] | None:
    """Return the first term of years and months a sentence names; ages and dates are none."""
    years = next(_lengths(words, lexicon, "years"), None)
    if years is None:
        months = next(_lengths(words, lexicon, "months"), None)
        return (Term(months=months[0]), months[1]) if months else None
    following = [
        m for m in _lengths(words, lexicon, "months") if 0 < m[1].start - years[1].end < len("і шэсць месяцаў ")
    ]
    if following:
        return Term(years[0], following[0][0]), Span(years[1].start, following[0][1].end)
    return Term(years[0], 6 if years[2] else 0), years[1]


def _lengths(words: Sequence[Word], lexicon: ReadingLexicon, unit: str) -> Iterator[tuple[int, Span, bool]]:
    for before, word in itertools.pairwise(words):
        if (unit, word.fold) not in lexicon.terms:
            continue
        half = ("one_and_half", before.fold) in lexicon.terms
        value = 1 if half else number(before, lexicon)
        if value is not None and 0 < value <= LONGEST_TERM:
            yield value, Span(before.span.start, word.span.end), half


def place(words: Sequence[Word], lexicon: ReadingLexicon) -> tuple[str, Span] | None:
    """Return the words for a place of detention, with its number where one follows (калонію №3)."""
    found = next(lexicon.places.find(words), None)
    if found is None:
        return None
    end = found.end
    while end < len(words) and end - found.end < ARTICLE_REACH and _is_number_of_place(words[end]):
        end += 1
    span = Span(words[found.start].span.start, words[end - 1].span.end)
    return " ".join(word.text for word in words[found.start : end]), span


def _is_number_of_place(word: Word) -> bool:
    return word.text in {"№", "-"} or word.fold == "no" or word.text[0].isdigit()
