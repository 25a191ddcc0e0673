"""Figures in words: how many people, on whose word, and where the sources differ."""

import re
from collections.abc import Mapping

from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.person import Citation
from domain.subscription import Topic
from domain.tally import Figure
from texts.announcement import conflicts
from texts.citations import publisher, source_line
from texts.dates import day
from texts.kinds import kind_name, topic_name
from texts.markup import sentences
from texts.phrasebook import Voice

MOST_SOURCES = 6
"""Named beside one figure: a source an event that it counts."""

_SIDE = re.compile(r"(\d[\d-]*): (.+)")
_SERIES: Mapping[EventKind, Topic] = {
    EventKind.RELEASE: Topic.RELEASES,
    EventKind.PARDON: Topic.PARDONS,
    EventKind.CONVICTION: Topic.CONVICTIONS,
}


def series_name(kind: EventKind, voice: Voice) -> str:
    """Return what a row of figures counts: a noun in the plural where there is one."""
    topic = _SERIES.get(kind)
    return topic_name(topic, voice) if topic else kind_name(kind, voice)


def list_name(voice: Voice) -> str:
    """Return what the length of the list is called."""
    return voice.gettext("On the list of political prisoners")


def people(n: int, voice: Voice) -> str:
    """Return “22 people”."""
    return voice.ngettext("{n} person", "{n} people", n).format(n=voice.number(n))


def counted(figure: Figure, voice: Voice) -> str:
    """Return “22 people”, “… or more” where a number is missing; empty where nothing is confirmed."""
    if not figure.confirmed:
        return ""
    shown = people(figure.people, voice)
    # NOTE: {figure} is “22 people”.
    return voice.gettext("{figure} or more").format(figure=shown) if figure.at_least else shown


def told(kind: EventKind, figure: Figure, voice: Voice) -> str:
    """Return “Releases: 22 people.”, what is unconfirmed, whether sources differ, and a source an event."""
    name, shown = series_name(kind, voice), counted(figure, voice)
    differ = next((conflicts(event, voice) for event in figure.events if event.conflicts), "")
    return sentences(
        f"{name}: {shown}." if shown else f"{name}.", _unconfirmed(figure, voice), differ, _sources(figure, voice)
    )


def _unconfirmed(figure: Figure, voice: Voice) -> str:
    if len(figure.confirmed) == len(figure.events):
        return ""
    return voice.gettext("Unconfirmed, not counted: {n}.").format(n=voice.number(figure.unconfirmed))


def _sources(figure: Figure, voice: Voice) -> str:
    if len(figure.events) == 1:
        return source_line(figure.events[0].sources, voice)
    firsts = [event.sources[0] for event in figure.events if event.sources]
    more = len(firsts) - MOST_SOURCES
    rest = voice.gettext("More sources: {n}.").format(n=voice.number(more)) if more > 0 else ""
    return sentences(source_line(firsts, voice, MOST_SOURCES), rest)


def disagreement(event: Event, voice: Voice) -> str:
    """Return that sources differ, and how, where that is told in figures: “38: Viasna; 37: reform.news.”.

    So ``domain.quarantine`` writes it, for any language. What an editor wrote in one language only is left out: what
    readers are to know of it stands in the summary.
    """
    sides = [_SIDE.fullmatch(part) for part in event.conflicts.split("; ")]
    told = [_side(found, voice) for found in sides if found]
    return sentences(conflicts(event, voice), f"{'; '.join(told)}." if len(told) == len(sides) else "")


def _side(found: re.Match[str], voice: Voice) -> str:
    return f"{_value(found[1], voice)}: {publisher(Citation('', found[2]), voice)}"


def _value(text: str, voice: Voice) -> str:
    """Return a number or a year as it stands, a month or a day in words."""
    try:
        return day(PartialDate.parse(text), voice) if "-" in text else text
    except ValueError:
        return text
