"""Figures by month, a few a page: who came out, who came in, how long the list is; complete without its chart."""

from collections.abc import Iterator, Sequence

from domain.callback import Verb
from domain.event import Event
from domain.message import Button, Keyboard, Message
from domain.tally import COUNTED, Month
from texts import buttons
from texts.announcement import certainty
from texts.citations import source_line
from texts.dates import day
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice
from texts.tallies import disagreement, list_name, people, told
from texts.waves import twice

PAGE = 4


def heading(voice: Voice) -> str:
    """Return what the list and its chart are called."""
    return voice.gettext("Numbers by month")


def numbers(months: Sequence[Month], page: int, voice: Voice) -> Message:
    """Show one page (counted from 0; the last one where there are fewer) of all months, the newest first."""
    if not months:
        return message(escape(voice.gettext("There are no figures yet.")), (_doors(voice),))
    page = min(page, (len(months) - 1) // PAGE)
    shown = months[page * PAGE : (page + 1) * PAGE]
    above = escape(_how_counted(voice)) if page == 0 else Html("")
    text = paragraphs(bold(heading(voice)), above, *(_entry(month, voice) for month in shown))
    return message(text, _keyboard(page, more=(page + 1) * PAGE < len(months), voice=voice))


def _how_counted(voice: Voice) -> str:
    how = voice.gettext(
        "Counted from the confirmed news of this bot. Where a month or a line is missing, nothing was reported to "
        "us; that does not mean that nothing happened."
    )
    return sentences(how, twice(voice))


def _entry(month: Month, voice: Voice) -> Html:
    return lines(bold(day(month.when, voice)), *(escape(line) for line in _lines(month, voice)))


def _lines(month: Month, voice: Voice) -> Iterator[str]:
    for kind in COUNTED:
        if kind in month.figures:
            yield told(kind, month.figures[kind], voice)
    yield from (_list(event, voice) for event in month.lists)


def _list(event: Event, voice: Voice) -> str:
    dated = voice.gettext("Date: {date}.").format(date=day(event.date, voice)) if event.date else ""
    return sentences(
        f"{list_name(voice)}: {people(event.count or 0, voice)}.",
        certainty(event, voice),
        dated,
        disagreement(event, voice),
        source_line(event.sources, voice),
    )


def _keyboard(page: int, more: bool, voice: Voice) -> Keyboard:
    def turn(label: str, to: int) -> Button:
        return buttons.button(label, Verb.NUMBERS, to)

    turns = buttons.pager(page, more, turn, voice)
    return (*((turns,) if turns else ()), (buttons.chart(Verb.NUMBERS, voice), *_doors(voice)))


def _doors(voice: Voice) -> tuple[Button, ...]:
    return (buttons.waves(voice), buttons.latest(voice))
