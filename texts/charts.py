"""What the charts show and say: the words in the picture, and the caption that tells it to whoever does not see it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from domain.callback import Verb
from domain.chart import Bars, Chart, Form, Panel
from domain.dates import PartialDate
from domain.event import Certainty, Event, EventKind
from domain.message import Message
from domain.tally import COUNTED, Figure, Month, headcount, when
from domain.waves import KINDS, Waves
from texts import buttons, numbers, waves
from texts.announcement import title
from texts.dates import as_of, day
from texts.markup import escape, fits, sentences
from texts.phrasebook import Voice
from texts.tallies import counted, list_name, people, series_name

LONGEST_CAPTION = 1_024
"""What Telegram takes under a picture, in UTF-16 units."""

MOST_ROWS = 30
MOST_MONTHS = 24
MOST_POINTS = 24
"""The newest of each; more would not be read on a phone. The text has them all."""

Listing = tuple[PartialDate, int]
"""When the list of political prisoners was how long."""

_LARGEST = 3
_COMING_IN = frozenset({EventKind.RECOGNITION, EventKind.CONVICTION})


def of_waves(told: Waves, voice: Voice) -> Chart:
    """Return the chart of waves, the newest at the top; ``told`` is not empty."""
    shown = told.events[:MOST_ROWS]
    labels = tuple(day(event.date, voice) if event.date else voice.gettext("No date") for event in shown)
    bars = tuple(_rows(kind, shown, voice) for kind in KINDS)
    return _chart(waves.heading(voice), [event.date for event in shown], (Panel(Form.ROWS, "", labels, bars),), voice)


def _rows(kind: EventKind, shown: Sequence[Event], voice: Voice) -> Bars:
    numbers_of = [headcount(event) or 0 if event.kind is kind else 0 for event in shown]
    sure = [event.certainty is Certainty.CONFIRMED for event in shown]
    return Bars(
        series_name(kind, voice),
        tuple(n if is_sure else 0 for n, is_sure in zip(numbers_of, sure, strict=True)),
        tuple(0 if is_sure else n for n, is_sure in zip(numbers_of, sure, strict=True)),
        tuple(_mark(event, voice) if event.kind is kind else "" for event in shown),
    )


def _mark(event: Event, voice: Voice) -> str:
    return waves.number_or_not(event, voice) if event.count is None else voice.number(event.count)


def of_numbers(told: Sequence[Month], voice: Voice) -> Chart | None:
    """Return the chart of months, the oldest on the left, over that of the list; None where neither has anything."""
    spans, lists = _spans(told), _lists(told)
    panels = (*_columns(spans, told, voice), *_line(lists, voice))
    if not panels:
        return None
    counted_ones = [event for month in told for figure in month.figures.values() for event in figure.events]
    dates = [*map(when, counted_ones), *(date for date, _ in lists)]
    return _chart(numbers.heading(voice), dates, panels, voice)


def _spans(told: Sequence[Month]) -> Sequence[PartialDate]:
    """Return the months of the chart, the oldest first, those without news between two others too."""
    ordinals = [month.when.year * 12 + month.when.month - 1 for month in told if month.figures and month.when.month]
    every = range(min(ordinals), max(ordinals) + 1) if ordinals else range(0)
    return [PartialDate(each // 12, each % 12 + 1) for each in every[-MOST_MONTHS:]]


def _lists(told: Sequence[Month]) -> Sequence[Listing]:
    """Return the confirmed lengths of the list, and when it was so long, the newest first."""
    confirmed = (event for month in told for event in month.lists if event.certainty is Certainty.CONFIRMED)
    return [(date, event.count or 0) for event in confirmed if (date := when(event))][:MOST_POINTS]


def _columns(spans: Sequence[PartialDate], months: Sequence[Month], voice: Voice) -> Iterable[Panel]:
    if not spans:
        return
    found = {month.when: month.figures for month in months}
    bars = tuple(_column(kind, [found.get(span, {}).get(kind) for span in spans], voice) for kind in COUNTED)
    yield Panel(Form.COLUMNS, "", tuple(day(span, voice) for span in spans), bars)


def _column(kind: EventKind, figures: Sequence[Figure | None], voice: Voice) -> Bars:
    return Bars(
        series_name(kind, voice),
        tuple(figure.people if figure else 0 for figure in figures),
        tuple(figure.unconfirmed if figure else 0 for figure in figures),
        tuple(voice.number(figure.people) if figure and figure.people else "" for figure in figures),
        below=kind in _COMING_IN,
    )


def _line(lists: Sequence[Listing], voice: Voice) -> Iterable[Panel]:
    """Yield the panel of the list where there are two lengths of it to compare."""
    if len(lists) < 2:
        return
    dates, values = zip(*reversed(lists), strict=True)
    days = tuple(dt.date(date.year, date.month or 1, date.day or 1).toordinal() for date in dates)
    bars = Bars("", values, (0,) * len(values), tuple(map(voice.number, values)))
    yield Panel(Form.LINE, list_name(voice), tuple(day(date, voice) for date in dates), (bars,), days)


def _chart(heading: str, dates: Iterable[PartialDate | None], panels: tuple[Panel, ...], voice: Voice) -> Chart:
    newest = max(filter(None, dates), default=None)
    note = as_of(newest, voice) if newest else ""
    return Chart(heading, note, voice.pgettext("chart", "Unconfirmed"), panels)


def waves_caption(told: Waves, voice: Voice) -> Message:
    """Return what the chart of waves shows, in words: its span, its largest bars, what the patterns mean."""
    shown = told.events[:MOST_ROWS]
    dated = [event.date for event in shown if event.date]
    span = voice.gettext("At the top the newest: {last}. At the bottom: {first}.")
    text = sentences(
        voice.gettext("Chart: how many people in each wave."),
        span.format(last=day(dated[0], voice), first=day(dated[-1], voice)) if dated else "",
        _largest(shown, voice),
        voice.gettext("Without lines: pardons. With slanted lines: releases. Dashed frame: unconfirmed."),
    )
    return _caption(text, Verb.WAVES, "/waves", voice)


def _largest(shown: Sequence[Event], voice: Voice) -> str:
    sure = [event for event in shown if event.count and event.certainty is Certainty.CONFIRMED]
    largest = sorted(sure, key=lambda event: event.count or 0, reverse=True)[:_LARGEST]
    named = "; ".join(f"{title(event, voice)}, {people(event.count or 0, voice)}" for event in largest)
    return voice.gettext("The largest: {waves}.").format(waves=named) if len(largest) > 1 else ""


def numbers_caption(told: Sequence[Month], voice: Voice) -> Message:
    """Return what the chart of months shows, in words: its span, the fullest months, the list, the patterns."""
    spans = _spans(told)
    span = voice.gettext("First month: {first}. Last month: {last}.")
    text = sentences(
        voice.gettext("Chart: how many people by month."),
        span.format(first=day(spans[0], voice), last=day(spans[-1], voice)) if spans else "",
        *(_fullest(kind, [month for month in told if month.when in spans], voice) for kind in COUNTED),
        voice.gettext(
            "Above the line: releases (slanted lines), pardons (without lines). "
            "Below it: added to the list (dots), verdicts (crossed lines). Dashed frame: unconfirmed."
        ),
        _from_to(_lists(told), voice),
    )
    return _caption(text, Verb.NUMBERS, "/numbers", voice)


def _fullest(kind: EventKind, months: Sequence[Month], voice: Voice) -> str:
    """Return the month in which most people were counted; “no data” where nobody was."""
    found = [(each.figures[kind], each.when) for each in months if kind in each.figures]
    if not any(figure.people for figure, _ in found):
        return sentences(f"{series_name(kind, voice)}:", voice.gettext("no data."))
    figure, month = max(found, key=lambda each: each[0].people)
    most = voice.gettext("{series}, most in one month: {figure}, {month}.")
    shown = counted(figure, voice)
    return most.format(series=series_name(kind, voice), figure=shown, month=day(month, voice))


def _from_to(lists: Sequence[Listing], voice: Voice) -> str:
    if len(lists) < 2:
        return ""
    ends = "; ".join(f"{people(number, voice)}, {day(date, voice)}" for date, number in (lists[-1], lists[0]))
    return sentences(f"{list_name(voice)}: {ends}.")


def _caption(text: str, verb: Verb, command: str, voice: Voice) -> Message:
    whole = voice.gettext("Every number with its source and date: {command}").format(command=command)
    back = buttons.beside(buttons.as_text(verb, voice))
    return Message(fits(escape(sentences(text, whole)), LONGEST_CAPTION), ((back,),))


def not_drawn(voice: Voice) -> Message:
    """Say that there is no picture now."""
    return Message(escape(voice.gettext("The chart cannot be drawn now. The text says the same.")))
