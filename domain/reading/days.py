"""The days a text names, and the day it was published where it says so itself."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from domain.dates import PartialDate
from domain.reading.counting import month, number
from domain.reading.lexicon import ReadingLexicon
from domain.reading.spans import Span, Word

HEADER = 1_500
"""Characters at the top of a page in which its own date may stand."""

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(r"(?m)(?:^|\s)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?=\s*[,/|—–-]?\s*(?:\d{1,2}:\d\d|$))")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def published_in(text: str) -> date | None:
    """Return the date a page carries at its top (``2024-07-08T15:09``, ``06.03.2024 / 12:04``), or None."""
    top = text[:HEADER]
    if iso := _ISO.search(top):
        return _day(*(int(part) for part in iso.groups()))
    if dotted := _DOTTED.search(top):
        day, of_month, year = (int(part) for part in dotted.groups())
        return _day(year, of_month, day)
    return None


def day_of(words: Sequence[Word], lexicon: ReadingLexicon, published: date | None) -> tuple[PartialDate, Span] | None:
    """Return the first day a sentence names with its month; without a year only where ``published`` gives it."""
    for at, word in enumerate(words):
        of_month = month(word, lexicon)
        if of_month is None:
            continue
        for place, day in _days_beside(words, at, lexicon):
            year = _year_near(words, max(at, place)) or _year_of(day, of_month, published)
            found = _day(year, of_month, day) if year else None
            if found:
                span = Span(words[min(at, place)].span.start, words[max(at, place)].span.end)
                return PartialDate.of(found), span
    return None


def names_day(words: Sequence[Word], lexicon: ReadingLexicon) -> bool:
    """Whether a sentence names a day and a month without a year, as news of these days does."""
    for at, word in enumerate(words):
        if month(word, lexicon) is None:
            continue
        for place, _ in _days_beside(words, at, lexicon):
            if not _year_near(words, max(at, place)):
                return True
    return False


def near_day(words: Sequence[Word], lexicon: ReadingLexicon, published: date | None) -> tuple[PartialDate, Span] | None:
    """Return the day that "today", "yesterday" or a weekday means in a text of ``published``."""
    for word in words if published else ():
        back = lexicon.near_days.get(word.fold)
        weekday = lexicon.weekdays.get(word.fold)
        if published and weekday is not None:
            back = (published.isoweekday() - weekday) % 7
        if published and back is not None:
            return PartialDate.of(published - timedelta(days=back)), word.span
    return None


def _days_beside(words: Sequence[Word], at: int, lexicon: ReadingLexicon) -> list[tuple[int, int]]:
    places = [at - 1, at + 1]
    if at + 2 < len(words) and words[at + 1].text == ".":
        places.append(at + 2)
    return [
        (place, value)
        for place in places
        if 0 <= place < len(words) and words[place].text[0].isdigit()
        if (value := number(words[place], lexicon)) is not None and 1 <= value <= 31
    ]


def _year_near(words: Sequence[Word], at: int) -> int | None:
    near = words[at + 1 : at + 3]
    return next((int(word.text) for word in near if _YEAR.match(word.text)), None)


def _year_of(day: int, of_month: int, published: date | None) -> int | None:
    """Return the year in which a day without one was last seen from ``published``."""
    if published is None:
        return None
    this_year = _day(published.year, of_month, day)
    ahead = this_year is not None and this_year > published + timedelta(days=60)
    return published.year - 1 if ahead else published.year


def _day(year: int, of_month: int, day: int) -> date | None:
    try:
        return date(year, of_month, day)
    except ValueError:
        return None
