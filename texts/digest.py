"""A digest: what a chat chose to get once a day or once a week, grouped by day, in the announcement's manner."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from domain.dates import PartialDate
from domain.event import Event, EventKind
from domain.message import Message
from domain.person import Person
from domain.rhythm import Frequency
from texts import buttons
from texts.announcement import certainty, conflicts, counts, ground, summary
from texts.citations import source_line
from texts.dates import day
from texts.kinds import kind_name
from texts.markup import LONGEST, Html, bold, escape, lines, message, paragraphs, plain, sentences, utf16_length
from texts.news import few_names
from texts.phrasebook import Voice

Entry = tuple[Event, Sequence[Person]]
"""An event, and the people it names."""

_ROOM_FOR_REST = 80
"""UTF-16 units kept for “More news: 300. To read: /latest”."""


def digest(entries: Sequence[Entry], frequency: Frequency, voice: Voice) -> Message:
    """Return the digest of ``entries``, the newest day first; what does not fit is counted, and stands in ``/latest``.

    Deaths are left out: each was told alone and at once (MESSAGES.md, Tone). Nothing to tell is a ValueError.
    """
    told = [entry for entry in entries if entry[0].kind is not EventKind.DEATH]
    if not told:
        raise ValueError("a digest of nothing")
    title = bold(_title(frequency, voice))
    pieces = tuple(_pieces(told, voice))
    shown = _fitting(pieces, LONGEST - _ROOM_FOR_REST - utf16_length(plain(title)))
    left = len(pieces) - len(shown)
    more = voice.gettext("More news: {n}. To read: {command}").format(n=voice.number(left), command="/latest")
    doors = (buttons.beside(buttons.latest(voice)), buttons.beside(buttons.kinds(voice)))
    return message(paragraphs(title, *shown, escape(more if left else "")), (doors,))


def _title(frequency: Frequency, voice: Voice) -> str:
    if frequency is Frequency.WEEKLY:
        return voice.pgettext("digest", "News of the week")
    return voice.pgettext("digest", "News of the day")


def _pieces(told: Sequence[Entry], voice: Voice) -> Iterator[Html]:
    """Yield a piece an event, the first of each day with the day above it."""
    newest_first = sorted(told, key=_written_day, reverse=True)
    for _, entries in groupby(newest_first, key=_written_day):
        first, *rest = entries
        yield paragraphs(bold(_day(first[0].date, voice)), _paragraph(*first, voice))
        yield from (_paragraph(*entry, voice) for entry in rest)


def _written_day(entry: Entry) -> str:
    """Return the day as it sorts, a month before its days, no date before everything."""
    return str(entry[0].date or "")


def _day(date: PartialDate | None, voice: Voice) -> str:
    return day(date, voice) if date else voice.gettext("No date")


def _paragraph(event: Event, people: Sequence[Person], voice: Voice) -> Html:
    names = (*(person.name(voice.language) for person in people), *event.unmatched)
    told = sentences(
        certainty(event, voice),
        counts(event, voice),
        few_names(names, voice) or _nameless(event, voice),
        ground(event, voice),
        summary(event, voice),
        conflicts(event, voice),
    )
    return lines(bold(kind_name(event.kind, voice)), escape(told), escape(source_line(event.sources, voice)))


def _nameless(event: Event, voice: Voice) -> str:
    """Return that a pardon came without names: whoever waits looks for one."""
    return voice.gettext("No names were given.") if event.kind is EventKind.PARDON else ""


def _fitting(pieces: Sequence[Html], room: int) -> Sequence[Html]:
    """Return as many of ``pieces`` as ``room`` (UTF-16 units) takes, whole ones, and one at least."""
    shown = 0
    for piece in pieces:
        room -= utf16_length(plain(piece)) + len("\n\n")
        if room < 0:
            break
        shown += 1
    return pieces[: shown or 1]


def discreet_digest(number_of_news: int, voice: Voice) -> Message:
    """Return the digest that names nobody: how many news there are, and the button that opens the newest."""
    text = voice.gettext("Updates: {n}").format(n=voice.number(number_of_news))
    return message(escape(text), ((buttons.latest(voice),),))
