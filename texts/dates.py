"""Dates and terms in words (grammar.md: own units and patterns, never Babel's long date nor its units)."""

import datetime as dt

from babel.dates import format_date

from domain.dates import PartialDate
from domain.person import Sentence
from texts.phrasebook import Voice

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def day(date: PartialDate, voice: Voice) -> str:
    """Return a date with the precision it has: a day, a month or a year.

    A full date has its month in the genitive and may follow a verb; a partial one may only follow a label.
    """
    return format_date(date.full or _first_day(date), _pattern(date, voice), locale=voice.locale)


def _first_day(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, 1)


def _pattern(date: PartialDate, voice: Voice) -> str:
    if date.day:
        # NOTE: a CLDR pattern: 19 March 2026. Keep d, MMMM and y; put words of your own in single quotes.
        return voice.pgettext("date pattern", "d MMMM y")
    if date.month:
        # NOTE: a CLDR pattern, only after a label: March 2026. LLLL is the month standing alone.
        return voice.pgettext("date pattern", "LLLL y")
    # NOTE: a CLDR pattern: 2026.
    return voice.pgettext("date pattern", "y")


def as_of(date: PartialDate, voice: Voice) -> str:
    """Return “As of 5 May 2025”: how old what we say is."""
    return voice.gettext("As of {date}").format(date=day(date, voice))


def term(sentence: Sentence, voice: Voice) -> str:
    """Return a term in words, empty for one of no length."""
    parts = [part for part in _units(sentence, voice) if part]
    if len(parts) < 2:
        return "".join(parts)
    # NOTE: 3 years and 6 months
    both = voice.pgettext("term", "{first} and {last}")
    return both.format(first=", ".join(parts[:-1]), last=parts[-1])


def duration(span: dt.timedelta, voice: Voice) -> str:
    """Return how long something has taken, in its largest unit, cut off: “2 hours”. It may only follow a label."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return voice.ngettext("{n} second", "{n} seconds", seconds).format(n=voice.number(seconds))
    if seconds < _HOUR:
        n = seconds // _MINUTE
        return voice.ngettext("{n} minute", "{n} minutes", n).format(n=voice.number(n))
    if seconds < _DAY:
        n = seconds // _HOUR
        return voice.ngettext("{n} hour", "{n} hours", n).format(n=voice.number(n))
    n = seconds // _DAY
    return voice.ngettext("{n} day", "{n} days", n).format(n=voice.number(n))


def _units(sentence: Sentence, voice: Voice) -> tuple[str, str, str]:
    years = voice.ngettext("{n} year", "{n} years", sentence.years)
    months = voice.ngettext("{n} month", "{n} months", sentence.months)
    days = voice.ngettext("{n} day", "{n} days", sentence.days)
    return (
        years.format(n=voice.number(sentence.years)) if sentence.years else "",
        months.format(n=voice.number(sentence.months)) if sentence.months else "",
        days.format(n=voice.number(sentence.days)) if sentence.days else "",
    )
